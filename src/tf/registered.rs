//! A typed resource behind the common interface, and the rules that hold for every resource: configured values come back
//! as planned, a failed change keeps the old state, what was saved survives errors and panics, and private data and
//! identity are never lost.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::plan::{Proposal, mark_unknown, merge_changes, replacements, settle};
use super::{
    AnyResource, Applied, ApplyRequest, Change, Diagnostic, Diagnostics, Field, ImportId, Imported, Model, Operation,
    Plan, PlanRequest, Planned, Read, ReadRequest, Resource, Schema, Value, guard,
};

/// How old what confirms the state may be: as old as the longest refresh. Without sharing, what such a refresh read first
/// would be as old at its end.
const CONFIRMING: Duration = Duration::from_mins(5);
/// How old what differs from the state may be: a plan is made of it.
const DECIDING: Duration = Duration::from_secs(3);

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
        let PlanRequest { prior, config, proposed, private, stop } = request;
        let fields = &self.schema.fields;
        let mut state = settle(fields, &Proposal { prior: &prior, config: &config }, proposed);
        let before = R::Model::from_value(&state);
        let mut plan = Plan {
            config: R::Model::from_value(&config),
            prior: (!prior.is_null()).then(|| R::Model::from_value(&prior)),
            planned: before.clone(),
            private,
            replace: Vec::new(),
            stop,
            warnings: Diagnostics::default(),
        };
        self.resource.plan(&mut plan).await?;
        merge_changes(&before, &plan.planned, &mut state);
        mark_unknown(fields, &Proposal { prior: &prior, config: &config }, &mut state);
        let mut replace = replacements(fields, &prior, &state);
        replace.append(&mut plan.replace);
        let identity = Self::identity_of(&state);
        Ok(Planned { state, replace, private: plan.private, identity, warnings: plan.warnings })
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
        let seen = self.see(&request, CONFIRMING).await?;
        if seen.state == R::Model::from_value(&request.state).to_value() {
            return Ok(seen);
        }
        self.see(&request, DECIDING).await
    }

    async fn see(&self, request: &ReadRequest, oldest: Duration) -> Result<Read, Diagnostics> {
        let ReadRequest { state, private, stop } = request;
        let mut private = private.clone();
        let model = self.resource.read(R::Model::from_value(state), oldest, &mut private, stop.clone()).await?;
        let state = model.map_or(Value::Null, |model| keep_equivalent(&self.schema.fields, state, model.to_value()));
        Ok(Read { identity: Self::identity_of(&state), state: state.unknown_as_null(), private })
    }

    async fn import_state(&self, id: ImportId<Value>, stop: CancellationToken) -> Result<Imported, Diagnostics> {
        let id = match id {
            ImportId::Id(id) => ImportId::Id(id),
            ImportId::Identity(identity) => ImportId::Identity(R::Identity::from_value(&identity)),
        };
        let state = self.resource.import(id, stop).await?.to_value().unknown_as_null();
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

    fn import(&self, id: ImportId<Value>, stop: CancellationToken) -> Operation<'_, Result<Imported, Diagnostics>> {
        Box::pin(self.import_state(id, stop))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tf::{Attr, Private, computed, model, optional, required};

    model! {
        /// A thing.
        struct Thing {
            /// What happens to it.
            fate: Attr<String> = required(),
            /// A text that says the same in any case.
            text: Attr<String> = optional().equivalent(str::eq_ignore_ascii_case),
            /// Its id.
            id: Attr<String> = computed(),
        }
    }

    /// Does what `fate` says.
    struct Fateful;

    impl Resource for Fateful {
        type Model = Thing;
        type Identity = Thing;
        const TYPE_NAME: &'static str = "thing";

        fn identity(model: &Thing) -> Thing {
            Thing { id: model.id.clone(), ..Thing::default() }
        }

        fn validate(&self, _: &Thing) -> Diagnostics {
            Diagnostics::default()
        }

        async fn plan(&self, _: &mut Plan<Thing>) -> Result<(), Diagnostics> {
            Ok(())
        }

        async fn create(&self, change: &mut Change<Thing>) -> Result<Thing, Diagnostics> {
            let made =
                Thing { id: "1".to_owned().into(), text: "FROM AWS".to_owned().into(), ..change.planned.clone() };
            change.private.mark("made", true);
            change.save(&made);
            match change.planned.fate.text() {
                "panic" => panic!("as it was fated"),
                "fail" => Err(Diagnostic::error("Failed", "As it was fated.").into()),
                "forget" => Ok(Thing { id: Attr::Unknown, ..made }),
                _ => Ok(made),
            }
        }

        async fn read(
            &self,
            state: Thing,
            oldest: Duration,
            _: &mut Private,
            _: CancellationToken,
        ) -> Result<Option<Thing>, Diagnostics> {
            if state.fate.text() == "change" {
                let text = if oldest > DECIDING { "as it was" } else { "as it is" };
                return Ok(Some(Thing { text: text.to_owned().into(), ..state }));
            }
            let gone = state.fate.text() == "gone";
            Ok((!gone).then(|| Thing { text: "SAME".to_owned().into(), ..state }))
        }

        async fn update(&self, _: &mut Change<Thing>) -> Result<Thing, Diagnostics> {
            Err(Diagnostic::error("Refused", "As it was fated.").into())
        }

        async fn delete(&self, change: &mut Change<Thing>) -> Result<(), Diagnostics> {
            change.warn(Diagnostic::warning("Gone", "It was."));
            Ok(())
        }

        async fn import(&self, _: ImportId<Thing>, _: CancellationToken) -> Result<Thing, Diagnostics> {
            Ok(Thing::default())
        }
    }

    fn thing(fate: &str, text: &str, id: Attr<String>) -> Value {
        Thing { fate: fate.to_owned().into(), text: text.to_owned().into(), id }.to_value()
    }

    async fn apply(prior: Value, planned: Value) -> Applied {
        let request = ApplyRequest {
            prior,
            config: planned.clone(),
            planned,
            private: Private::default(),
            stop: CancellationToken::new(),
        };
        Registered::new(Fateful).apply(request).await
    }

    #[tokio::test]
    async fn what_was_planned_is_what_is_stored() {
        let applied = apply(Value::Null, thing("succeed", "as written", Attr::Unknown)).await;
        assert_eq!(applied.state, thing("succeed", "as written", "1".to_owned().into()));
        assert!(!applied.diagnostics.has_errors() && applied.private.is_marked("made"));
        assert_eq!(applied.identity.attribute("id"), &Value::from("1"));
    }

    #[tokio::test]
    async fn what_was_made_is_stored_after_an_error_and_after_a_panic() {
        for fate in ["fail", "panic"] {
            let applied = apply(Value::Null, thing(fate, "as written", Attr::Unknown)).await;
            assert!(applied.diagnostics.has_errors(), "{fate}");
            assert_eq!(applied.state.attribute("id"), &Value::from("1"), "{fate}");
            assert!(applied.private.is_marked("made"), "{fate}");
        }
    }

    #[tokio::test]
    async fn a_value_left_unknown_is_our_bug_and_nothing_is_lost() {
        let applied = apply(Value::Null, thing("forget", "x", Attr::Unknown)).await;
        assert!(applied.diagnostics.has_errors());
        assert_eq!(applied.state, thing("forget", "x", Attr::Null));
    }

    #[tokio::test]
    async fn a_refused_change_leaves_the_old_state() {
        let prior = thing("refuse", "old", "1".to_owned().into());
        let applied = apply(prior.clone(), thing("refuse", "new", "1".to_owned().into())).await;
        assert!(applied.diagnostics.has_errors());
        assert_eq!(applied.state, prior);
    }

    #[tokio::test]
    async fn after_a_delete_nothing_is_left_but_warnings() {
        let applied = apply(thing("x", "x", "1".to_owned().into()), Value::Null).await;
        assert_eq!((applied.state, applied.identity), (Value::Null, Value::Null));
        assert_eq!(applied.diagnostics.into_iter().count(), 1);
    }

    #[tokio::test]
    async fn a_text_that_means_the_same_stays_as_it_was_written() {
        let resource = Registered::new(Fateful);
        let state = thing("x", "same", "1".to_owned().into());
        let read = resource
            .read(ReadRequest { state: state.clone(), private: Private::default(), stop: CancellationToken::new() })
            .await;
        assert_eq!(read.ok().map(|read| read.state), Some(state));
        let gone = ReadRequest {
            state: thing("gone", "x", Attr::Null),
            private: Private::default(),
            stop: CancellationToken::new(),
        };
        assert_eq!(resource.read(gone).await.ok().map(|read| read.state), Some(Value::Null));
    }

    #[tokio::test]
    async fn what_differs_from_the_state_is_looked_at_again() {
        let resource = Registered::new(Fateful);
        let read = |text: &str| {
            let state = thing("change", text, "1".to_owned().into());
            resource.read(ReadRequest { state, private: Private::default(), stop: CancellationToken::new() })
        };
        for (before, after) in [("as it was", "as it was"), ("other", "as it is")] {
            assert_eq!(read(before).await.ok().unwrap().state.attribute("text"), &Value::from(after));
        }
    }
}
