//! Functions, on a process that nobody has configured.

use serde_json::{Value, json};
use terraform_provider_lambda::proto::tfplugin6 as proto;

use super::{UNKNOWN, dynamic, json_of};
use crate::client::Plugin;

const FUNCTION: &str = "arn:aws:lambda:eu-west-1:123456789012:function:orders";

#[tokio::test]
async fn each_function_answers() {
    let plugin = Plugin::start().await;
    let full_access = r#"{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}"#;
    let other = format!("{FUNCTION}-2:prod");
    let cases = [
        ("endpoint_service_name", json!(["eu-west-1"]), json!("com.amazonaws.eu-west-1.lambda")),
        ("endpoint_service_name", json!(["cn-north-1"]), json!("cn.com.amazonaws.cn-north-1.lambda")),
        ("function_arns", json!([FUNCTION]), json!([FUNCTION, format!("{FUNCTION}:*")])),
        ("function_arns", json!([other]), json!([format!("{FUNCTION}-2"), other])),
        ("policy_equivalent", json!(["", full_access]), json!(true)),
        ("policy_equivalent", json!(["", "{}"]), json!(false)),
        ("policy_equivalent", json!(["{no json", "nor this"]), json!(false)),
        ("policy_findings", json!([full_access]), json!([])),
    ];
    for (name, arguments, expected) in cases {
        for _ in ["once", "again"] {
            assert_eq!(call(&plugin, name, &arguments).await, Ok(expected.clone()), "{name}({arguments})");
        }
    }
    let findings = call(&plugin, "policy_findings", &json!(["{"])).await.unwrap();
    assert_eq!((&findings[0]["severity"], &findings[0]["path"]), (&json!("error"), &json!("")));
    assert!(findings[0]["message"].as_str().unwrap().contains("line 1"), "{findings}");
}

#[tokio::test]
async fn an_argument_at_fault_is_named() {
    let plugin = Plugin::start().await;
    let cases = [
        ("endpoint_service_name", json!([""]), Some(0), "empty"),
        ("function_arns", json!(["orders"]), Some(0), "\"orders\" is not the ARN of a function"),
        ("function_arns", json!([format!("{FUNCTION}:1:2")]), Some(0), "is not the ARN"),
        ("policy_equivalent", json!(["", null]), Some(1), "b must not be null"),
        ("policy_equivalent", json!([""]), None, "2 arguments, not 1"),
        ("policy_findings", json!(["", ""]), None, "1 arguments, not 2"),
        ("policy_findings", json!([[1]]), Some(0), "string"),
        ("unheard_of", json!([]), None, "no function \"unheard_of\""),
    ];
    for (name, arguments, argument, text) in cases {
        let (at, told) = call(&plugin, name, &arguments).await.unwrap_err();
        assert_eq!(at, argument, "{name}({arguments}): {told}");
        assert!(told.contains(text), "{text:?} in {told:?}");
    }
}

#[tokio::test]
async fn of_the_unknown_nothing_is_known() {
    let plugin = Plugin::start().await;
    let cases = [
        ("endpoint_service_name", json!([UNKNOWN])),
        ("function_arns", json!([UNKNOWN])),
        ("policy_equivalent", json!(["", UNKNOWN])),
        ("policy_findings", json!([UNKNOWN])),
    ];
    for (name, arguments) in cases {
        assert_eq!(call(&plugin, name, &arguments).await, Ok(json!(UNKNOWN)), "{name}");
    }
}

/// The result, or which argument is at fault and why.
async fn call(plugin: &Plugin, name: &str, arguments: &Value) -> Result<Value, (Option<i64>, String)> {
    let arguments = arguments.as_array().unwrap().iter().filter_map(dynamic).collect();
    let request = proto::call_function::Request { name: name.to_owned(), arguments };
    let answer = plugin.provider().call_function(request).await.unwrap().into_inner();
    match answer.error {
        Some(error) => Err((error.function_argument, error.text)),
        None => Ok(json_of(answer.result)),
    }
}
