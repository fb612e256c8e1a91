//! Resource identity (Terraform 1.12 and newer): schema, stored identities, import by identity.

use serde_json::json;
use terraform_provider_lambda::proto::tfplugin6 as proto;

use super::{dynamic, json_of, told};
use crate::client::Plugin;

#[tokio::test]
async fn the_schema_tells_what_import_needs() {
    let plugin = Plugin::start().await;
    let request = proto::get_resource_identity_schemas::Request {};
    let schemas = plugin.provider().get_resource_identity_schemas(request).await.unwrap().into_inner().identity_schemas;
    let endpoint = &schemas["lambda_vpc_endpoint"];
    let attributes =
        endpoint.identity_attributes.iter().map(|a| (a.name.as_str(), a.required_for_import, a.optional_for_import));
    let expected = [("id", true, false), ("account_id", false, true), ("region", false, true)];
    assert_eq!(attributes.collect::<Vec<_>>(), expected);
}

#[tokio::test]
async fn import_by_identity_and_by_id_find_the_same() {
    let identity = json!({"id": "vpce-1", "region": "eu-west-1", "account_id": null});
    let by_identity = proto::import_resource_state::Request {
        identity: Some(proto::ResourceIdentityData { identity_data: dynamic(&identity) }),
        ..request("")
    };
    let by_id = request("vpce-1@eu-west-1");
    let plugin = Plugin::start().await;
    for request in [by_identity, by_id] {
        let mut answer = plugin.provider().import_resource_state(request).await.unwrap().into_inner();
        assert_eq!(told(&answer.diagnostics), [""; 0]);
        let imported = answer.imported_resources.remove(0);
        assert_eq!(imported.type_name, "lambda_vpc_endpoint");
        let state = json_of(imported.state);
        assert_eq!((&state["id"], &state["region"]), (&json!("vpce-1"), &json!("eu-west-1")));
        assert_eq!(json_of(imported.identity.unwrap().identity_data), identity);
    }
}

#[tokio::test]
async fn an_id_of_something_else_is_refused() {
    let plugin = Plugin::start().await;
    let answer = plugin.provider().import_resource_state(request("subnet-1")).await.unwrap().into_inner();
    assert_eq!(told(&answer.diagnostics), ["E  Invalid import id"]);
}

#[tokio::test]
async fn stored_identities_are_read() {
    let plugin = Plugin::start().await;
    let stored = json!({"id": "vpce-1", "account_id": "123456789012", "region": "eu-west-1"});
    let request = proto::upgrade_resource_identity::Request {
        type_name: "lambda_vpc_endpoint".to_owned(),
        version: 0,
        raw_identity: Some(proto::RawState { json: stored.to_string().into_bytes(), flatmap: [].into() }),
    };
    let answer = plugin.provider().upgrade_resource_identity(request).await.unwrap().into_inner();
    assert_eq!(json_of(answer.upgraded_identity.unwrap().identity_data), stored);
}

fn request(id: &str) -> proto::import_resource_state::Request {
    proto::import_resource_state::Request {
        type_name: "lambda_vpc_endpoint".to_owned(),
        id: id.to_owned(),
        ..Default::default()
    }
}
