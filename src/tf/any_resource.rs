//! Resources of any model behind one interface, in plain values: what the server calls.

use std::pin::Pin;

use tokio_util::sync::CancellationToken;

use super::{Diagnostics, ImportId, Path, Private, Schema, Value};

/// A future of a resource's operation.
pub type Operation<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A resource of any model.
pub trait AnyResource: Send + Sync {
    /// The name users write.
    fn type_name(&self) -> &'static str;
    /// The schema of configuration and state.
    fn schema(&self) -> &Schema;
    /// The schema of the identity.
    fn identity_schema(&self) -> &Schema;
    /// Checks a configuration.
    fn validate(&self, config: &Value) -> Diagnostics;
    /// Plans a create or update.
    fn plan(&self, request: PlanRequest) -> Operation<'_, Result<Planned, Diagnostics>>;
    /// Creates, updates or deletes.
    fn apply(&self, request: ApplyRequest) -> Operation<'_, Applied>;
    /// Reads what exists.
    fn read(&self, request: ReadRequest) -> Operation<'_, Result<Read, Diagnostics>>;
    /// Finds an object to import.
    fn import(&self, id: ImportId<Value>, stop: CancellationToken) -> Operation<'_, Result<Imported, Diagnostics>>;
}

/// What a plan starts from.
#[derive(Debug)]
pub struct PlanRequest {
    /// What exists; null on create.
    pub prior: Value,
    /// What the user wrote.
    pub config: Value,
    /// Terraform's merge of both.
    pub proposed: Value,
    /// What the resource remembers.
    pub private: Private,
    /// Cancelled when the user asks to stop.
    pub stop: CancellationToken,
}

/// A finished plan.
#[derive(Debug)]
pub struct Planned {
    /// What will exist.
    pub state: Value,
    /// The paths by whose change the object must be replaced.
    pub replace: Vec<Path>,
    /// What the resource remembers.
    pub private: Private,
    /// The identity, as far as known.
    pub identity: Value,
    /// What the user is told.
    pub warnings: Diagnostics,
}

/// A change to carry out: create with a null `prior`, delete with a null `planned`.
#[derive(Debug)]
pub struct ApplyRequest {
    /// What exists.
    pub prior: Value,
    /// What shall exist.
    pub planned: Value,
    /// What the user wrote.
    pub config: Value,
    /// What the resource remembers.
    pub private: Private,
    /// Cancelled when the user asks to stop.
    pub stop: CancellationToken,
}

/// What a change led to; the state is true also when there are errors.
#[derive(Debug)]
pub struct Applied {
    /// What exists; null for nothing.
    pub state: Value,
    /// What the resource remembers.
    pub private: Private,
    /// The identity; null where there is no object.
    pub identity: Value,
    /// Errors and warnings.
    pub diagnostics: Diagnostics,
}

/// What is to be read.
#[derive(Debug)]
pub struct ReadRequest {
    /// What existed when it was last looked at.
    pub state: Value,
    /// What the resource remembers.
    pub private: Private,
    /// Cancelled when the user asks to stop.
    pub stop: CancellationToken,
}

/// What was read.
#[derive(Debug)]
pub struct Read {
    /// What exists; null when it is gone.
    pub state: Value,
    /// What the resource remembers.
    pub private: Private,
    /// The identity; null when the object is gone.
    pub identity: Value,
}

/// An object found for import.
#[derive(Debug)]
pub struct Imported {
    /// As much of the state as reading needs.
    pub state: Value,
    /// The identity, as far as known.
    pub identity: Value,
}
