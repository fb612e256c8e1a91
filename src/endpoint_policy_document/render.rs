//! From a document's arguments to its JSON.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json, json};

use super::model::{Condition, Model, Principals, Statement};
use crate::policy;
use crate::tf::{Attr, BlockSet};

impl Model {
    /// The policy, with its members in the order of their names.
    pub(super) fn to_policy(&self) -> Json {
        let version = self.version.known().map_or("2012-10-17", String::as_str);
        let statements: Vec<_> = self.statement.0.iter().map(Statement::to_json).collect();
        let mut policy = json!({"Version": version, "Statement": statements});
        if let Some(id) = self.policy_id.known() {
            policy["Id"] = json!(id);
        }
        policy
    }
}

impl Statement {
    fn to_json(&self) -> Json {
        let effect = self.effect.known().map_or("Allow", String::as_str);
        let members = [
            ("Sid", self.sid.known().map(|sid| json!(sid))),
            ("Effect", Some(json!(effect))),
            ("Action", one_or_list(texts(&self.actions))),
            ("NotAction", one_or_list(texts(&self.not_actions))),
            ("Resource", one_or_list(self.all_resources())),
            ("NotResource", one_or_list(texts(&self.not_resources))),
            ("Principal", principals(&self.principals)),
            ("NotPrincipal", principals(&self.not_principals)),
            ("Condition", conditions(&self.condition)),
        ];
        let present = members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
        Json::Object(present.collect())
    }

    /// The resources, and the functions in both forms.
    fn all_resources(&self) -> BTreeSet<String> {
        let functions = self.functions.known().into_iter().flatten();
        let forms = functions.filter_map(|arn| policy::both_forms(arn).ok()).flatten();
        texts(&self.resources).into_iter().chain(forms).collect()
    }
}

/// The principals by their type; everybody is `*`.
fn principals(blocks: &BlockSet<Principals>) -> Option<Json> {
    let blocks = blocks.blocks().filter(|blocks| !blocks.is_empty())?;
    if blocks.iter().any(|block| block.r#type.text() == "*") {
        return Some(json!("*"));
    }
    let mut by_type = BTreeMap::<_, BTreeSet<String>>::new();
    for block in blocks {
        by_type.entry(block.r#type.text()).or_default().extend(texts(&block.identifiers));
    }
    Some(by_type.into_iter().map(|(ty, names)| (ty.to_owned(), json!(one_or_list(names)))).collect())
}

/// The conditions by operator and key. One key given twice for one operator has the values of both.
fn conditions(blocks: &BlockSet<Condition>) -> Option<Json> {
    let blocks = blocks.blocks().filter(|blocks| !blocks.is_empty())?;
    let mut by_operator = BTreeMap::<_, BTreeMap<_, BTreeSet<String>>>::new();
    for block in blocks {
        let keys = by_operator.entry(block.test.text()).or_default();
        keys.entry(block.variable.text()).or_default().extend(texts(&block.values));
    }
    let keys = |keys: BTreeMap<&str, _>| -> Map<_, _> {
        keys.into_iter().map(|(key, values)| (key.to_owned(), json!(one_or_list(values)))).collect()
    };
    Some(by_operator.into_iter().map(|(operator, of)| (operator.to_owned(), Json::Object(keys(of)))).collect())
}

/// The texts, with `&{` for HCL's own `${` as policy variables begin.
fn texts(set: &Attr<BTreeSet<String>>) -> BTreeSet<String> {
    set.known().into_iter().flatten().map(|text| text.replace("&{", "${")).collect()
}

/// A single text stands alone; none of them, nothing.
fn one_or_list(mut texts: BTreeSet<String>) -> Option<Json> {
    match texts.len() {
        0 => None,
        1 => texts.pop_first().map(Json::String),
        _ => Some(json!(texts)),
    }
}
