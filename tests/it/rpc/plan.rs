//! Plans: what is known, what is not, what replaces.

use serde_json::{Value as Json, json};
use terraform_provider_lambda::proto::tfplugin6 as proto;

use super::{UNKNOWN, dynamic, json_of, told};
use crate::client::Plugin;

#[tokio::test]
async fn a_new_endpoint_is_known_as_far_as_its_configuration_and_region_go() {
    let config = json!({"vpc_id": "vpc-1", "subnet_ids": ["subnet-1", UNKNOWN], "tags": {"a": "b", "c": null}});
    let (planned, replace) = plan(&Json::Null, &config, &config).await;
    assert_eq!(planned["subnet_ids"], json!([UNKNOWN, "subnet-1"]));
    assert_eq!(planned["region"], "eu-central-1");
    assert_eq!(planned["service_name"], "com.amazonaws.eu-central-1.lambda");
    assert_eq!(planned["private_dns_enabled"], false);
    assert_eq!(planned["tags"], json!({"a": "b", "c": null}));
    assert_eq!(planned["tags_all"], json!({"a": "b"}));
    for name in ["id", "arn", "state", "owner_id", "network_interface_ids", "dns_entry", "policy", "security_group_ids"]
    {
        assert_eq!(planned[name], UNKNOWN, "{name}");
    }
    assert_eq!(replace, [""; 0]);
}

#[tokio::test]
async fn a_change_of_tags_leaves_everything_else_known() {
    let (planned, replace) = plan_change(&json!({"tags": {"a": "b"}})).await;
    assert_eq!(unknown(&planned), [""; 0]);
    assert_eq!(planned["tags_all"], json!({"a": "b"}));
    assert_eq!(replace, [""; 0]);
}

#[tokio::test]
async fn a_change_of_subnets_leaves_open_what_follows_them() {
    let (planned, replace) = plan_change(&json!({"subnet_ids": ["subnet-2"]})).await;
    assert_eq!(
        unknown(&planned),
        ["dns_entry", "network_interface_ids", "private_dns_names", "state", "zonal_dns_names"]
    );
    assert_eq!(planned["network_interfaces"]["subnet-2"]["id"], UNKNOWN);
    assert_eq!(planned["network_interfaces"].get("subnet-1"), None);
    assert_eq!(replace, [""; 0]);
}

#[tokio::test]
async fn another_layout_of_the_policy_is_no_change() {
    let (planned, _) = plan_change(&json!({"policy": "{ \"Statement\" : [] }"})).await;
    assert_eq!(planned["policy"], "{\"Statement\":[]}");
    assert_eq!(unknown(&planned), [""; 0]);
}

#[tokio::test]
async fn another_vpc_or_region_replaces() {
    assert_eq!(plan_change(&json!({"vpc_id": "vpc-2"})).await.1, [".vpc_id"]);
    let (planned, replace) = plan_change(&json!({"region": "eu-west-1"})).await;
    assert_eq!(replace, [".service_name", ".service_region", ".region"]);
    assert_eq!(planned["service_name"], "com.amazonaws.eu-west-1.lambda");
}

/// Plans the change from an endpoint that exists to one whose configuration differs by `change`.
async fn plan_change(change: &Json) -> (Json, Vec<String>) {
    let configured = json!({"vpc_id": "vpc-1", "subnet_ids": ["subnet-1"], "policy": "{\"Statement\":[]}"});
    let computed = json!({
        "id": "vpce-1", "arn": "arn", "state": "available", "owner_id": "1", "requester_managed": false,
        "creation_timestamp": "t", "network_interface_ids": ["eni-1"], "dns_entry": [], "tags_all": {},
        "region": "eu-central-1", "service_name": "com.amazonaws.eu-central-1.lambda", "ip_address_type": "ipv4",
        "security_group_ids": ["sg-1"], "private_dns_enabled": false, "private_dns_after_available": false,
        "service_region": "eu-central-1", "tag_network_interfaces": false, "vpc_endpoint_type": "Interface",
        "regional_dns_name": "r", "hosted_zone_id": "z", "endpoint_url": "u", "zonal_dns_names": {},
        "private_dns_names": [], "network_interfaces": {"subnet-1": {"id": "eni-1", "ipv4": "10.0.0.4"}},
    });
    let merged = |base: &Json, over: &Json| {
        let mut base = base.clone();
        base.as_object_mut().unwrap().extend(over.as_object().unwrap().clone());
        base
    };
    let (prior, config) = (merged(&configured, &computed), merged(&configured, change));
    plan(&prior, &config, &merged(&prior, &config)).await
}

async fn plan(prior: &Json, config: &Json, proposed: &Json) -> (Json, Vec<String>) {
    let plugin = Plugin::start().await;
    let mut provider = plugin.provider();
    let region = dynamic(&json!({"region": "eu-central-1", "preflight_checks": false}));
    let configure = proto::configure_provider::Request { config: region, ..Default::default() };
    assert_eq!(provider.configure_provider(configure).await.unwrap().into_inner().diagnostics, []);
    let request = proto::plan_resource_change::Request {
        type_name: "lambda_vpc_endpoint".to_owned(),
        prior_state: dynamic(prior),
        config: dynamic(config),
        proposed_new_state: dynamic(proposed),
        ..Default::default()
    };
    let answer = provider.plan_resource_change(request).await.unwrap().into_inner();
    assert_eq!(told(&answer.diagnostics), [""; 0]);
    assert!(!answer.legacy_type_system && answer.deferred.is_none());
    let paths = answer
        .requires_replace
        .into_iter()
        .map(|path| super::path_of(&proto::Diagnostic { attribute: Some(path), ..Default::default() }));
    (json_of(answer.planned_state), paths.collect())
}

fn unknown(planned: &Json) -> Vec<&str> {
    planned
        .as_object()
        .unwrap()
        .iter()
        .filter(|(_, value)| **value == json!(UNKNOWN))
        .map(|(name, _)| name.as_str())
        .collect()
}
