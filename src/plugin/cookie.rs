//! The magic cookie: tells a start by core from a start by hand. It is public,
//! so it protects nothing.

use std::env;

use super::{Identity, error::StartError};

const VARIABLE: &str = "TF_PLUGIN_MAGIC_COOKIE";

/// The same in Terraform and OpenTofu, for every provider.
const VALUE: &str = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

/// Fails with a text for a person unless core started the process.
pub(super) fn check(identity: &Identity) -> Result<(), StartError> {
    match env::var_os(VARIABLE) {
        Some(value) if value == VALUE => Ok(()),
        _ => Err(StartError::text(by_hand(identity))),
    }
}

fn by_hand(identity: &Identity) -> String {
    format!(
        "{identity} is a plugin of Terraform and OpenTofu and does nothing on its own.
They start it themselves, during plan or apply for example, once a configuration names
{source} under required_providers.
To run it under a debugger, see {binary} --help.",
        source = identity.source(),
        binary = identity.binary(),
    )
}
