//! What a resource remembers for itself, out of the user's sight: Terraform stores the bytes with the state.

use std::collections::BTreeMap;

use serde_json::Value as Json;

/// Private data by key. Bytes that are not ours (none, or another provider's) read as empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Private(BTreeMap<String, Json>);

impl Private {
    /// The data in what Terraform stored.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Self {
        serde_json::from_slice(bytes).map(Self).unwrap_or_default()
    }

    /// What Terraform is to store; nothing where there is nothing to remember.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        if self.0.is_empty() {
            return Vec::new();
        }
        serde_json::to_vec(&self.0).expect("a map with string keys has a JSON form")
    }

    /// Whether `key` was marked.
    #[must_use]
    pub fn is_marked(&self, key: &str) -> bool {
        self.0.get(key) == Some(&Json::Bool(true))
    }

    /// Remembers a text under `key`.
    pub fn set_text(&mut self, key: &str, text: &str) {
        self.0.insert(key.to_owned(), Json::String(text.to_owned()));
    }

    /// Forgets the text under `key` and returns it.
    pub fn take_text(&mut self, key: &str) -> Option<String> {
        match self.0.remove(key)? {
            Json::String(text) => Some(text),
            _ => None,
        }
    }

    /// Marks `key`, or takes the mark away.
    pub fn mark(&mut self, key: &str, marked: bool) {
        if marked {
            self.0.insert(key.to_owned(), Json::Bool(true));
        } else {
            self.0.remove(key);
        }
    }
}
