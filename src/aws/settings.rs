//! What the provider block and the environment say about reaching AWS, before anything is read or sent.

use std::path::PathBuf;
use std::time::Duration;

use aws_credential_types::Credentials;

/// How to reach AWS, and as whom. Where a member is absent, the environment and the shared files decide.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The Region.
    pub region: Option<String>,
    /// Who asks.
    pub identity: Identity,
    /// How requests travel.
    pub transport: TransportSettings,
    /// URLs in the place of AWS's own.
    pub endpoints: Endpoints,
    /// How often a call is repeated.
    pub retries: Retries,
    /// Whose account it may be.
    pub account: AccountRules,
    /// Whether a Region that this version does not know is taken as it is.
    pub skip_region_validation: bool,
    /// Why nothing can be asked of AWS yet, where that is so.
    pub unready: Option<String>,
}

/// Where credentials come from.
#[derive(Clone, Debug, Default)]
pub struct Identity {
    /// The profile of the shared files.
    pub profile: Option<String>,
    /// Credentials that the configuration holds.
    pub credentials: Option<Credentials>,
    /// The shared config files in the place of `~/.aws/config`; empty for the default.
    pub config_files: Vec<PathBuf>,
    /// The shared credentials files in the place of `~/.aws/credentials`; empty for the default.
    pub credentials_files: Vec<PathBuf>,
    /// The instance metadata service.
    pub metadata: Metadata,
    /// A role to assume by a token of an identity provider, before `roles`.
    pub web_identity: Option<WebIdentity>,
    /// Roles to assume, one from the other.
    pub roles: Vec<Role>,
    /// The Region whose STS is asked for roles, where it is not that of the provider.
    pub sts_region: Option<String>,
}

/// The EC2 instance metadata service.
#[derive(Clone, Debug, Default)]
pub struct Metadata {
    /// Its URL.
    pub endpoint: Option<String>,
    /// `IPv4` or `IPv6`.
    pub mode: Option<String>,
    /// Whether it is never asked.
    pub skip: bool,
}

/// What every assumed role has: members of STS's `AssumeRole` and `AssumeRoleWithWebIdentity`.
#[derive(Clone, Debug, Default)]
pub struct Session {
    /// Where in the provider block the role stands, for messages: `assume_role[0]`.
    pub place: String,
    /// The role.
    pub role_arn: String,
    /// The session's name; one is made up where it is absent.
    pub name: Option<String>,
    /// How long the session lasts; STS decides where it is absent.
    pub duration: Option<Duration>,
    /// A policy that narrows what the session may do: JSON.
    pub policy: Option<String>,
    /// Managed policies that do.
    pub policy_arns: Vec<String>,
}

/// A role to assume by other credentials.
#[derive(Clone, Debug, Default)]
pub struct Role {
    /// What every assumed role has.
    pub session: Session,
    /// What the role's owner may ask for.
    pub external_id: Option<String>,
    /// Who stands behind the session, for `CloudTrail`.
    pub source_identity: Option<String>,
    /// Session tags.
    pub tags: Vec<(String, String)>,
    /// Session tags that a role assumed from this one has as well.
    pub transitive_tag_keys: Vec<String>,
}

/// A role to assume by a token.
#[derive(Clone, Debug)]
pub struct WebIdentity {
    /// What every assumed role has.
    pub session: Session,
    /// The token.
    pub token: Token,
}

/// The token of an identity provider. The text is a secret.
#[derive(Clone)]
pub enum Token {
    /// It is in this file, which is read anew for each session.
    File(PathBuf),
    /// This is it.
    Inline(String),
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File(path) => write!(f, "File({})", path.display()),
            Self::Inline(_) => f.write_str("Inline(…)"),
        }
    }
}

/// How requests travel.
#[derive(Clone, Debug, Default)]
pub struct TransportSettings {
    /// The proxy for `http://` URLs.
    pub http_proxy: Option<Proxy>,
    /// The proxy for `https://` URLs.
    pub https_proxy: Option<Proxy>,
    /// Hosts that are reached without a proxy, in the form of the variable `NO_PROXY`.
    pub no_proxy: String,
    /// A file of certificates, PEM, to trust in the place of the system's, and what named it.
    pub ca_bundle: Option<(PathBuf, &'static str)>,
    /// Whether certificates are not checked.
    pub insecure: bool,
    /// Whether the FIPS endpoints are used.
    pub use_fips: Option<bool>,
    /// Whether the dual-stack endpoints are used.
    pub use_dual_stack: Option<bool>,
    /// What stands before the SDK's own name in the header `User-Agent`, and what stands after it.
    pub user_agent: (String, String),
}

/// A proxy. Its URL may hold a password.
#[derive(Clone)]
pub struct Proxy {
    /// The URL.
    pub url: String,
    /// What named it: an argument or a variable.
    pub named_by: &'static str,
}

impl std::fmt::Debug for Proxy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Proxy({})", self.named_by)
    }
}

/// URLs in the place of AWS's own.
#[derive(Clone, Debug, Default)]
pub struct Endpoints {
    /// The EC2 API.
    pub ec2: Option<String>,
    /// The STS API.
    pub sts: Option<String>,
}

/// How often a call is repeated when AWS throttles or fails.
#[derive(Clone, Debug, Default)]
pub struct Retries {
    /// The tries of one call, the first one included.
    pub max_attempts: Option<u32>,
    /// Whether calls slow down together once AWS has throttled one.
    pub adaptive: Option<bool>,
    /// The tokens that all repetitions share; no limit where it is absent.
    pub capacity: Option<u32>,
}

/// Whose account it may be, and whether that is looked at before anything else.
#[derive(Clone, Debug, Default)]
pub struct AccountRules {
    /// The accounts that it may be; empty for any.
    pub allowed: Vec<String>,
    /// The accounts that it must not be.
    pub forbidden: Vec<String>,
    /// Whether the credentials are tried before anything else.
    pub validate: bool,
}
