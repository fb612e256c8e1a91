//! An endpoint from its creation through every change in place to its end.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::ec2::Endpoint;
use super::network::Network;
use super::workspace::Workspace;

/// What a configuration asks for, and EC2 then has to show, no more and no less.
#[derive(Clone, Copy)]
struct Wanted {
    /// Places in `var.network.subnets`.
    subnets: &'static [usize],
    /// Places in `var.network.groups`.
    groups: &'static [usize],
    action: &'static str,
    tags: &'static [(&'static str, &'static str)],
}

const FIRST: Wanted = Wanted {
    subnets: &[0],
    groups: &[0],
    action: "lambda:InvokeFunction",
    tags: &[("team", "orders"), ("stage", "test")],
};

/// Changes, one after the other.
#[rustfmt::skip]
const CHANGES: &[(&str, Wanted)] = &[
    ("a subnet is added", Wanted { subnets: &[0, 1], ..FIRST }),
    ("a subnet takes another's place", Wanted { subnets: &[0, 2], ..FIRST }),
    ("a subnet is removed", Wanted { subnets: &[2], ..FIRST }),
    ("the security group is swapped", Wanted { subnets: &[2], groups: &[1], ..FIRST }),
    ("the policy allows something else", Wanted { subnets: &[2], groups: &[1], action: "lambda:GetFunction", ..FIRST }),
    ("one tag changes, one goes, one comes", Wanted { subnets: &[2], groups: &[1], action: "lambda:GetFunction", tags: &[("team", "payments"), ("Name", "lambda")] }),
    ("everything changes at once", Wanted { subnets: &[0, 1], groups: &[0, 1], action: "lambda:*", tags: &[] }),
];

#[test]
fn an_endpoint_lives_through_every_change_in_place() {
    let network = Network::new();
    let terraform = Workspace::new(&network);

    let created = terraform.apply(&FIRST.to_hcl("")).succeeded();
    assert_eq!(created.actions(), ["create lambda_vpc_endpoint.it"]);
    terraform.has_no_changes();
    let born = network.ec2.endpoint(&network.vpc);
    FIRST.is_met_by(&born, &network);

    for (change, wanted) in CHANGES {
        let changed = terraform.apply(&wanted.to_hcl("")).succeeded();
        assert_eq!(changed.actions(), ["update lambda_vpc_endpoint.it"], "{change}");
        let now = network.ec2.endpoint(&network.vpc);
        assert_eq!(now.id, born.id, "{change}");
        wanted.is_met_by(&now, &network);
        terraform.has_no_changes();
    }

    let destroyed = terraform.destroy().succeeded();
    assert_eq!(destroyed.actions(), ["delete lambda_vpc_endpoint.it"]);
    assert_eq!(network.ec2.endpoints(&network.vpc), []);
    assert_eq!(terraform.state_file()["resources"], json!([]));
}

#[test]
fn an_endpoint_is_of_the_kind_and_service_that_lambda_needs() {
    let network = Network::new();
    let terraform = Workspace::new(&network);
    terraform.apply(&FIRST.to_hcl("")).succeeded();

    let made = network.ec2.endpoint(&network.vpc);
    assert_eq!(made.kind, "Interface");
    assert_eq!(made.service, "com.amazonaws.eu-central-1.lambda");
    assert!(!made.private_dns, "off unless asked for");
}

#[test]
fn computed_attributes_hold_what_ec2_says() {
    let network = Network::new();
    let terraform = Workspace::new(&network);
    terraform.apply(&FIRST.to_hcl("")).succeeded();

    let state = terraform.state("lambda_vpc_endpoint.it");
    let id = network.ec2.endpoint(&network.vpc).id;
    let arn = format!("arn:aws:ec2:eu-central-1:123456789012:vpc-endpoint/{id}");
    for (attribute, value) in [
        ("id", id.as_str()),
        ("arn", &arn),
        ("state", "available"),
        ("owner_id", "123456789012"),
        ("region", "eu-central-1"),
        ("service_name", "com.amazonaws.eu-central-1.lambda"),
    ] {
        assert_eq!(state[attribute], value, "{attribute}");
    }
    assert_eq!(state["tags_all"], state["tags"]);
    assert_eq!(length(&state["network_interface_ids"]), 1);
    // moto makes up one name of a form of its own, and no zonal ones.
    assert_eq!(length(&state["dns_entry"]), 1);
    let created = state["creation_timestamp"].as_str().unwrap_or_default();
    assert!(created.starts_with("20"), "{created:?}");
}

/// moto's `ModifyVpcEndpoint` ignores `PrivateDnsEnabled`, `IpAddressType`, `DnsOptions` and
/// `ResetPolicy`: these changes are planned here, not applied.
#[test]
fn what_moto_cannot_change_is_planned_in_place() {
    let network = Network::new();
    let terraform = Workspace::new(&network);
    terraform.apply(&FIRST.to_hcl("")).succeeded();

    for main in [
        FIRST.to_hcl("private_dns_enabled = true"),
        FIRST.to_hcl("ip_address_type = \"dualstack\""),
        FIRST.to_hcl("dns_options {\n dns_record_ip_type = \"dualstack\"\n }"),
        without_policy(FIRST, ""),
    ] {
        let plan = terraform.plan(&main).succeeded();
        assert_eq!(plan.actions(), ["update lambda_vpc_endpoint.it"], "{main}");
    }
}

#[test]
fn private_dns_is_on_from_the_start_where_asked_for() {
    let network = Network::new();
    let terraform = Workspace::new(&network);
    terraform.apply(&FIRST.to_hcl("private_dns_enabled = true")).succeeded();

    assert!(network.ec2.endpoint(&network.vpc).private_dns);
    terraform.has_no_changes();
}

#[test]
fn tags_settle_however_they_are_written() {
    let network = Network::new();
    let terraform = Workspace::new(&network);
    for (tags, shown) in [
        ("{}", vec![]),
        ("{ empty = \"\" }", vec![("empty", "")]),
        ("{ empty = null, team = \"orders\" }", vec![("team", "orders")]),
        ("null", vec![]),
    ] {
        let main = Wanted { tags: &[], ..FIRST }.to_hcl(&format!("tags = {tags}"));
        terraform.apply(&main).succeeded();
        terraform.has_no_changes();
        assert_eq!(network.ec2.endpoint(&network.vpc).tags, to_map(&shown), "{tags}");
    }
}

#[test]
fn a_policy_written_differently_is_no_change() {
    let network = Network::new();
    let terraform = Workspace::new(&network);
    terraform.apply(&FIRST.to_hcl("")).succeeded();

    let same = r#"policy = "{ \"Statement\": [ { \"Resource\": \"*\", \"Principal\": \"*\", \"Effect\": \"Allow\", \"Action\": \"lambda:InvokeFunction\" } ] }""#;
    terraform.write("main.tf", &without_policy(FIRST, same));
    terraform.has_no_changes();
}

#[test]
fn changed_timeouts_change_nothing_in_ec2() {
    let network = Network::new();
    let terraform = Workspace::new(&network);
    terraform.apply(&FIRST.to_hcl("")).succeeded();
    let before = network.ec2.endpoint(&network.vpc);

    let timeouts = "timeouts {\n create = \"30m\"\n delete = \"1h30m\"\n }";
    terraform.apply(&FIRST.to_hcl(timeouts)).succeeded();
    terraform.has_no_changes();

    assert_eq!(network.ec2.endpoint(&network.vpc), before);
    let state = terraform.state("lambda_vpc_endpoint.it");
    assert_eq!(state["timeouts"]["delete"], "1h30m");
    terraform.destroy().succeeded();
}

impl Wanted {
    /// The resource, with `more` arguments and blocks.
    fn to_hcl(self, more: &str) -> String {
        let Self { subnets, groups, action, tags } = self;
        let tags = if tags.is_empty() { String::new() } else { format!("tags = {}", json!(to_map(tags))) };
        format!(
            r#"
            resource "lambda_vpc_endpoint" "it" {{
              vpc_id             = var.network.vpc
              subnet_ids         = [for place in {subnets:?} : var.network.subnets[place]]
              security_group_ids = [for place in {groups:?} : var.network.groups[place]]
              policy             = jsonencode({{ Statement = [{{ Effect = "Allow", Principal = "*", Action = "{action}", Resource = "*" }}] }})
              {tags}
              {more}
            }}"#
        )
    }

    #[track_caller]
    fn is_met_by(self, endpoint: &Endpoint, network: &Network) {
        let subnets = self.subnets.iter().map(|place| network.subnets[*place].clone()).collect();
        let groups = self.groups.iter().map(|place| network.groups[*place].clone()).collect();
        assert_eq!(endpoint.subnets, subnets);
        assert_eq!(endpoint.groups, groups);
        assert_eq!(endpoint.policy["Statement"][0]["Action"], self.action);
        assert_eq!(endpoint.tags, to_map(self.tags));
    }
}

/// The resource with `more` in place of its policy.
fn without_policy(wanted: Wanted, more: &str) -> String {
    let main = wanted.to_hcl("");
    let policy = main.lines().find(|line| line.contains("policy")).expect("a policy");
    main.replace(policy, more)
}

fn to_map(tags: &[(&str, &str)]) -> BTreeMap<String, String> {
    tags.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

fn length(list: &Value) -> usize {
    list.as_array().map_or(0, Vec::len)
}
