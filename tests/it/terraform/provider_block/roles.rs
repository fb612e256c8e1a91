//! Roles that the provider block names.

use super::{KEYS, Setting};
use crate::terraform::network::Network;
use crate::terraform::workspace::{Workspace, connection, required_provider};

const ROLE: &str = "arn:aws:iam::123456789012:role/deployer";

#[test]
fn a_role_is_assumed_with_every_member_of_its_block() {
    let setting = Setting::new();
    let role = format!(
        "{KEYS}\nassume_role {{\n  role_arn = \"{ROLE}\"\n  duration = \"1h30m\"\n  external_id = \"of-the-owner\"\n  \
         policy = jsonencode({{ Statement = [] }})\n  policy_arns = [\"arn:aws:iam::aws:policy/ReadOnlyAccess\"]\n  \
         session_name = \"pipeline\"\n  source_identity = \"somebody\"\n  tags = {{ team = \"network\" }}\n  \
         transitive_tag_keys = [\"team\"]\n}}"
    );
    setting.plans_as(&role, "ASIA123456789012");
    let call = setting.calls_of("AssumeRole").remove(0);
    assert_eq!(call.access_key, "AKIAPROVIDERBLOCK");
    let expected = [
        ("RoleArn", ROLE),
        ("DurationSeconds", "5400"),
        ("ExternalId", "of-the-owner"),
        ("Policy", r#"{"Statement":[]}"#),
        ("PolicyArns.member.1.arn", "arn:aws:iam::aws:policy/ReadOnlyAccess"),
        ("RoleSessionName", "pipeline"),
        ("SourceIdentity", "somebody"),
        ("Tags.member.1.Key", "team"),
        ("Tags.member.1.Value", "network"),
        ("TransitiveTagKeys.member.1", "team"),
    ];
    for (name, value) in expected {
        assert_eq!(call.parameters.get(name).map(String::as_str), Some(value), "{name} in {:?}", call.parameters);
    }
}

#[test]
fn roles_are_assumed_one_from_the_other_in_the_region_of_sts() {
    let setting = Setting::new();
    let role = |arn| format!("assume_role {{\n  role_arn = \"{arn}\"\n}}\n");
    let first = "arn:aws:iam::210987654321:role/first";
    setting.plans_as(&format!("{KEYS}\nsts_region = \"us-west-2\"\n{}{}", role(first), role(ROLE)), "ASIA123456789012");
    let calls = setting.calls_of("AssumeRole");
    assert_eq!(calls[0].access_key, "AKIAPROVIDERBLOCK");
    assert!(calls[1].access_key.starts_with("ASIA210987654321"), "{}", calls[1].access_key);
    assert!(calls.iter().all(|call| call.region == "us-west-2"));
    assert!(calls[0].parameters["RoleSessionName"].starts_with("terraform-provider-lambda-"));
}

#[test]
fn a_role_without_an_arn_is_none() {
    let setting = Setting::new();
    setting.plans_as(&format!("{KEYS}\nassume_role {{\n  role_arn = \"\"\n}}"), "AKIAPROVIDERBLOCK");
}

#[test]
fn a_token_gets_a_role_inline_from_a_file_and_from_the_environment() {
    let setting = Setting::new();
    let block = |arguments: &str| {
        format!("assume_role_with_web_identity {{\n  role_arn = \"{ROLE}\"\n  session_name = \"ci\"\n  {arguments}\n}}")
    };
    setting.terraform.write("token", "from-a-file\n");
    let cases = [
        ("web_identity_token = \"inline\"\n  duration = \"15m\"", "inline"),
        ("web_identity_token_file = \"token\"", "from-a-file"),
    ];
    for (arguments, token) in cases {
        setting.emulator.reset_calls();
        setting.plans_as(&block(arguments), "ASIA123456789012");
        let call = setting.calls_of("AssumeRoleWithWebIdentity").remove(0);
        assert_eq!((call.parameters["WebIdentityToken"].as_str(), call.access_key.as_str()), (token, ""));
        assert_eq!(call.parameters["RoleSessionName"], "ci");
    }
    setting.terraform.env("AWS_WEB_IDENTITY_TOKEN_FILE", "token");
    setting.terraform.env("AWS_ROLE_ARN", ROLE);
    setting.emulator.reset_calls();
    setting.plans_as("assume_role_with_web_identity {}", "ASIA123456789012");
    assert_eq!(setting.calls_of("AssumeRoleWithWebIdentity")[0].parameters["WebIdentityToken"], "from-a-file");
}

/// moto's STS and EC2, which none of us wrote, understand each other and the provider.
#[test]
fn a_role_is_assumed_on_moto() {
    let network = Network::new();
    let id = network.ec2.create_endpoint(&network.vpc, &network.subnets[0], &network.groups[0], super::POLICY);
    let terraform = Workspace::new(&network);
    let region = Network::REGION;
    let arguments = connection(network.ec2.url());
    let role = format!("assume_role {{\n  role_arn = \"{ROLE}\"\n  tags = {{ team = \"network\" }}\n}}");
    terraform.write(
        "provider.tf",
        &format!("{}provider \"lambda\" {{\n  region = \"{region}\"\n{arguments}{role}\n}}\n", required_provider()),
    );
    let import = format!("import {{\n  to = lambda_vpc_endpoint.it\n  id = \"{id}\"\n}}\n");
    // moto keeps an assumed role's resources in the role's account, which is the one of everybody else here.
    let plan = terraform.plan(&format!("{}{import}", super::ENDPOINT)).succeeded();
    assert!(plan.transcript().contains(&id), "{}", plan.transcript());
}
