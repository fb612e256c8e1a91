//! The shared config and credentials files, and the profile that is taken from them.

use std::borrow::Cow;

use aws_config::profile::{self, ProfileSet};
use aws_runtime::env_config::file::{EnvConfigFileKind, EnvConfigFiles};
use aws_types::os_shim_internal::{Env, Fs};

use super::Misconfigured;
use super::environment::variable;
use super::settings::Identity;

/// The files that `identity` names; where it names none, those of the environment or of the home directory.
pub(super) fn profile_files(identity: &Identity) -> EnvConfigFiles {
    let mut files = EnvConfigFiles::builder()
        .include_default_config_file(identity.config_files.is_empty())
        .include_default_credentials_file(identity.credentials_files.is_empty());
    for path in &identity.config_files {
        files = files.with_file(EnvConfigFileKind::Config, path);
    }
    for path in &identity.credentials_files {
        files = files.with_file(EnvConfigFileKind::Credentials, path);
    }
    files.build()
}

/// The name of the profile to use. An empty variable, as pipelines set it, is as good as none.
pub(super) fn profile_name(identity: &Identity) -> String {
    let named = identity.profile.clone().or_else(|| variable("AWS_PROFILE"));
    named.or_else(|| variable("AWS_DEFAULT_PROFILE")).unwrap_or_else(|| "default".to_owned())
}

/// Reads the shared files.
///
/// # Errors
/// When a file that the configuration names cannot be read, a file is malformed, or the profile that the configuration
/// names is in none of them.
pub(super) async fn load(identity: &Identity) -> Result<ProfileSet, Misconfigured> {
    for (files, argument) in
        [(&identity.config_files, "shared_config_files"), (&identity.credentials_files, "shared_credentials_files")]
    {
        for path in files {
            std::fs::metadata(path).map_err(|error| {
                Misconfigured::new(argument, format!("The file {} cannot be read: {error}.", path.display()))
            })?;
        }
    }
    let name = profile_name(identity);
    let profiles = profile::load(&Fs::real(), &Env::real(), &profile_files(identity), Some(Cow::Owned(name.clone())))
        .await
        .map_err(|error| Misconfigured::new("profile", unreadable(&error)))?;
    if identity.profile.is_some() && profiles.get_profile(&name).is_none() {
        return Err(Misconfigured::new("profile", missing(&name, &profiles)));
    }
    Ok(profiles)
}

fn unreadable(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |cause| cause.source());
    let mut said: Vec<_> = causes.map(ToString::to_string).collect();
    said.dedup();
    format!("The shared config and credentials files cannot be read: {}.", said.join(": "))
}

fn missing(name: &str, profiles: &ProfileSet) -> String {
    let mut known: Vec<_> = profiles.profiles().collect();
    known.sort_unstable();
    let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
    format!(
        "There is no profile \"{name}\" in the shared config and credentials files. Those that are there: {known}. Add it, \
         for example by aws configure --profile {name}, or name one of them."
    )
}
