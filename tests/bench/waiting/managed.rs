//! An endpoint as core manages it: each change is planned, then applied, over the wire.

use serde_json::{Value as Json, json};
use terraform_provider_lambda::proto::tfplugin6 as proto;

use crate::{
    Result,
    client::{Launch, Plugin},
    ec2::{Ec2, Network, REGION},
};

const TYPE: &str = "lambda_vpc_endpoint";
/// MessagePack's nil: a resource that does not exist, or shall not.
const NOTHING: [u8; 1] = [0xc0];

/// A provider's process, and the endpoint that it manages.
pub(super) struct Managed {
    plugin: Plugin,
    state: Vec<u8>,
    private: Vec<u8>,
}

impl Managed {
    /// A process that manages nothing yet.
    pub(super) async fn start(launch: Launch, ec2: &Ec2) -> Result<Self> {
        let plugin = launch.start().await;
        let config = in_json(&json!({
            "region": REGION, "access_key": "test", "secret_key": "test", "preflight_checks": false,
            "endpoints": [{ "ec2": ec2.url() }],
        }));
        let request = proto::configure_provider::Request { config: Some(config), ..Default::default() };
        let answer = plugin.provider().configure_provider(request).await?.into_inner();
        none_of(&answer.diagnostics)?;
        Ok(Self { plugin, state: NOTHING.to_vec(), private: Vec::new() })
    }

    /// The endpoint's id, while there is one.
    pub(super) fn id(&self) -> Result<String> {
        let id = self.attributes()?.into_iter().find(|(name, _)| name.as_str() == Some("id"));
        let id = id.and_then(|(_, id)| id.as_str().map(ToOwned::to_owned));
        Ok(id.ok_or("the state has no id")?)
    }

    pub(super) async fn create(&mut self, network: &Network) -> Result<()> {
        let config = configured(network, false);
        self.change(in_json(&config), in_json(&config)).await
    }

    /// Turns private DNS on, which takes as long as any change of the endpoint itself.
    pub(super) async fn modify(&mut self, network: &Network) -> Result<()> {
        let mut attributes = self.attributes()?;
        for (name, value) in &mut attributes {
            if name.as_str() == Some("private_dns_enabled") {
                *value = rmpv::Value::from(true);
            }
        }
        let mut proposed = Vec::new();
        rmpv::encode::write_value(&mut proposed, &rmpv::Value::Map(attributes))?;
        self.change(in_json(&configured(network, true)), in_msgpack(&proposed)).await
    }

    pub(super) async fn delete(&mut self) -> Result<()> {
        self.change(in_msgpack(&NOTHING), in_msgpack(&NOTHING)).await
    }

    async fn change(&mut self, config: proto::DynamicValue, proposed: proto::DynamicValue) -> Result<()> {
        let prior = in_msgpack(&self.state);
        let request = proto::plan_resource_change::Request {
            type_name: TYPE.to_owned(),
            prior_state: Some(prior.clone()),
            proposed_new_state: Some(proposed),
            config: Some(config.clone()),
            prior_private: self.private.clone(),
            ..Default::default()
        };
        let planned = self.plugin.provider().plan_resource_change(request).await?.into_inner();
        none_of(&planned.diagnostics)?;
        let request = proto::apply_resource_change::Request {
            type_name: TYPE.to_owned(),
            prior_state: Some(prior),
            planned_state: planned.planned_state,
            config: Some(config),
            planned_private: planned.planned_private,
            ..Default::default()
        };
        let applied = self.plugin.provider().apply_resource_change(request).await?.into_inner();
        none_of(&applied.diagnostics)?;
        self.state = applied.new_state.ok_or("an answer without a state")?.msgpack;
        self.private = applied.private;
        Ok(())
    }

    fn attributes(&self) -> Result<Vec<(rmpv::Value, rmpv::Value)>> {
        match rmpv::decode::read_value(&mut self.state.as_slice())? {
            rmpv::Value::Map(attributes) => Ok(attributes),
            other => Err(format!("a state that is no object: {other}").into()),
        }
    }
}

fn configured(network: &Network, private_dns: bool) -> Json {
    json!({ "vpc_id": network.vpc, "subnet_ids": network.subnets, "private_dns_enabled": private_dns })
}

fn in_json(value: &Json) -> proto::DynamicValue {
    proto::DynamicValue { json: value.to_string().into_bytes(), msgpack: Vec::new() }
}

fn in_msgpack(value: &[u8]) -> proto::DynamicValue {
    proto::DynamicValue { msgpack: value.to_vec(), json: Vec::new() }
}

fn none_of(diagnostics: &[proto::Diagnostic]) -> Result<()> {
    match diagnostics.first() {
        Some(diagnostic) => Err(format!("{}: {}", diagnostic.summary, diagnostic.detail).into()),
        None => Ok(()),
    }
}
