//! Environment variables. An empty one, as pipelines set it, is as good as none.

/// The value of the variable `name`.
#[must_use]
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
