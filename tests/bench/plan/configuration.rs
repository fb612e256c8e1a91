//! What is planned: a resource of each provider that needs nothing read.

use std::env;

use crate::{
    Result,
    provider::Provider,
    terraform::{Source, Workspace},
};

/// An endpoint in three zones, as most are, with a policy. Nothing of it has to exist for a plan.
const ENDPOINT: &str = r#"
  vpc_id             = "vpc-{i}"
  subnet_ids         = ["subnet-{i}a", "subnet-{i}b", "subnet-{i}c"]
  security_group_ids = ["sg-{i}"]
  policy             = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] })
"#;

/// Plans that ask EC2 would wait for a network here.
const OURS: &str = r#"
  region           = "eu-central-1"
  access_key       = "test"
  secret_key       = "test"
  preflight_checks = false
"#;

/// How a provider and a resource of it are written. In the bodies `{i}` stands for the number of the configuration.
pub(super) struct Kind {
    source: Source,
    resource: String,
    body: String,
    provider_body: String,
}

impl Kind {
    /// The peer's resource is `PEER_RESOURCE`, its body `PEER_RESOURCE_BODY`, the provider's `PEER_PROVIDER_BODY`.
    pub(super) fn of(provider: &Provider, ours: bool) -> Self {
        if ours {
            let (resource, body, provider_body) = ("lambda_vpc_endpoint".into(), ENDPOINT.into(), OURS.into());
            return Self { source: Source::ours(provider), resource, body, provider_body };
        }
        let named = |variable| env::var(variable).ok().filter(|text| !text.is_empty());
        let resource = named("PEER_RESOURCE").unwrap_or_else(|| "null_resource".to_owned());
        let name = resource.split('_').next().unwrap_or_default();
        Self {
            source: Source::peer(provider, name),
            body: named("PEER_RESOURCE_BODY").unwrap_or_default(),
            provider_body: named("PEER_PROVIDER_BODY").unwrap_or_default(),
            resource,
        }
    }

    /// With so many configurations of the provider, each with an alias and one resource.
    pub(super) fn workspace(&self, configurations: usize) -> Result<Workspace> {
        let workspace = Workspace::new(&self.source)?;
        let configurations: Vec<_> = (0..configurations).map(|number| self.configuration(number)).collect();
        workspace.write("main.tf", &configurations.concat())?;
        Ok(workspace)
    }

    fn configuration(&self, number: usize) -> String {
        let (name, resource) = (self.source.name(), &self.resource);
        // Ids of AWS end in eight hexadecimal digits, or in more.
        let filled = |text: &str| text.replace("{i}", &format!("{number:08}"));
        let (provider_body, body) = (filled(&self.provider_body), filled(&self.body));
        format!(
            "provider \"{name}\" {{\n  alias = \"a{number}\"\n{provider_body}\n}}\n\
             resource \"{resource}\" \"r{number}\" {{\n  provider = {name}.a{number}\n{body}\n}}\n"
        )
    }
}
