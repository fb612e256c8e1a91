//! Changes asked for by our own client of the plugin, without a terraform command for each.

use serde_json::{Value as Json, json};
use terraform_provider_lambda::proto::tfplugin6 as proto;

use super::table::Call;
use crate::client::Plugin;
use crate::terraform::network::Network;

/// What an endpoint has at first.
pub(super) const POLICY: &str = r#"{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}"#;
const OTHER_POLICY: &str = r#"{"Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}"#;

/// Longer than any refusal is worked on that is not repeated.
const LIMIT: &str = "8s";

/// A provider that is connected to an EC2.
pub(super) struct Wire {
    plugin: Plugin,
    url: String,
}

/// What the provider told of a change that did not go as it should.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) is_error: bool,
    pub(super) summary: String,
    pub(super) detail: String,
    /// Empty when it is about the whole resource.
    pub(super) argument: String,
}

impl Wire {
    pub(super) async fn to(url: &str) -> Self {
        let wire = Self { plugin: Plugin::start().await, url: url.to_owned() };
        wire.configure().await;
        wire
    }

    /// Connects anew: what was asked before is forgotten.
    async fn configure(&self) {
        let config = dynamic(&json!({
            "region": Network::REGION, "access_key": "test", "secret_key": "test", "preflight_checks": false,
            "endpoints": [{ "ec2": self.url }],
        }));
        let request = proto::configure_provider::Request { config, ..Default::default() };
        assert_eq!(self.plugin.provider().configure_provider(request).await.unwrap().into_inner().diagnostics, []);
    }

    /// Has the provider do what makes this call.
    pub(super) async fn does(&self, call: Call, network: &Network, endpoint: &str) -> Vec<Told> {
        let there = existing(network, endpoint);
        match call {
            Call::Create => self.apply("lambda_vpc_endpoint", &Json::Null, &configured(network)).await,
            Call::Modify => {
                self.apply("lambda_vpc_endpoint", &there, &with(&there, json!({"policy": OTHER_POLICY}))).await
            }
            Call::Tag => {
                let tags = json!({"tags": {"a": "b"}, "tags_all": {"a": "b"}});
                self.apply("lambda_vpc_endpoint", &there, &with(&there, tags)).await
            }
            Call::Delete => self.apply("lambda_vpc_endpoint", &there, &Json::Null).await,
            Call::Read => self.read(&there).await,
            Call::PutPolicy => {
                let planned = json!({"vpc_endpoint_id": endpoint, "id": endpoint, "policy": OTHER_POLICY,
                                     "region": Network::REGION, "timeouts": { "create": LIMIT }});
                self.apply("lambda_endpoint_policy", &Json::Null, &planned).await
            }
        }
    }

    async fn apply(&self, kind: &str, prior: &Json, planned: &Json) -> Vec<Told> {
        let request = proto::apply_resource_change::Request {
            type_name: kind.to_owned(),
            prior_state: dynamic(prior),
            planned_state: dynamic(planned),
            config: dynamic(planned),
            ..Default::default()
        };
        let answer = self.plugin.provider().apply_resource_change(request).await.unwrap().into_inner();
        answer.diagnostics.into_iter().map(Told::from_wire).collect()
    }

    /// As the first read of a refresh; after many, other calls would be made.
    async fn read(&self, there: &Json) -> Vec<Told> {
        self.configure().await;
        let request = proto::read_resource::Request {
            type_name: "lambda_vpc_endpoint".to_owned(),
            current_state: dynamic(there),
            ..Default::default()
        };
        let answer = self.plugin.provider().read_resource(request).await.unwrap().into_inner();
        answer.diagnostics.into_iter().map(Told::from_wire).collect()
    }
}

impl Told {
    fn from_wire(diagnostic: proto::Diagnostic) -> Self {
        use proto::attribute_path::step::Selector;
        let steps = diagnostic.attribute.iter().flat_map(|path| &path.steps).filter_map(|step| step.selector.as_ref());
        let names = steps.map(|step| match step {
            Selector::AttributeName(name) => name.clone(),
            other => format!("{other:?}"),
        });
        Self {
            argument: names.collect::<Vec<_>>().join("."),
            is_error: diagnostic.severity() == proto::diagnostic::Severity::Error,
            summary: diagnostic.summary,
            detail: diagnostic.detail,
        }
    }
}

/// An endpoint that is to be made.
fn configured(network: &Network) -> Json {
    json!({
        "vpc_id": network.vpc, "subnet_ids": [network.subnets[0]], "security_group_ids": [network.groups[0]],
        "policy": POLICY, "service_name": format!("com.amazonaws.{}.lambda", Network::REGION),
        "region": Network::REGION, "service_region": Network::REGION, "private_dns_enabled": false,
        "timeouts": { "create": LIMIT, "update": LIMIT, "delete": LIMIT },
    })
}

/// One that exists.
fn existing(network: &Network, id: &str) -> Json {
    with(&configured(network), json!({"id": id, "state": "available", "tags_all": {}, "network_interface_ids": []}))
}

fn with(base: &Json, change: Json) -> Json {
    let (Json::Object(mut base), Json::Object(change)) = (base.clone(), change) else {
        panic!("only objects are changed")
    };
    base.extend(change);
    Json::Object(base)
}

/// A value in JSON, which the protocol allows beside MessagePack.
#[expect(clippy::unnecessary_wraps, reason = "every message field that takes this is optional")]
fn dynamic(json: &Json) -> Option<proto::DynamicValue> {
    Some(proto::DynamicValue { msgpack: Vec::new(), json: json.to_string().into_bytes() })
}
