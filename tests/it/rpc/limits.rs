//! Large requests and many at once.

use futures_util::future::join_all;
use serde_json::json;
use terraform_provider_lambda::proto::tfplugin6 as proto;

use super::{dynamic, told};
use crate::client::Plugin;

/// tonic's own limit is 4 MiB; a large state is more.
#[tokio::test]
async fn a_request_of_five_megabytes_is_served() {
    let plugin = Plugin::start().await;
    let policy = "x".repeat(5_000_000);
    let answer = plugin.provider().validate_resource_config(validate("vpc-1", &policy)).await.unwrap().into_inner();
    assert!(answer.diagnostics[0].detail.contains("5000000"), "{:?}", told(&answer.diagnostics));
}

#[tokio::test]
async fn a_hundred_calls_at_once_are_each_answered() {
    let plugin = Plugin::start().await;
    let calls = (0..100).map(|number| {
        let mut provider = plugin.provider();
        async move {
            let request = validate(&format!("mocked{number}"), "{}");
            let answer = provider.validate_resource_config(request).await.unwrap().into_inner();
            assert!(answer.diagnostics[0].detail.contains(&format!("\"mocked{number}\"")), "an answer to another call");
        }
    });
    join_all(calls).await;
}

fn validate(vpc_id: &str, policy: &str) -> proto::validate_resource_config::Request {
    let config = json!({"vpc_id": vpc_id, "subnet_ids": ["subnet-1"], "policy": policy});
    proto::validate_resource_config::Request {
        type_name: "lambda_vpc_endpoint".to_owned(),
        config: dynamic(&config),
        client_capabilities: None,
    }
}
