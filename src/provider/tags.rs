//! From `default_tags` and `ignore_tags`, and the variables that add to them, to the rules for tags.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{IgnoreTags, Model};
use crate::aws::variable;
use crate::tags::{TagRules, Tags};
use crate::tf::Attr;

/// Variables whose name goes on with the key of a default tag.
const DEFAULT_TAGS: &str = "TF_AWS_DEFAULT_TAGS_";

impl Model {
    /// What the block and the environment say about tags.
    pub(super) fn tag_rules(&self) -> TagRules {
        TagRules {
            defaults: defaults(self.default_tags.0.first().map_or(&Attr::Null, |block| &block.tags)),
            ignored_keys: self.ignored(|block| &block.keys, "TF_AWS_IGNORE_TAGS_KEYS"),
            ignored_prefixes: self.ignored(|block| &block.key_prefixes, "TF_AWS_IGNORE_TAGS_KEY_PREFIXES"),
        }
    }

    fn ignored(&self, listed: fn(&IgnoreTags) -> &Attr<BTreeSet<String>>, name: &str) -> BTreeSet<String> {
        let here = self.ignore_tags.0.iter().filter_map(|block| listed(block).known()).flatten().cloned();
        let there = variable(name).unwrap_or_default();
        let there = there.split(',').map(|key| key.trim().to_owned());
        here.chain(there).filter(|key| !key.is_empty()).collect()
    }
}

fn defaults(configured: &Tags) -> Tags {
    let environment = std::env::vars_os().filter_map(|(name, value)| {
        let key = name.to_str()?.strip_prefix(DEFAULT_TAGS)?.to_owned();
        Some((key, Attr::Known(value.into_string().ok()?)))
    });
    let mut tags: BTreeMap<_, _> = environment.collect();
    match configured {
        Attr::Unknown => return Attr::Unknown,
        Attr::Known(configured) => tags.extend(configured.clone()),
        Attr::Null => {}
    }
    tags.into()
}
