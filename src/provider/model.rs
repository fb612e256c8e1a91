//! The arguments of the `provider` block.

use aws_sdk_ec2::config::Credentials;

use crate::ec2::Settings;
use crate::tf::{Attr, BlockList, Diagnostic, Diagnostics, Path, model, optional};

model! {
    /// The provider `lambda` manages private access to AWS Lambda from a VPC: interface endpoints (AWS PrivateLink) and
    /// their policies. Its arguments have the names and the meaning that they have in the AWS provider.
    pub(super) struct Model {
        /// The Region to work in. Where it is absent, the environment variables `AWS_REGION` and `AWS_DEFAULT_REGION`, the
        /// shared config file and the instance metadata service are asked, in this order.
        region: Attr<String> = optional(),
        /// The profile of the shared config and credentials files to use.
        profile: Attr<String> = optional(),
        /// The access key, together with `secret_key`. Prefer a profile, a role or the environment, which keep keys out of
        /// configurations.
        access_key: Attr<String> = optional(),
        /// The secret key that belongs to `access_key`.
        secret_key: Attr<String> = optional().sensitive(),
        /// The session token of temporary credentials.
        token: Attr<String> = optional().sensitive(),
        /// Whether plans ask EC2 for what an apply would run into: subnets that share a zone, a zone that Lambda is not offered
        /// in, a private DNS name that is taken, and the like. Default `true`.
        preflight_checks: Attr<bool> = optional(),
        /// URLs of AWS's APIs, for emulators and for interface endpoints without private DNS.
        endpoints: BlockList<Endpoints, 0> = optional(),
    }
}

model! {
    /// URLs of AWS's APIs.
    pub(super) struct Endpoints {
        /// The URL of the EC2 API.
        ec2: Attr<String> = optional(),
        /// The URL of the STS API. This version of the provider assumes no roles of its own; a role that a profile names is
        /// reached through the environment variable `AWS_ENDPOINT_URL_STS`.
        sts: Attr<String> = optional(),
    }
}

impl Model {
    /// Checks what no single argument shows.
    pub(super) fn validate(&self) -> Diagnostics {
        let mut diagnostics = Diagnostics::default();
        let pairs =
            [(&self.access_key, &self.secret_key, "secret_key"), (&self.secret_key, &self.access_key, "access_key")];
        for (given, other, name) in pairs {
            if given.known().is_some() && other.is_null() {
                diagnostics.push(
                    Diagnostic::error(
                        "Incomplete credentials",
                        format!(
                            "An access key and a secret key belong together. Set {name} as well, or neither of them."
                        ),
                    )
                    .at(name),
                );
            }
        }
        for (position, block) in self.endpoints.0.iter().enumerate() {
            let path = Path::from("endpoints").index(position);
            check_url(&block.ec2, path.attribute("ec2"), &mut diagnostics);
            check_url(&block.sts, path.attribute("sts"), &mut diagnostics);
        }
        diagnostics
    }

    /// What these arguments say about reaching AWS. What is unknown makes nothing fail until it is needed.
    pub(super) fn settings(&self) -> Settings {
        Settings {
            region: given(&self.region),
            profile: given(&self.profile),
            credentials: self.credentials(),
            ec2_url: self.endpoints.0.iter().find_map(|block| given(&block.ec2)),
            preflight_checks: self.preflight_checks.known().copied().unwrap_or(true),
            unready: self.unready(),
        }
    }

    fn credentials(&self) -> Option<Credentials> {
        let (access_key, secret_key) = (given(&self.access_key)?, given(&self.secret_key)?);
        Some(Credentials::new(access_key, secret_key, given(&self.token), None, "provider block"))
    }

    /// Why nothing can be asked of AWS yet: an argument that decides whom to ask has no value before apply.
    fn unready(&self) -> Option<String> {
        let attributes = [
            ("region", &self.region),
            ("profile", &self.profile),
            ("access_key", &self.access_key),
            ("secret_key", &self.secret_key),
            ("token", &self.token),
        ];
        let of_blocks = self.endpoints.0.iter().map(|block| ("endpoints", &block.ec2));
        let (name, _) = attributes.into_iter().chain(of_blocks).find(|(_, attribute)| attribute.is_unknown())?;
        Some(format!(
            "The provider argument {name} is known only after apply, but it is needed now, since a resource in the state \
             must be read. Apply what {name} comes from first, for example with -target, or give {name} a value that is \
             known at plan."
        ))
    }
}

/// The value of an argument. An empty text, as variables without a value give it, is as good as none.
fn given(argument: &Attr<String>) -> Option<String> {
    argument.known().filter(|text| !text.is_empty()).cloned()
}

fn check_url(url: &Attr<String>, path: Path, diagnostics: &mut Diagnostics) {
    let Some(url) = given(url) else { return };
    if !url.starts_with("http://") && !url.starts_with("https://") {
        diagnostics.push(
            Diagnostic::error(
                "Invalid URL",
                format!("\"{url}\" is not the URL of an API. It must start with https:// or http://."),
            )
            .at(path),
        );
    }
}
