//! Secrets of the configuration stay in the process: whatever is logged, and whatever goes wrong.

use serde_json::json;
use terraform_provider_lambda::proto::tfplugin6 as proto;

use super::dynamic;
use crate::client::Launch;

const SECRETS: [&str; 2] = ["wJalrXUtnFEMI-secret-key", "FwoGZXIvYXdzE-session-token"];

/// At TRACE, through a configuration, a plan, and a read that fails since nobody listens at the URL.
#[tokio::test]
async fn no_secret_is_logged_or_told() {
    let mut plugin = Launch::new().env("TF_LOG", "TRACE").start().await;
    let mut provider = plugin.provider();
    let config = json!({
        "region": "eu-central-1", "access_key": "AKIAIOSFODNN7EXAMPLE", "secret_key": SECRETS[0], "token": SECRETS[1],
        "endpoints": [{"ec2": "http://127.0.0.1:1"}],
    });
    let validate = proto::validate_provider_config::Request { config: dynamic(&config) };
    provider.validate_provider_config(validate).await.unwrap();
    let configure = proto::configure_provider::Request { config: dynamic(&config), ..Default::default() };
    provider.configure_provider(configure).await.unwrap();
    let read = proto::read_resource::Request {
        type_name: "lambda_vpc_endpoint".to_owned(),
        current_state: dynamic(&json!({"id": "vpce-1", "region": "eu-central-1"})),
        ..Default::default()
    };
    let told = provider.read_resource(read).await.unwrap().into_inner().diagnostics;
    assert!(told[0].detail.contains("127.0.0.1:1 cannot be reached"), "{told:#?}");

    plugin.controller().shutdown(terraform_provider_lambda::proto::plugin::Empty {}).await.unwrap();
    plugin.process.ended().await;
    let log = plugin.process.stderr().await.join("\n");
    assert!(log.contains("calling EC2"), "the log is not that of the call: {log}");
    for secret in SECRETS {
        assert!(!log.contains(secret) && !format!("{told:?}").contains(secret), "{secret} has been written");
    }
}
