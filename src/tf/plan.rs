//! How a proposed state becomes a planned one.
//!
//! Terraform proposes the configuration merged over the prior state. What it then checks: a configured value is planned
//! as configured (or as it was, when that means the same); what apply may change is unknown; nothing else changes.

use tokio_util::sync::CancellationToken;

use super::{Diagnostics, Field, Model, Path, Private, Value};

/// A plan in the hands of its resource: what the general rules made of it, to be refined.
///
/// Fields of `planned` that the resource does not touch keep the exact value that Terraform proposed, unknown elements
/// included.
pub struct Plan<M> {
    /// What the user wrote.
    pub config: M,
    /// What exists; `None` on create.
    pub prior: Option<M>,
    /// What will exist.
    pub planned: M,
    /// What the resource remembers.
    pub private: Private,
    /// Paths, besides those of fields that always replace, whose change needs a new object.
    pub replace: Vec<Path>,
    /// Cancelled when the user asks to stop.
    pub stop: CancellationToken,
    pub(super) warnings: Diagnostics,
}

impl<M> Plan<M> {
    /// Tells the user what was found.
    ///
    /// # Errors
    /// All of it, when any of it stops the plan.
    pub fn tell(&mut self, found: Diagnostics) -> Result<(), Diagnostics> {
        if found.has_errors() {
            return Err(found);
        }
        self.warnings.append(found);
        Ok(())
    }
}

/// What a plan is measured against.
#[derive(Debug)]
pub(super) struct Proposal<'a> {
    /// What exists; null on create.
    pub(super) prior: &'a Value,
    /// What the user wrote.
    pub(super) config: &'a Value,
}

/// Settles configured values: defaults fill gaps, and a text that means the same as the prior one is no change.
pub(super) fn settle(fields: &[Field], proposal: &Proposal<'_>, mut proposed: Value) -> Value {
    for field in fields {
        let (prior, config) = (proposal.prior.attribute(field.name), proposal.config.attribute(field.name));
        if let (Some(default), Value::Null) = (&field.default, config) {
            proposed.set_attribute(field.name, default.clone());
        } else if config.as_str().is_some() && field.same(prior, config) {
            proposed.set_attribute(field.name, prior.clone());
        }
    }
    proposed
}

/// Makes computed values unknown that nobody has given yet: on create all of them, on update those that follow a field
/// that changes.
pub(super) fn mark_unknown(fields: &[Field], proposal: &Proposal<'_>, planned: &mut Value) {
    let Proposal { prior, config } = proposal;
    let changed: Vec<_> =
        fields.iter().filter(|f| prior.attribute(f.name) != planned.attribute(f.name)).map(|f| f.name).collect();
    for field in fields.iter().filter(|field| field.usage.is_computed()) {
        let given = !config.attribute(field.name).is_null() || changed.contains(&field.name);
        let moves = prior.is_null() || field.follows.iter().any(|source| changed.contains(source));
        if !given && moves {
            planned.set_attribute(field.name, Value::Unknown);
        }
    }
}

/// The changed paths by which Terraform must replace the object: changes of fields that cannot change in place.
pub(super) fn replacements(fields: &[Field], prior: &Value, planned: &Value) -> Vec<Path> {
    let changed = |field: &&Field| field.replaces && prior.attribute(field.name) != planned.attribute(field.name);
    if prior.is_null() {
        return Vec::new();
    }
    fields.iter().filter(changed).map(|field| Path::from(field.name)).collect()
}

/// Writes what the resource changed in its typed view back into the exact values.
pub(super) fn merge_changes<M: Model>(before: &M, after: &M, planned: &mut Value) {
    let (before, after) = (before.to_value(), after.to_value());
    let Value::Object(after) = after else { return };
    for (name, value) in after {
        if *before.attribute(&name) != value {
            planned.set_attribute(&name, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::tf::{Attr, computed, model, optional, optional_computed, required};

    model! {
        /// A thing.
        struct Thing {
            /// Replaces.
            place: Attr<String> = required().replaces(),
            /// Says the same in any case.
            text: Attr<String> = optional().equivalent(str::eq_ignore_ascii_case),
            /// Has a default.
            flag: Attr<bool> = optional_computed().default(false),
            /// Survives.
            id: Attr<String> = computed(),
            /// Follows the text.
            echo: Attr<String> = computed().follows(&["text"]),
        }
    }

    fn object(entries: &[(&str, Value)]) -> Value {
        Value::Object(
            entries.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect::<BTreeMap<_, _>>(),
        )
    }

    fn planned(prior: &Value, config: &Value, proposed: Value) -> Value {
        let proposal = Proposal { prior, config };
        let mut planned = settle(&Thing::fields(), &proposal, proposed);
        mark_unknown(&Thing::fields(), &proposal, &mut planned);
        planned
    }

    fn prior() -> Value {
        object(&[
            ("place", "here".into()),
            ("text", "a".into()),
            ("flag", false.into()),
            ("id", "1".into()),
            ("echo", "a".into()),
        ])
    }

    #[test]
    fn create_leaves_all_computed_values_unknown_and_fills_defaults() {
        let config = object(&[("place", "here".into())]);
        let plan = planned(&Value::Null, &config, config.clone());
        assert_eq!(plan.attribute("id"), &Value::Unknown);
        assert_eq!(plan.attribute("echo"), &Value::Unknown);
        assert_eq!(plan.attribute("flag"), &Value::Bool(false));
        assert_eq!(plan.attribute("text"), &Value::Null);
    }

    #[test]
    fn update_makes_unknown_only_what_follows_the_change() {
        let mut proposed = prior();
        proposed.set_attribute("text", "b".into());
        let plan = planned(&prior(), &object(&[("place", "here".into()), ("text", "b".into())]), proposed);
        assert_eq!(plan.attribute("id"), &Value::from("1"));
        assert_eq!(plan.attribute("echo"), &Value::Unknown);
    }

    #[test]
    fn equivalent_text_is_no_change() {
        let mut proposed = prior();
        proposed.set_attribute("text", "A".into());
        let plan = planned(&prior(), &object(&[("place", "here".into()), ("text", "A".into())]), proposed);
        assert_eq!(plan, prior());
    }

    #[test]
    fn only_changed_replacing_fields_replace() {
        let mut moved = prior();
        moved.set_attribute("place", "there".into());
        moved.set_attribute("text", "b".into());
        assert_eq!(replacements(&Thing::fields(), &prior(), &moved), [Path::from("place")]);
        assert_eq!(replacements(&Thing::fields(), &prior(), &prior()), []);
        assert_eq!(replacements(&Thing::fields(), &Value::Null, &moved), []);
    }

    #[test]
    fn untouched_fields_keep_their_exact_value() {
        let before = Thing::from_value(&prior());
        let after = Thing { echo: Attr::Unknown, ..before.clone() };
        let mut exact = prior();
        exact.set_attribute("text", Value::Set(vec![Value::Unknown]));
        merge_changes(&before, &after, &mut exact);
        assert_eq!(exact.attribute("text"), &Value::Set(vec![Value::Unknown]));
        assert_eq!(exact.attribute("echo"), &Value::Unknown);
    }
}
