//! Stored states: older and newer ones, and ones with more or less in them than today's schema.

use serde_json::{Value as Json, json};
use terraform_provider_lambda::proto::tfplugin6 as proto;

use super::{json_of, told};
use crate::client::Plugin;

#[tokio::test]
async fn attributes_that_are_no_more_are_dropped_and_new_ones_are_null() {
    let stored = json!({"id": "vpce-1", "subnet_ids": ["b", "a"], "colour": {"r": 1}, "timeouts": {"create": "5m"}});
    let answer = upgrade(0, &stored).await;
    assert_eq!(told(&answer.diagnostics), [""; 0]);
    let state = json_of(answer.upgraded_state);
    assert_eq!(state["id"], "vpce-1");
    assert_eq!(state["subnet_ids"], json!(["a", "b"]));
    assert_eq!(state["timeouts"], json!({"create": "5m", "update": null, "delete": null}));
    assert_eq!(state["arn"], Json::Null);
    assert_eq!(state["dns_options"], json!([]));
    assert_eq!(state.get("colour"), None);
}

#[tokio::test]
async fn a_state_of_a_newer_version_is_refused() {
    let answer = upgrade(7, &json!({"id": "vpce-1"})).await;
    assert_eq!(told(&answer.diagnostics), ["E  State from a newer provider version"]);
    assert!(answer.diagnostics[0].detail.contains("schema version 7"));
}

#[tokio::test]
async fn a_state_that_is_no_state_is_refused_with_the_path() {
    let answer = upgrade(0, &json!({"id": "vpce-1", "subnet_ids": [{}]})).await;
    assert_eq!(told(&answer.diagnostics), ["E .subnet_ids Unreadable state"]);
}

#[tokio::test]
async fn a_state_of_terraform_0_11_is_refused() {
    let plugin = Plugin::start().await;
    let flatmap = [("id".to_owned(), "vpce-1".to_owned())].into();
    let request = proto::upgrade_resource_state::Request {
        type_name: "lambda_vpc_endpoint".to_owned(),
        version: 0,
        raw_state: Some(proto::RawState { json: Vec::new(), flatmap }),
    };
    let answer = plugin.provider().upgrade_resource_state(request).await.unwrap().into_inner();
    assert_eq!(told(&answer.diagnostics), ["E  State from a very old version of Terraform"]);
}

async fn upgrade(version: i64, stored: &Json) -> proto::upgrade_resource_state::Response {
    let plugin = Plugin::start().await;
    let request = proto::upgrade_resource_state::Request {
        type_name: "lambda_vpc_endpoint".to_owned(),
        version,
        raw_state: Some(proto::RawState { json: stored.to_string().into_bytes(), flatmap: [].into() }),
    };
    plugin.provider().upgrade_resource_state(request).await.unwrap().into_inner()
}
