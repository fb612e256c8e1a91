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
    let cases: [(Json, &[&str]); 5] = [
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
    let plugin = Plugin::start().await;
    let mut provider = plugin.provider();
    let config = dynamic(&json!({"region": UNKNOWN}));
    let request = proto::configure_provider::Request { config, ..Default::default() };
    assert_eq!(provider.configure_provider(request).await.unwrap().into_inner().diagnostics, []);
    let request = proto::read_resource::Request {
        type_name: "lambda_vpc_endpoint".to_owned(),
        current_state: dynamic(&json!({"id": "vpce-1"})),
        ..Default::default()
    };
    let answer = provider.read_resource(request).await.unwrap().into_inner();
    assert_eq!(told(&answer.diagnostics), ["E  Cannot read VPC endpoint"]);
    assert!(answer.diagnostics[0].detail.contains("provider argument region"), "{}", answer.diagnostics[0].detail);
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
