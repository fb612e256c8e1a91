//! Roles that the provider block names: one session from the other, by AWS STS.

use std::fs;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_config::SdkConfig;
use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{self, ProvideCredentials, SharedCredentialsProvider, future};
use aws_sdk_sts::Client;
use aws_sdk_sts::config::Region;
use aws_sdk_sts::config::timeout::TimeoutConfig;
use aws_sdk_sts::types::{PolicyDescriptorType, Tag};

use super::credentials::Unusable;
use super::said::said;
use super::settings::{Identity, Role, Session, Token, WebIdentity};

/// How long one call of STS may take, repetitions included: less than the search for credentials as a whole, so that the
/// role that is being assumed can be named.
const STS_TIME: Duration = Duration::from_secs(20);

/// The credentials of the last role that `identity` names, by way of the others; those of `base` where it names none.
pub(super) fn assume(
    identity: &Identity,
    config: &SdkConfig,
    sts_url: Option<&str>,
    base: SharedCredentialsProvider,
) -> SharedCredentialsProvider {
    let client = |credentials: &SharedCredentialsProvider| client(identity, config, sts_url, credentials.clone());
    let first = match &identity.web_identity {
        Some(role) => SharedCredentialsProvider::new(ByToken { role: role.clone(), client: client(&base) }),
        None => base,
    };
    identity.roles.iter().fold(first, |credentials, role| {
        SharedCredentialsProvider::new(ByCaller { role: role.clone(), client: client(&credentials) })
    })
}

/// STS, asked with `credentials`.
pub(super) fn client(
    identity: &Identity,
    config: &SdkConfig,
    url: Option<&str>,
    credentials: SharedCredentialsProvider,
) -> Client {
    let limits = TimeoutConfig::builder()
        .connect_timeout(Duration::from_secs(5))
        .operation_attempt_timeout(Duration::from_secs(10))
        .operation_timeout(STS_TIME)
        .build();
    let mut builder =
        aws_sdk_sts::config::Builder::from(config).credentials_provider(credentials).timeout_config(limits);
    if let Some(region) = &identity.sts_region {
        builder = builder.region(Region::new(region.clone()));
    }
    if let Some(url) = url {
        builder = builder.endpoint_url(url);
    }
    Client::from_conf(builder.build())
}

#[derive(Debug)]
struct ByCaller {
    role: Role,
    client: Client,
}

#[derive(Debug)]
struct ByToken {
    role: WebIdentity,
    client: Client,
}

impl ByCaller {
    async fn credentials(&self) -> provider::Result {
        let Role { session, external_id, source_identity, tags, transitive_tag_keys } = &self.role;
        let tags = tags.iter().map(|(key, value)| Tag::builder().key(key).value(value).build().expect("both are set"));
        let request = self
            .client
            .assume_role()
            .role_arn(&session.role_arn)
            .role_session_name(session.name())
            .set_duration_seconds(session.seconds())
            .set_external_id(external_id.clone())
            .set_policy(session.policy.clone())
            .set_policy_arns(session.policies())
            .set_source_identity(source_identity.clone())
            .set_tags(some(tags.collect()))
            .set_transitive_tag_keys(some(transitive_tag_keys.clone()));
        let answer = request.send().await.map_err(|error| session.not_assumed("sts:AssumeRole", &error))?;
        session.credentials(answer.credentials, answer.assumed_role_user.map(|user| user.arn))
    }
}

impl ByToken {
    async fn credentials(&self) -> provider::Result {
        let WebIdentity { session, token } = &self.role;
        let request = self
            .client
            .assume_role_with_web_identity()
            .role_arn(&session.role_arn)
            .role_session_name(session.name())
            .set_duration_seconds(session.seconds())
            .set_policy(session.policy.clone())
            .set_policy_arns(session.policies())
            .web_identity_token(token.text(session)?);
        let answer =
            request.send().await.map_err(|error| session.not_assumed("sts:AssumeRoleWithWebIdentity", &error))?;
        session.credentials(answer.credentials, answer.assumed_role_user.map(|user| user.arn))
    }
}

impl ProvideCredentials for ByCaller {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(self.credentials())
    }
}

impl ProvideCredentials for ByToken {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(self.credentials())
    }
}

impl Token {
    fn text(&self, session: &Session) -> Result<String, CredentialsError> {
        match self {
            Self::Inline(text) => Ok(text.clone()),
            Self::File(path) => fs::read_to_string(path).map(|text| text.trim().to_owned()).map_err(|error| {
                let text =
                    format!("The token of {}, in the file {}, cannot be read: {error}.", session.place, path.display());
                CredentialsError::provider_error(Unusable(text))
            }),
        }
    }
}

impl Session {
    fn name(&self) -> String {
        let made_up = || {
            let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            format!("terraform-provider-lambda-{}", now.as_millis())
        };
        self.name.clone().unwrap_or_else(made_up)
    }

    fn seconds(&self) -> Option<i32> {
        self.duration.and_then(|duration| i32::try_from(duration.as_secs()).ok())
    }

    fn policies(&self) -> Option<Vec<PolicyDescriptorType>> {
        some(self.policy_arns.iter().map(|arn| PolicyDescriptorType::builder().arn(arn).build()).collect())
    }

    fn credentials(
        &self,
        answer: Option<aws_sdk_sts::types::Credentials>,
        assumed_role_arn: Option<String>,
    ) -> provider::Result {
        let answer = answer.ok_or_else(|| self.unusable("STS answered without credentials"))?;
        let expiry = SystemTime::try_from(answer.expiration).map_err(|_| self.unusable("STS gave no usable expiry"))?;
        let account = assumed_role_arn.and_then(|arn| arn.split(':').nth(4).map(ToOwned::to_owned));
        let mut credentials = Credentials::builder()
            .access_key_id(answer.access_key_id)
            .secret_access_key(answer.secret_access_key)
            .session_token(answer.session_token)
            .expiry(expiry)
            .provider_name("assume_role");
        credentials.set_account_id(account.map(Into::into));
        Ok(credentials.build())
    }

    fn not_assumed(&self, action: &str, error: &(dyn std::error::Error + 'static)) -> CredentialsError {
        self.unusable(&format!(
            "{}. Check its ARN, and that its trust policy allows {action} to the caller with all that {} says",
            said(error),
            self.place
        ))
    }

    fn unusable(&self, why: &str) -> CredentialsError {
        let text =
            format!("The role {} ({} of the provider block) cannot be assumed: {why}.", self.role_arn, self.place);
        CredentialsError::provider_error(Unusable(text))
    }
}

/// A list as STS wants it: absent rather than empty.
fn some<T>(list: Vec<T>) -> Option<Vec<T>> {
    if list.is_empty() { None } else { Some(list) }
}
