//! Checks of a document's arguments.

use std::collections::BTreeSet;

use super::model::{Model, Principals, Statement};
use crate::policy;
use crate::tf::{Attr, BlockSet, Diagnostic, Diagnostics, Path};

impl Model {
    /// What is wrong with this configuration, which may hold unknown values.
    pub(super) fn faults(&self) -> Diagnostics {
        let mut diagnostics = Diagnostics::default();
        for (index, statement) in self.statement.0.iter().enumerate() {
            statement.add_faults(&Path::from("statement").index(index), &mut diagnostics);
        }
        diagnostics
    }
}

impl Statement {
    fn add_faults(&self, path: &Path, diagnostics: &mut Diagnostics) {
        self.add_missing(path, diagnostics);
        self.add_contradictions(path, diagnostics);
        for arn in self.functions.known().into_iter().flatten() {
            if let Err(text) = policy::both_forms(arn) {
                diagnostics.push(Diagnostic::error("Invalid function ARN", text).at(path.attribute("functions")));
            }
        }
        for (name, principals) in [("principals", &self.principals), ("not_principals", &self.not_principals)] {
            if principals.blocks().into_iter().flatten().any(Principals::is_everybody_and_more) {
                let detail = "Principals of the type \"*\" are everybody, with \"*\" as their only identifier. Set \
                              identifiers to [\"*\"], or type to \"AWS\".";
                diagnostics.push(Diagnostic::error("Invalid principals", detail).at(path.attribute(name)));
            }
        }
    }

    /// What every statement of an endpoint policy has.
    fn add_missing(&self, path: &Path, diagnostics: &mut Diagnostics) {
        let has_none = |principals: &BlockSet<Principals>| principals.blocks().is_some_and(<[_]>::is_empty);
        if has_none(&self.principals) && has_none(&self.not_principals) {
            let detail = "Every statement of an endpoint policy needs a principal. Add a block principals { type = \"*\" \
                          identifiers = [\"*\"] } for everybody, or name who is meant.";
            diagnostics.push(Diagnostic::error("No principal", detail).at(path.clone()));
        }
        if is_none(&self.actions) && is_none(&self.not_actions) {
            let detail = "Every statement needs an action. Set actions, such as [\"lambda:InvokeFunction\"].";
            diagnostics.push(Diagnostic::error("No action", detail).at(path.clone()));
        }
    }

    /// What excludes each other.
    fn add_contradictions(&self, path: &Path, diagnostics: &mut Diagnostics) {
        let has = |principals: &BlockSet<Principals>| principals.blocks().is_some_and(|blocks| !blocks.is_empty());
        let pairs = [
            ("actions", is_some(&self.actions), "not_actions", is_some(&self.not_actions)),
            ("resources", is_some(&self.resources), "not_resources", is_some(&self.not_resources)),
            ("functions", is_some(&self.functions), "not_resources", is_some(&self.not_resources)),
            ("principals", has(&self.principals), "not_principals", has(&self.not_principals)),
        ];
        for (name, has_it, opposite, has_opposite) in pairs {
            if has_it && has_opposite {
                let detail = format!("A statement has either {name} or {opposite}. Take one of them out.");
                diagnostics.push(Diagnostic::error("Contradiction", detail).at(path.attribute(opposite)));
            }
        }
    }
}

impl Principals {
    fn is_everybody_and_more(&self) -> bool {
        let everybody = BTreeSet::from(["*".to_owned()]);
        self.r#type.text() == "*" && self.identifiers.known().is_some_and(|identifiers| *identifiers != everybody)
    }
}

fn is_none(set: &Attr<BTreeSet<String>>) -> bool {
    set.is_null() || set.known().is_some_and(BTreeSet::is_empty)
}

fn is_some(set: &Attr<BTreeSet<String>>) -> bool {
    set.known().is_some_and(|set| !set.is_empty())
}
