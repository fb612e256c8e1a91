//! `default_tags` and `ignore_tags` of the provider block, for every resource that has tags: which tags it gets, and which
//! of those that AWS shows are its own. Pure, but for the place that the resources share.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock};

use crate::tf::Attr;

/// Tags as a configuration has them: a value may be null or unknown.
pub(crate) type Tags = Attr<BTreeMap<String, Attr<String>>>;

/// What the provider block says about tags.
#[derive(Clone, Default)]
pub(crate) struct TagRules {
    /// Tags for every resource.
    pub(crate) defaults: Tags,
    /// Keys of tags that others manage.
    pub(crate) ignored_keys: BTreeSet<String>,
    /// What keys of tags that others manage start with.
    pub(crate) ignored_prefixes: BTreeSet<String>,
}

/// The rules in force, shared by all resources of one provider configuration.
#[derive(Clone, Default)]
pub(crate) struct SharedTagRules(Arc<RwLock<Arc<TagRules>>>);

impl SharedTagRules {
    /// Puts `rules` in the place of what was in force.
    pub(crate) fn set(&self, rules: TagRules) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(rules);
    }

    /// The rules in force.
    pub(crate) fn get(&self) -> Arc<TagRules> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl TagRules {
    /// Whether others manage the tag `key`. AWS's own tags count as such.
    pub(crate) fn ignores(&self, key: &str) -> bool {
        let prefixed = || self.ignored_prefixes.iter().any(|prefix| key.starts_with(prefix.as_str()));
        key.starts_with("aws:") || self.ignored_keys.contains(key) || prefixed()
    }

    /// All tags that a resource with the tags `own` shall have: its own before the default ones; one whose value is null is
    /// not set. A value to come may turn out null, so the keys are open then.
    pub(crate) fn planned(&self, own: &Tags) -> Tags {
        let mut all = BTreeMap::new();
        for tags in [&self.defaults, own] {
            match tags {
                Attr::Unknown => return Attr::Unknown,
                Attr::Known(tags) if tags.values().any(Attr::is_unknown) => return Attr::Unknown,
                Attr::Known(tags) => all.extend(tags.clone().into_iter().filter(|(_, value)| !value.is_null())),
                Attr::Null => {}
            }
        }
        all.retain(|key, _| !self.ignores(key));
        all.into()
    }

    /// What the state of a resource should show: of the tags `live` its own ones, and all. `stored` are those that it had
    /// before: a tag that is like its default is its own only if it was so already; null ones, which AWS rightly does not
    /// have, stay, and so do those that a configuration sets although they are ignored.
    pub(crate) fn seen(&self, stored: &Tags, live: &BTreeMap<String, String>) -> (Tags, Tags) {
        let before = stored.known().cloned().unwrap_or_default();
        let all: BTreeMap<_, _> = live.iter().filter(|(key, _)| !self.ignores(key)).collect();
        let by_default = |key: &String, value: &String| {
            let default = self.defaults.known().and_then(|tags| tags.get(key)).and_then(Attr::known);
            default == Some(value) && before.get(key).is_none_or(Attr::is_null)
        };
        let own = all.iter().filter(|(key, value)| !by_default(key, value));
        let mut own: BTreeMap<String, Attr<String>> =
            own.map(|(key, value)| ((*key).clone(), (*value).clone().into())).collect();
        let kept = before.iter().filter(|(key, value)| value.is_null() || self.ignores(key));
        for (key, value) in kept {
            own.entry(key.clone()).or_insert_with(|| value.clone());
        }
        let all: BTreeMap<_, _> = all.into_iter().map(|(key, value)| (key.clone(), value.clone().into())).collect();
        let none = own.is_empty() && !matches!(stored, Attr::Known(_));
        (if none { Attr::Null } else { own.into() }, all.into())
    }
}
