//! The arguments of the `provider` block: the AWS provider's names and meanings, and a few of our own.

use std::collections::{BTreeMap, BTreeSet};

use super::validate::{account_ids, arn, arns, external_id, json, session_duration, session_name, url};
use crate::tf::check::{at_least, one_of, refused};
use crate::tf::{Attr, BlockList, Texts, model, optional};

model! {
    /// The provider `lambda` manages private access to AWS Lambda from a VPC: interface endpoints (AWS PrivateLink) and
    /// their policies. Its arguments have the names and the meaning that they have in the AWS provider, so the body of a working
    /// `provider "aws"` block works here as well. The guide on authentication has an example for each source of credentials.
    pub(super) struct Model {
        /// The Region to work in. Where it is absent, the environment variables `AWS_REGION` and `AWS_DEFAULT_REGION`, the
        /// shared config file and the instance metadata service are asked, in this order.
        region: Attr<String> = optional(),
        /// The profile of the shared config and credentials files to use. Also by `AWS_PROFILE`, which comes after credentials
        /// in the environment; this argument comes before them.
        profile: Attr<String> = optional(),
        /// The access key, together with `secret_key`. Prefer a profile, a role or the environment, which keep keys out of
        /// configurations. Also by `AWS_ACCESS_KEY_ID`.
        access_key: Attr<String> = optional(),
        /// The secret key that belongs to `access_key`. Also by `AWS_SECRET_ACCESS_KEY`.
        secret_key: Attr<String> = optional().sensitive(),
        /// The session token of temporary credentials. Also by `AWS_SESSION_TOKEN`.
        token: Attr<String> = optional().sensitive(),
        /// The shared config files, in the place of `~/.aws/config` or `AWS_CONFIG_FILE`. What a later one says counts.
        shared_config_files: Attr<Texts> = optional(),
        /// The shared credentials files, in the place of `~/.aws/credentials` or `AWS_SHARED_CREDENTIALS_FILE`. What a later
        /// one says counts.
        shared_credentials_files: Attr<Texts> = optional(),
        /// The only accounts that may be worked in. STS is asked whose the credentials are, before anything else.
        allowed_account_ids: Attr<BTreeSet<String>> = optional().check(account_ids()),
        /// Accounts that must not be worked in. STS is asked whose the credentials are, before anything else.
        forbidden_account_ids: Attr<BTreeSet<String>> = optional().check(account_ids()),
        /// A file of certificates (PEM) to trust in the place of the system's. Also by `AWS_CA_BUNDLE`.
        custom_ca_bundle: Attr<String> = optional(),
        /// The URL of the proxy for requests over HTTP, and for HTTPS where `https_proxy` is not set. Also by `HTTP_PROXY` or
        /// `http_proxy`.
        http_proxy: Attr<String> = optional(),
        /// The URL of the proxy for requests over HTTPS; empty for none. Also by `HTTPS_PROXY` or `https_proxy`.
        https_proxy: Attr<String> = optional(),
        /// Hosts that are reached without a proxy: names, domains, addresses and CIDR blocks, separated by commas. Also by
        /// `NO_PROXY` or `no_proxy`. Loopback addresses and the metadata services are never reached through a proxy.
        no_proxy: Attr<String> = optional(),
        /// Whether certificates are not checked. Never do this outside tests: whoever is in between reads and changes
        /// everything.
        insecure: Attr<bool> = optional(),
        /// How often a call is tried, in all, when AWS throttles, fails or cannot be reached. Default 25. Also by
        /// `AWS_MAX_ATTEMPTS` and by `max_attempts` of the profile.
        max_retries: Attr<u32> = optional().check(at_least(0)),
        /// `adaptive` slows all calls down together once AWS has throttled one. Default `standard`. Also by `AWS_RETRY_MODE`
        /// and by `retry_mode` of the profile.
        retry_mode: Attr<String> = optional().check(one_of(&["standard", "adaptive"])),
        /// How many tokens all repetitions of calls in one Region share: one repetition takes 5, and a success gives back.
        /// Without it there is no such limit.
        token_bucket_rate_limiter_capacity: Attr<u32> = optional().check(at_least(1)),
        /// The URL of the instance metadata service. Also by `AWS_EC2_METADATA_SERVICE_ENDPOINT`.
        ec2_metadata_service_endpoint: Attr<String> = optional().check(url()),
        /// How the instance metadata service is addressed. Also by `AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE`.
        ec2_metadata_service_endpoint_mode: Attr<String> = optional().check(one_of(&["IPv4", "IPv6"])),
        /// `false` tries the credentials before anything else. Default `true`: the first call tells as well, and earlier.
        skip_credentials_validation: Attr<bool> = optional(),
        /// `true` never asks the instance metadata service. Also by `AWS_EC2_METADATA_DISABLED`.
        skip_metadata_api_check: Attr<String> = optional().check(one_of(&["", "true", "false"])),
        /// Whether a Region that this version does not know is taken as it is.
        skip_region_validation: Attr<bool> = optional(),
        /// Whether STS is not asked for the account. It is asked only for `allowed_account_ids` and `forbidden_account_ids`
        /// anyway; everything else learns the account from EC2.
        skip_requesting_account_id: Attr<bool> = optional(),
        /// The Region whose STS is asked, where it is not `region`.
        sts_region: Attr<String> = optional(),
        /// Whether the endpoints of AWS that speak IPv6 as well are used. Also by `AWS_USE_DUALSTACK_ENDPOINT`.
        use_dualstack_endpoint: Attr<bool> = optional(),
        /// Whether the FIPS endpoints of AWS are used. Also by `AWS_USE_FIPS_ENDPOINT`.
        use_fips_endpoint: Attr<bool> = optional(),
        /// Whether plans ask EC2 for what an apply would run into: subnets that share a zone, a zone that Lambda is not offered
        /// in, a private DNS name that is taken, and the like. Default `true`.
        preflight_checks: Attr<bool> = optional(),
        /// Only `disabled` is possible: this provider does not ask for the organization's tag policies.
        tag_policy_compliance: Attr<String> = optional().check(one_of(&["disabled"])),
        /// Not possible here: it concerns Amazon S3.
        s3_use_path_style: Attr<bool> = optional().check(refused("It concerns Amazon S3, which this provider does not use.")),
        /// Not possible here: it concerns Amazon S3.
        s3_us_east_1_regional_endpoint: Attr<String> = optional().check(refused("It concerns Amazon S3, which this provider does not use.")),
        /// A role to assume. Several blocks assume one role from the other, in their order.
        assume_role: BlockList<AssumeRole, 0> = optional(),
        /// A role to assume by a token of an identity provider. Roles of `assume_role` are assumed from it.
        assume_role_with_web_identity: BlockList<AssumeRoleWithWebIdentity, 1> = optional(),
        /// Tags for every resource that has `tags`.
        default_tags: BlockList<DefaultTags, 1> = optional(),
        /// Tags that others manage: they are neither shown nor removed.
        ignore_tags: BlockList<IgnoreTags, 1> = optional(),
        /// URLs of AWS's APIs, for emulators and for interface endpoints without private DNS.
        endpoints: BlockList<Endpoints, 0> = optional(),
    }
}

model! {
    /// A role to assume.
    pub(super) struct AssumeRole {
        /// The role's ARN.
        role_arn: Attr<String> = optional().check(arn()),
        /// How long the session lasts: 15 minutes to 12 hours, such as `1h`.
        duration: Attr<String> = optional().check(session_duration()),
        /// The external id that the role's trust policy asks for.
        external_id: Attr<String> = optional().check(external_id()),
        /// A policy, JSON, that narrows what the session may do.
        policy: Attr<String> = optional().check(json()),
        /// ARNs of managed policies that narrow what the session may do.
        policy_arns: Attr<BTreeSet<String>> = optional().check(arns()),
        /// The session's name, in AWS's audit log for example. One is made up where it is absent.
        session_name: Attr<String> = optional().check(session_name()),
        /// Who stands behind the session.
        source_identity: Attr<String> = optional().check(session_name()),
        /// Session tags.
        tags: Attr<BTreeMap<String, Attr<String>>> = optional(),
        /// Keys of session tags that a role assumed from this one has as well.
        transitive_tag_keys: Attr<BTreeSet<String>> = optional(),
    }
}

model! {
    /// A role to assume by a token of an identity provider.
    pub(super) struct AssumeRoleWithWebIdentity {
        /// The role's ARN. Also by `AWS_ROLE_ARN`.
        role_arn: Attr<String> = optional().check(arn()),
        /// How long the session lasts: 15 minutes to 12 hours, such as `1h`.
        duration: Attr<String> = optional().check(session_duration()),
        /// A policy, JSON, that narrows what the session may do.
        policy: Attr<String> = optional().check(json()),
        /// ARNs of managed policies that narrow what the session may do.
        policy_arns: Attr<BTreeSet<String>> = optional().check(arns()),
        /// The session's name. Also by `AWS_ROLE_SESSION_NAME`. One is made up where it is absent.
        session_name: Attr<String> = optional().check(session_name()),
        /// The token itself.
        web_identity_token: Attr<String> = optional().sensitive(),
        /// The file that holds the token. Also by `AWS_WEB_IDENTITY_TOKEN_FILE`.
        web_identity_token_file: Attr<String> = optional(),
    }
}

model! {
    /// Tags for every resource that has `tags`.
    pub(super) struct DefaultTags {
        /// The tags. A resource's own tag of the same key counts instead. Also by variables `TF_AWS_DEFAULT_TAGS_` followed by
        /// the key, over which this argument counts.
        tags: Attr<BTreeMap<String, Attr<String>>> = optional(),
    }
}

model! {
    /// Tags that others manage.
    pub(super) struct IgnoreTags {
        /// Their keys. Also by `TF_AWS_IGNORE_TAGS_KEYS`, separated by commas, in addition.
        keys: Attr<BTreeSet<String>> = optional(),
        /// What their keys start with. Also by `TF_AWS_IGNORE_TAGS_KEY_PREFIXES`, separated by commas, in addition.
        key_prefixes: Attr<BTreeSet<String>> = optional(),
    }
}

model! {
    /// URLs of AWS's APIs.
    pub(super) struct Endpoints {
        /// The URL of the EC2 API. Also by `AWS_ENDPOINT_URL_EC2` and `AWS_ENDPOINT_URL`.
        ec2: Attr<String> = optional().check(url()),
        /// The URL of the STS API, for `assume_role`, `assume_role_with_web_identity` and the account checks. Also by
        /// `AWS_ENDPOINT_URL_STS` and `AWS_ENDPOINT_URL`, which count for the roles of profiles too.
        sts: Attr<String> = optional().check(url()),
    }
}
