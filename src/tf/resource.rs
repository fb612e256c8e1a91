//! The life cycle that a resource implements.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::{Attr, Diagnostic, Diagnostics, Model, Plan, Private, Value};

/// A managed resource: one model and what creates, reads, changes and removes what it describes.
pub trait Resource: Send + Sync + 'static {
    /// The arguments and attributes.
    type Model: Model;
    /// What tells one object from all others; its attributes are strings.
    type Identity: Model;
    /// The name users write.
    const TYPE_NAME: &'static str;

    /// The identity of what `model` describes.
    fn identity(model: &Self::Model) -> Self::Identity;

    /// Checks that need more than one field. `config` may hold unknown values.
    fn validate(&self, config: &Self::Model) -> Diagnostics;

    /// Refines a plan for create or update.
    fn plan(&self, plan: &mut Plan<Self::Model>) -> impl Future<Output = Result<(), Diagnostics>> + Send;

    /// Makes the object and returns what then exists.
    fn create(&self, change: &mut Change<Self::Model>)
    -> impl Future<Output = Result<Self::Model, Diagnostics>> + Send;

    /// What exists now of what `state` describes; `None` when it is gone. What is answered from may have been seen before, for
    /// others, but not longer than `oldest` ago.
    fn read(
        &self,
        state: Self::Model,
        oldest: Duration,
        private: &mut Private,
        stop: CancellationToken,
    ) -> impl Future<Output = Result<Option<Self::Model>, Diagnostics>> + Send;

    /// Changes the object in place and returns what then exists.
    fn update(&self, change: &mut Change<Self::Model>)
    -> impl Future<Output = Result<Self::Model, Diagnostics>> + Send;

    /// Removes the object. That it is gone already is success.
    fn delete(&self, change: &mut Change<Self::Model>) -> impl Future<Output = Result<(), Diagnostics>> + Send;

    /// The state from which [`Resource::read`] finds the object with this id or identity.
    fn import(
        &self,
        id: ImportId<Self::Identity>,
        stop: CancellationToken,
    ) -> impl Future<Output = Result<Self::Model, Diagnostics>> + Send;
}

/// How a user names an object to import.
#[derive(Clone)]
pub enum ImportId<I> {
    /// The text of `terraform import` or of `id` in an import block.
    Id(String),
    /// The object of `identity` in an import block.
    Identity(I),
}

/// Splits the import id `ID@REGION`, whose Region may be left out.
#[must_use]
pub fn split_region(text: &str) -> (String, Attr<String>) {
    match text.split_once('@') {
        Some((id, region)) if !region.is_empty() => (id.to_owned(), region.to_owned().into()),
        Some((id, _)) => (id.to_owned(), Attr::Null),
        None => (text.to_owned(), Attr::Null),
    }
}

/// One create, update or delete.
pub struct Change<M> {
    /// What the user wrote, less what `ignore_changes` names; without values on delete. What is to be done stands in
    /// `planned`.
    pub config: M,
    /// What exists; without values on create.
    pub prior: M,
    /// What shall exist; without values on delete.
    pub planned: M,
    /// What the resource remembers; what is here at the end is stored, also after an error.
    pub private: Private,
    /// Cancelled when the user asks to stop: end waits, return what is true by then.
    pub stop: CancellationToken,
    pub(super) saved: Value,
    pub(super) warnings: Diagnostics,
}

impl<M: Model> Change<M> {
    /// Stores what exists by now, so that it is in the state even when the rest fails. To be called before each wait.
    pub fn save(&mut self, model: &M) {
        self.saved = model.to_value();
    }

    /// Tells the user something that does not stop the operation.
    pub fn warn(&mut self, warning: Diagnostic) {
        self.warnings.push(warning);
    }
}
