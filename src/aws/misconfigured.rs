//! What is wrong with an argument of the provider block, or with what the environment says in its place.

/// One thing that is wrong with the configuration.
#[derive(Clone, Debug)]
pub struct Misconfigured {
    /// The argument at fault, also where an environment variable stands in for it.
    pub argument: &'static str,
    /// What is wrong and what to do: whole sentences.
    pub text: String,
}

impl Misconfigured {
    /// `text` is wrong with `argument`.
    pub(super) fn new(argument: &'static str, text: impl Into<String>) -> Self {
        Self { argument, text: text.into() }
    }
}
