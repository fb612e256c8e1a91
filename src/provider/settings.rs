//! From arguments to settings: which argument counts, and which variable stands in for one that is absent.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::model::{AssumeRole, AssumeRoleWithWebIdentity, Model};
use crate::aws::{
    AccountRules, Credentials, Endpoints, Identity, Metadata, Proxy, Retries, Role, Session, Settings, Token,
    TransportSettings, WebIdentity, variable,
};
use crate::tf::{Attr, Texts, parse_go_duration};

impl Model {
    /// What these arguments say about reaching AWS. What is unknown makes nothing fail until it is needed.
    pub(super) fn settings(&self, terraform_version: &str, unknown: Option<&str>) -> Settings {
        let endpoint = |url: fn(&super::model::Endpoints) -> &Attr<String>| {
            self.endpoints.0.iter().find_map(|block| given(url(block)))
        };
        Settings {
            region: given(&self.region),
            identity: self.identity(),
            transport: self.transport(terraform_version),
            endpoints: Endpoints { ec2: endpoint(|block| &block.ec2), sts: endpoint(|block| &block.sts) },
            retries: Retries {
                max_attempts: self.max_retries.known().copied(),
                adaptive: given(&self.retry_mode).map(|mode| mode == "adaptive"),
                capacity: self.token_bucket_rate_limiter_capacity.known().copied(),
            },
            account: AccountRules {
                allowed: listed(&self.allowed_account_ids),
                forbidden: listed(&self.forbidden_account_ids),
                validate: self.skip_credentials_validation.known() == Some(&false),
            },
            skip_region_validation: self.skip_region_validation.known() == Some(&true),
            unready: unknown.map(unready),
        }
    }

    fn identity(&self) -> Identity {
        Identity {
            profile: given(&self.profile),
            credentials: self.credentials(),
            config_files: paths(&self.shared_config_files),
            credentials_files: paths(&self.shared_credentials_files),
            metadata: Metadata {
                endpoint: given(&self.ec2_metadata_service_endpoint),
                mode: given(&self.ec2_metadata_service_endpoint_mode),
                skip: given(&self.skip_metadata_api_check).is_some_and(|skip| skip == "true"),
            },
            web_identity: self.assume_role_with_web_identity.0.first().and_then(web_identity),
            roles: self.assume_role.0.iter().enumerate().filter_map(role).collect(),
            sts_region: given(&self.sts_region),
        }
    }

    fn credentials(&self) -> Option<Credentials> {
        let (access_key, secret_key) = (given(&self.access_key)?, given(&self.secret_key)?);
        Some(Credentials::new(access_key, secret_key, given(&self.token), None, "provider block"))
    }

    fn transport(&self, terraform_version: &str) -> TransportSettings {
        let http_proxy = proxy(&self.http_proxy, ["http_proxy", "HTTP_PROXY"]);
        TransportSettings {
            // One that is set to nothing says that there is none; one that is not set leaves it to the other.
            https_proxy: proxy(&self.https_proxy, ["https_proxy", "HTTPS_PROXY"])
                .or_else(|| http_proxy.clone())
                .and_then(set),
            http_proxy: http_proxy.and_then(set),
            no_proxy: given(&self.no_proxy).or_else(|| either("no_proxy")).unwrap_or_default(),
            ca_bundle: ca_bundle(&self.custom_ca_bundle),
            insecure: self.insecure.known() == Some(&true),
            use_fips: self.use_fips_endpoint.known().copied(),
            use_dual_stack: self.use_dualstack_endpoint.known().copied(),
            user_agent: (
                format!(
                    "Terraform/{terraform_version} (+https://www.terraform.io) terraform-provider-lambda/{}",
                    env!("CARGO_PKG_VERSION")
                ),
                variable("TF_APPEND_USER_AGENT").unwrap_or_default().replace(|c: char| !c.is_ascii_graphic(), " "),
            ),
        }
    }
}

/// Why nothing can be asked of AWS yet: the argument `name` decides whom to ask, and has no value before apply.
fn unready(name: &str) -> String {
    format!(
        "The provider argument {name} is known only after apply, but it is needed now, since a resource in the state \
         must be read. Apply what {name} comes from first, for example with -target, or give {name} a value that is \
         known at plan."
    )
}

/// The value of an argument. An empty text, as variables without a value give it, is as good as none.
pub(super) fn given(argument: &Attr<String>) -> Option<String> {
    argument.known().filter(|text| !text.is_empty()).cloned()
}

fn listed(argument: &Attr<BTreeSet<String>>) -> Vec<String> {
    argument.known().into_iter().flatten().cloned().collect()
}

/// Paths, with `~/` for the home directory.
fn paths(argument: &Attr<Texts>) -> Vec<PathBuf> {
    argument
        .known()
        .into_iter()
        .flat_map(|Texts(paths)| paths)
        .filter(|path| !path.is_empty())
        .map(|path| expanded(path))
        .collect()
}

fn expanded(path: &str) -> PathBuf {
    match (path.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(path),
    }
}

/// A variable that is written in small or in capital letters.
fn either(name: &str) -> Option<String> {
    variable(&name.to_ascii_uppercase()).or_else(|| variable(name))
}

/// The proxy that the argument or the variable names. The name alone is shown: the URL may hold a password.
fn proxy(argument: &Attr<String>, [name, in_environment]: [&'static str; 2]) -> Option<Proxy> {
    let from_argument = argument.known().map(|url| Proxy { url: url.clone(), named_by: name });
    from_argument.or_else(|| Some(Proxy { url: either(name)?, named_by: in_environment }))
}

fn set(proxy: Proxy) -> Option<Proxy> {
    (!proxy.url.is_empty()).then_some(proxy)
}

fn ca_bundle(argument: &Attr<String>) -> Option<(PathBuf, &'static str)> {
    let from_argument = given(argument).map(|path| (expanded(&path), "custom_ca_bundle"));
    from_argument.or_else(|| Some((PathBuf::from(variable("AWS_CA_BUNDLE")?), "AWS_CA_BUNDLE")))
}

/// A role without an ARN is none: modules leave it empty to say so.
fn role((position, block): (usize, &AssumeRole)) -> Option<Role> {
    let session = Session {
        place: format!("assume_role[{position}]"),
        role_arn: given(&block.role_arn)?,
        name: given(&block.session_name),
        duration: given(&block.duration).and_then(|text| parse_go_duration(&text)),
        policy: given(&block.policy),
        policy_arns: listed(&block.policy_arns),
    };
    Some(Role {
        session,
        external_id: given(&block.external_id),
        source_identity: given(&block.source_identity),
        tags: known(&block.tags).into_iter().collect(),
        transitive_tag_keys: listed(&block.transitive_tag_keys),
    })
}

fn web_identity(block: &AssumeRoleWithWebIdentity) -> Option<WebIdentity> {
    let file = given(&block.web_identity_token_file).map(|path| expanded(&path));
    let token = given(&block.web_identity_token).map(Token::Inline).or_else(|| file.map(Token::File));
    let token = token.or_else(|| variable("AWS_WEB_IDENTITY_TOKEN_FILE").map(|path| Token::File(path.into())))?;
    let session = Session {
        place: "assume_role_with_web_identity".to_owned(),
        role_arn: given(&block.role_arn).or_else(|| variable("AWS_ROLE_ARN"))?,
        name: given(&block.session_name).or_else(|| variable("AWS_ROLE_SESSION_NAME")),
        duration: given(&block.duration).and_then(|text| parse_go_duration(&text)),
        policy: given(&block.policy),
        policy_arns: listed(&block.policy_arns),
    };
    Some(WebIdentity { session, token })
}

/// The tags that have a value.
pub(super) fn known(tags: &Attr<BTreeMap<String, Attr<String>>>) -> BTreeMap<String, String> {
    let tags = tags.known().into_iter().flatten();
    tags.filter_map(|(key, value)| Some((key.clone(), value.known()?.clone()))).collect()
}
