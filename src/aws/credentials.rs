//! Who asks: the sources of credentials in the order in which they are tried, and why none of them had any.

use std::time::SystemTime;

use aws_config::ecs::EcsCredentialsProvider;
use aws_config::environment::EnvironmentVariableCredentialsProvider;
use aws_config::imds::credentials::ImdsCredentialsProvider;
use aws_config::profile::ProfileFileCredentialsProvider;
use aws_config::provider_config::ProviderConfig;
use aws_config::web_identity_token::WebIdentityTokenCredentialsProvider;
use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{self, ProvideCredentials, SharedCredentialsProvider, future};

use super::files;
use super::said::said;
use super::settings::Identity;

/// The sources of credentials, the first that has some before the others.
#[derive(Debug)]
pub(super) struct Chain(Vec<Source>);

/// One source of credentials.
#[derive(Debug)]
struct Source {
    /// As users know it.
    name: String,
    provider: SharedCredentialsProvider,
}

/// A source that should have credentials and has none that can be used. Displays as what the user should read.
#[derive(Debug)]
pub struct Unusable(pub(super) String);

impl std::fmt::Display for Unusable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unusable {}

impl Chain {
    /// The chain for `identity`. The order is that of the AWS provider: keys of the configuration; the profile that the
    /// configuration names; keys and tokens of the environment; the profile of the environment; the container; the machine.
    pub(super) fn new(
        identity: &Identity,
        config: &ProviderConfig,
        machine: Option<&aws_config::imds::Client>,
    ) -> Self {
        if let Some(credentials) = &identity.credentials {
            return Self(vec![Source::new("access_key and secret_key of the provider block", credentials.clone())]);
        }
        let mut sources = Vec::new();
        if identity.profile.is_none() {
            sources.push(Source::new("the environment variables", EnvironmentVariableCredentialsProvider::new()));
            let token = WebIdentityTokenCredentialsProvider::builder().configure(config).build();
            sources.push(Source::new("the web identity of AWS_WEB_IDENTITY_TOKEN_FILE", token));
        }
        sources.push(Source::new(
            format!("the profile \"{}\"", files::profile_name(identity)),
            profile(identity, config, machine),
        ));
        let container = EcsCredentialsProvider::builder().configure(config).build();
        sources.push(Source::new("the container's credential service", container));
        if let Some(client) = machine {
            let machine = ImdsCredentialsProvider::builder().configure(config).imds_client(client.clone()).build();
            sources.push(Source::new("the instance metadata service", machine));
        }
        Self(sources)
    }

    async fn credentials(&self) -> provider::Result {
        let mut tried = Vec::new();
        for Source { name, provider } in &self.0 {
            match provider.provide_credentials().await {
                Ok(credentials) => return unexpired(name, credentials),
                Err(error @ CredentialsError::CredentialsNotLoaded(_)) => {
                    tried.push(format!("{name} ({})", said(&error)));
                }
                Err(error) => {
                    let text = format!("The credentials of {name} cannot be had: {}.", said(&error));
                    return Err(CredentialsError::provider_error(Unusable(text)));
                }
            }
        }
        let text = format!(
            "There are no AWS credentials. Tried, in this order: {}. Set access_key and secret_key or profile in the \
             provider block, or the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or AWS_PROFILE, or \
             run where a role provides them.",
            tried.join("; ")
        );
        Err(CredentialsError::not_loaded(Unusable(text)))
    }
}

impl ProvideCredentials for Chain {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(self.credentials())
    }
}

impl Source {
    fn new(name: impl Into<String>, provider: impl ProvideCredentials + 'static) -> Self {
        Self { name: name.into(), provider: SharedCredentialsProvider::new(provider) }
    }
}

/// Credentials that are over would only be refused, by an error that does not say whose they are.
fn unexpired(name: &str, credentials: Credentials) -> provider::Result {
    match credentials.expiry() {
        Some(expiry) if expiry <= SystemTime::now() => {
            let text = format!("The credentials of {name} have expired. Renew them, and check this machine's clock.");
            Err(CredentialsError::provider_error(Unusable(text)))
        }
        _ => Ok(credentials),
    }
}

fn profile(
    identity: &Identity,
    config: &ProviderConfig,
    machine: Option<&aws_config::imds::Client>,
) -> ProfileFileCredentialsProvider {
    let mut builder = ProfileFileCredentialsProvider::builder()
        .configure(config)
        .profile_files(files::profile_files(identity))
        .profile_name(files::profile_name(identity));
    if let Some(client) = machine {
        // What `credential_source = Ec2InstanceMetadata` means in a profile.
        let machine = ImdsCredentialsProvider::builder().configure(config).imds_client(client.clone()).build();
        builder = builder.with_custom_provider("Ec2InstanceMetadata", machine);
    }
    builder.build()
}
