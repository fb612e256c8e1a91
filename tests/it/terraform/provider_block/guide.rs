//! The guide on authentication: its examples are configurations that Terraform takes, and its policy allows what the
//! provider asks, and no more.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use super::{KEYS, Setting};
use crate::terraform::workspace::required_provider;

#[test]
fn every_example_of_the_guide_is_valid() {
    let setting = Setting::new();
    setting.terraform.write("main.tf", "");
    let examples = blocks("terraform");
    assert!(examples.len() >= 8, "{examples:?}");
    for example in examples {
        setting.terraform.write("provider.tf", &format!("{}\n{example}", required_provider()));
        setting.terraform.run(&["validate", "-json"]).succeeded();
    }
}

/// Through a life in which each feature is used.
#[test]
fn the_policy_of_the_guide_allows_what_is_asked_and_no_more() {
    let setting = Setting::new();
    setting.block(KEYS);
    let endpoint = |arguments: &str| {
        format!("resource \"lambda_vpc_endpoint\" \"it\" {{\n  vpc_id = var.network.vpc\n  {arguments}\n}}\n")
    };
    let lives = [
        "subnet_ids = [var.network.subnets[0]]\n  tags = { a = \"1\", b = \"2\" }\n  tag_network_interfaces = true\n  private_dns_enabled = true\n  security_group_ids = [var.network.groups[0]]",
        "subnet_ids = var.network.subnets\n  tags = { b = \"3\" }",
    ];
    for arguments in lives {
        setting.terraform.apply(&endpoint(arguments)).succeeded();
    }
    setting.terraform.destroy().succeeded();
    let asked: BTreeSet<_> = setting.ec2_calls().into_iter().map(|call| format!("ec2:{}", call.operation)).collect();
    let policy: Value = serde_json::from_str(&blocks("json")[0]).unwrap();
    let actions = policy["Statement"].as_array().unwrap().iter().flat_map(|statement| match &statement["Action"] {
        Value::Array(several) => several.clone(),
        one => vec![one.clone()],
    });
    let allowed: BTreeSet<_> = actions.map(|action| action.as_str().unwrap().to_owned()).collect();
    // EC2 looks at this one by itself.
    let allowed: BTreeSet<_> = allowed.into_iter().filter(|action| !action.starts_with("route53:")).collect();
    assert_eq!(asked, allowed);
}

/// The code blocks of the guide in this language.
fn blocks(language: &str) -> Vec<String> {
    let guide = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/guides/authentication.md")).unwrap();
    let opening = format!("```{language}\n");
    guide.split(&opening).skip(1).map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}
