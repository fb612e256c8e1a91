//! Resources of any model behind one interface, in plain values: what the server calls.
//!
//! Here stand the rules that hold for every resource: configured values come back as planned, a failed change keeps the
//! old state, what was saved survives errors and panics, and private data and identity are never lost.

use std::future::Future;
use std::pin::Pin;

use tokio_util::sync::CancellationToken;

use super::plan::{Proposal, mark_unknown, merge_changes, replacements, settle};
use super::{
    Change, Diagnostic, Diagnostics, Field, ImportId, Model, Path, Plan, Private, Resource, Schema, Value, guard,
};

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
    fn import(&self, id: ImportId<Value>) -> Operation<'_, Result<Imported, Diagnostics>>;
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

/// A resource with its schemas, made once.
pub struct Registered<R> {
    resource: R,
    schema: Schema,
    identity_schema: Schema,
}

impl<R: Resource> Registered<R> {
    /// Puts `resource` behind the common interface.
    pub fn new(resource: R) -> Self {
        Self { resource, schema: Schema::of::<R::Model>(0), identity_schema: Schema::of::<R::Identity>(0) }
    }

    fn identity_of(state: &Value) -> Value {
        if state.is_null() {
            return Value::Null;
        }
        R::identity(&R::Model::from_value(state)).to_value()
    }

    async fn plan_change(&self, request: PlanRequest) -> Result<Planned, Diagnostics> {
        let PlanRequest { prior, config, proposed, private } = request;
        let fields = &self.schema.fields;
        let mut state = settle(fields, &Proposal { prior: &prior, config: &config }, proposed);
        let before = R::Model::from_value(&state);
        let mut plan = Plan {
            config: R::Model::from_value(&config),
            prior: (!prior.is_null()).then(|| R::Model::from_value(&prior)),
            planned: before.clone(),
            private,
            replace: Vec::new(),
        };
        self.resource.plan(&mut plan).await?;
        merge_changes(&before, &plan.planned, &mut state);
        mark_unknown(fields, &Proposal { prior: &prior, config: &config }, &mut state);
        let mut replace = replacements(fields, &prior, &state);
        replace.append(&mut plan.replace);
        let identity = Self::identity_of(&state);
        Ok(Planned { state, replace, private: plan.private, identity })
    }

    async fn apply_change(&self, request: ApplyRequest) -> Applied {
        let ApplyRequest { prior, planned, config, private, stop } = request;
        let mut change = Change {
            config: R::Model::from_value(&config),
            prior: R::Model::from_value(&prior),
            planned: R::Model::from_value(&planned),
            private,
            stop,
            saved: prior.clone(),
            warnings: Diagnostics::default(),
        };
        let outcome = guard(self.carry_out(&mut change, prior.is_null(), planned.is_null())).await;
        let mut diagnostics = std::mem::take(&mut change.warnings);
        let state = match outcome.map_err(Diagnostics::from).and_then(|result| result) {
            Ok(state) => keep_planned(&self.schema.fields, &planned, state),
            Err(errors) => {
                diagnostics.append(errors);
                change.saved
            }
        };
        if !state.is_wholly_known() && !diagnostics.has_errors() {
            diagnostics.push(Diagnostic::bug("A value is still unknown after apply."));
        }
        let state = state.unknown_as_null();
        Applied { identity: Self::identity_of(&state), state, private: change.private, diagnostics }
    }

    async fn carry_out(&self, change: &mut Change<R::Model>, create: bool, delete: bool) -> Result<Value, Diagnostics> {
        if delete {
            return self.resource.delete(change).await.map(|()| Value::Null);
        }
        let model = if create { self.resource.create(change).await? } else { self.resource.update(change).await? };
        Ok(model.to_value())
    }

    async fn read_state(&self, request: ReadRequest) -> Result<Read, Diagnostics> {
        let ReadRequest { state, mut private } = request;
        let model = self.resource.read(R::Model::from_value(&state), &mut private).await?;
        let state = model.map_or(Value::Null, |model| keep_equivalent(&self.schema.fields, &state, model.to_value()));
        Ok(Read { identity: Self::identity_of(&state), state: state.unknown_as_null(), private })
    }

    async fn import_state(&self, id: ImportId<Value>) -> Result<Imported, Diagnostics> {
        let id = match id {
            ImportId::Id(id) => ImportId::Id(id),
            ImportId::Identity(identity) => ImportId::Identity(R::Identity::from_value(&identity)),
        };
        let state = self.resource.import(id).await?.to_value().unknown_as_null();
        Ok(Imported { identity: Self::identity_of(&state), state })
    }
}

impl<R: Resource> AnyResource for Registered<R> {
    fn type_name(&self) -> &'static str {
        R::TYPE_NAME
    }

    fn schema(&self) -> &Schema {
        &self.schema
    }

    fn identity_schema(&self) -> &Schema {
        &self.identity_schema
    }

    fn validate(&self, config: &Value) -> Diagnostics {
        let mut diagnostics = self.schema.check(config);
        diagnostics.append(self.resource.validate(&R::Model::from_value(config)));
        diagnostics
    }

    fn plan(&self, request: PlanRequest) -> Operation<'_, Result<Planned, Diagnostics>> {
        Box::pin(self.plan_change(request))
    }

    fn apply(&self, request: ApplyRequest) -> Operation<'_, Applied> {
        Box::pin(self.apply_change(request))
    }

    fn read(&self, request: ReadRequest) -> Operation<'_, Result<Read, Diagnostics>> {
        Box::pin(self.read_state(request))
    }

    fn import(&self, id: ImportId<Value>) -> Operation<'_, Result<Imported, Diagnostics>> {
        Box::pin(self.import_state(id))
    }
}

/// After apply, what was planned is what is stored; only what was unknown comes from the result. What AWS made of it
/// beyond that shows at the next read.
fn keep_planned(fields: &[Field], planned: &Value, mut result: Value) -> Value {
    for field in fields {
        let value = planned.attribute(field.name);
        if !planned.is_null() && value.is_wholly_known() {
            result.set_attribute(field.name, value.clone());
        }
    }
    result
}

/// On read, a text that still means the same stays as the user wrote it.
fn keep_equivalent(fields: &[Field], state: &Value, mut read: Value) -> Value {
    for field in fields.iter().filter(|field| field.equivalent.is_some()) {
        let stored = state.attribute(field.name);
        if field.same(stored, read.attribute(field.name)) {
            read.set_attribute(field.name, stored.clone());
        }
    }
    read
}
