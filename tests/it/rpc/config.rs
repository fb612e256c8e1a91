//! Bad configurations: each mistake is named on its attribute, and none stops the others from being named.

use serde_json::{Value as Json, json};
use terraform_provider_lambda::proto::tfplugin6 as proto;

use super::{UNKNOWN, dynamic, told};
use crate::client::Plugin;

#[tokio::test]
async fn mistakes_in_an_endpoint_are_named_on_their_attribute() {
    let good = json!({"vpc_id": "vpc-1", "subnet_ids": ["subnet-1"]});
    let cases: [(Json, &[&str]); 17] = [
        (json!({}), &[]),
        (json!({"vpc_id": "mocked1"}), &["W .vpc_id Unusual id"]),
        (json!({"subnet_ids": ["xyz", "subnet-2"]}), &["W .subnet_ids Unusual id"]),
        (json!({"subnet_ids": []}), &["E .subnet_ids Empty value"]),
        (json!({"subnet_ids": ["subnet-1", null]}), &["E .subnet_ids Null element"]),
        (json!({"security_group_ids": []}), &["E .security_group_ids Empty value"]),
        (json!({"vpc_id": UNKNOWN, "subnet_ids": UNKNOWN, "policy": UNKNOWN, "tags": UNKNOWN}), &[]),
        (json!({"subnet_ids": ["subnet-1", UNKNOWN], "tags": {"a": UNKNOWN}}), &[]),
        (json!({"policy": "{"}), &["E .policy Invalid JSON"]),
        (json!({"ip_address_type": "IPv4"}), &["E .ip_address_type Value not allowed"]),
        (
            json!({"ip_address_type": "ipv4", "dns_options": [{"dns_record_ip_type": "ipv6"}]}),
            &["E .dns_options[0].dns_record_ip_type DNS record type does not fit"],
        ),
        (json!({"ip_address_type": "dualstack", "dns_options": [{"dns_record_ip_type": "ipv6"}]}), &[]),
        (json!({"timeouts": {"create": "soon"}}), &["E .timeouts.create Invalid duration"]),
        (json!({"arn": "arn:aws"}), &["E .arn Value cannot be set"]),
        (json!({"colour": "blue"}), &["E .colour Unsupported argument"]),
        (json!({"private_dns_enabled": "yes"}), &["E .private_dns_enabled Incorrect value type"]),
        (
            json!({"subnet_ids": "subnet-1", "tags": {"a": ["b"]}, "dns_options": [{"x": null}]}),
            &[
                "E .dns_options[0].x Unsupported argument",
                "E .subnet_ids Incorrect value type",
                "E .tags[a] Incorrect value type",
            ],
        ),
    ];
    let plugin = Plugin::start().await;
    for (change, expected) in cases {
        let mut config = good.clone();
        config.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        assert_eq!(validate(&plugin, "lambda_vpc_endpoint", &config).await, expected, "{change}");
    }
}

#[tokio::test]
async fn mistakes_in_a_policy_are_named_on_their_attribute() {
    let plugin = Plugin::start().await;
    let config = json!({"vpc_endpoint_id": "endpoint", "policy": "none"});
    let told = validate(&plugin, "lambda_endpoint_policy", &config).await;
    assert_eq!(told, ["W .vpc_endpoint_id Unusual id", "E .policy Invalid JSON"]);
}

#[tokio::test]
async fn mistakes_in_the_provider_block_are_named_on_their_attribute() {
    let role = |member: &str, value: Json| json!({"assume_role": [{"role_arn": "arn:aws:iam::123456789012:role/r", member: value}]});
    let cases: [(Json, &[&str]); 24] = [
        (json!({"max_retries": 0, "token_bucket_rate_limiter_capacity": 500, "retry_mode": "adaptive"}), &[]),
        (json!({"max_retries": -1}), &["E .max_retries Value not allowed"]),
        (
            json!({"token_bucket_rate_limiter_capacity": 0}),
            &["E .token_bucket_rate_limiter_capacity Value not allowed"],
        ),
        (json!({"retry_mode": "legacy"}), &["E .retry_mode Value not allowed"]),
        (
            json!({"ec2_metadata_service_endpoint_mode": "v4"}),
            &["E .ec2_metadata_service_endpoint_mode Value not allowed"],
        ),
        (json!({"skip_metadata_api_check": "perhaps"}), &["E .skip_metadata_api_check Value not allowed"]),
        (json!({"tag_policy_compliance": "error"}), &["E .tag_policy_compliance Value not allowed"]),
        (json!({"assume_role": [{"role_arn": "deployer"}]}), &["E .assume_role[0].role_arn Invalid ARN"]),
        (role("duration", json!("14m")), &["E .assume_role[0].duration Invalid duration"]),
        (role("duration", json!("12h")), &[]),
        (role("session_name", json!("a name")), &["E .assume_role[0].session_name Invalid name"]),
        (role("source_identity", json!("x")), &["E .assume_role[0].source_identity Invalid name"]),
        (role("external_id", json!("a b")), &["E .assume_role[0].external_id Invalid external id"]),
        (role("policy", json!("{")), &["E .assume_role[0].policy Invalid JSON"]),
        (role("policy_arns", json!(["x"])), &["E .assume_role[0].policy_arns Invalid ARN"]),
        (
            json!({"assume_role_with_web_identity": [{"web_identity_token": "t", "web_identity_token_file": "f"}]}),
            &["E .assume_role_with_web_identity[0].web_identity_token_file Conflicting arguments"],
        ),
        (
            json!({"allowed_account_ids": ["123456789012"], "skip_requesting_account_id": true}),
            &["E .skip_requesting_account_id Conflicting arguments"],
        ),
        (json!({"default_tags": [{"tags": {"a": UNKNOWN}}], "assume_role": [{"role_arn": UNKNOWN}]}), &[]),
        (
            json!({"ec2_metadata_service_endpoint": "169.254.169.254"}),
            &["E .ec2_metadata_service_endpoint Invalid URL"],
        ),
        (json!({}), &[]),
        (json!({"region": UNKNOWN, "access_key": UNKNOWN, "secret_key": UNKNOWN}), &[]),
        (json!({"access_key": "a"}), &["E .secret_key Incomplete credentials"]),
        (json!({"secret_key": "s"}), &["E .access_key Incomplete credentials"]),
        (json!({"endpoints": [{"ec2": "localhost:1"}]}), &["E .endpoints[0].ec2 Invalid URL"]),
    ];
    let plugin = Plugin::start().await;
    for (config, expected) in cases {
        let request = proto::validate_provider_config::Request { config: dynamic(&config) };
        let answer = plugin.provider().validate_provider_config(request).await.unwrap().into_inner();
        assert_eq!(told(&answer.diagnostics), expected, "{config}");
    }
}

/// Nothing is asked of AWS before the provider knows whom to ask, and what is missing is named.
#[tokio::test]
async fn unknown_provider_arguments_are_tolerated_until_they_are_needed() {
    let cases = [
        ("region", json!({"region": UNKNOWN})),
        ("assume_role", json!({"region": "eu-west-1", "assume_role": [{"role_arn": UNKNOWN}]})),
        ("endpoints", json!({"region": "eu-west-1", "endpoints": [{"sts": UNKNOWN}]})),
        ("https_proxy", json!({"region": "eu-west-1", "https_proxy": UNKNOWN})),
    ];
    for (argument, config) in cases {
        let plugin = Plugin::start().await;
        assert_eq!(configure(&plugin, &config).await, [""; 0]);
        let told = read(&plugin).await;
        assert!(told.contains(&format!("provider argument {argument} is known only after apply")), "{told}");
    }
}

/// Each configuration takes the place of the one before, also after one that cannot be used.
#[tokio::test]
async fn a_provider_may_be_configured_again() {
    let plugin = Plugin::start().await;
    let with = |region: &str, port: u16| {
        let url = format!("http://127.0.0.1:{port}");
        json!({
            "region": region, "access_key": "a", "secret_key": "s", "max_retries": 1, "endpoints": [{"ec2": url}]
        })
    };
    assert_eq!(configure(&plugin, &with("eu-west-1", 1)).await, [""; 0]);
    assert!(read(&plugin).await.contains("127.0.0.1:1 cannot be reached"));
    assert_eq!(configure(&plugin, &with("eu-west", 2)).await, ["E .region Provider cannot be used as configured"]);
    assert!(read(&plugin).await.contains("The provider's configuration has errors."));
    assert_eq!(configure(&plugin, &with("eu-west-2", 3)).await, [""; 0]);
    assert!(read(&plugin).await.contains("127.0.0.1:3 cannot be reached"));
}

async fn configure(plugin: &Plugin, config: &Json) -> Vec<String> {
    let request = proto::configure_provider::Request { config: dynamic(config), ..Default::default() };
    told(&plugin.provider().configure_provider(request).await.unwrap().into_inner().diagnostics)
}

/// The error of a read.
async fn read(plugin: &Plugin) -> String {
    let request = proto::read_resource::Request {
        type_name: "lambda_vpc_endpoint".to_owned(),
        current_state: dynamic(&json!({"id": "vpce-1"})),
        ..Default::default()
    };
    let answer = plugin.provider().read_resource(request).await.unwrap().into_inner();
    assert_eq!(told(&answer.diagnostics), ["E  Cannot read VPC endpoint"]);
    answer.diagnostics[0].detail.clone()
}

async fn validate(plugin: &Plugin, type_name: &str, config: &Json) -> Vec<String> {
    let request = proto::validate_resource_config::Request {
        type_name: type_name.to_owned(),
        config: dynamic(config),
        client_capabilities: None,
    };
    let answer = plugin.provider().validate_resource_config(request).await.unwrap().into_inner();
    told(&answer.diagnostics)
}
