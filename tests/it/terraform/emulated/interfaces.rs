//! The endpoint's network interfaces in the hands of other resources.

use std::collections::BTreeMap;
use std::slice;

use super::Stage;
use super::ec2_calls::call;
use super::hcl::{ALL_SUBNETS, IT, ONE_SUBNET, TWO_SUBNETS, endpoint};

/// One witness for each interface, such as a target of a load balancer would be.
const WITNESSES: &str = r#"
    resource "terraform_data" "interface" {
      for_each = lambda_vpc_endpoint.it.network_interfaces
      input    = each.value
    }
    output "zones" {
      value = { for subnet, interface in lambda_vpc_endpoint.it.network_interfaces : subnet => interface.availability_zone_id }
    }"#;

impl Stage {
    /// `"create terraform_data.interface[…]"` for the subnet at a place.
    fn witness(&self, action: &str, place: usize) -> String {
        format!("{action} terraform_data.interface[\"{}\"]", self.network.subnets[place])
    }

    /// The tags of the endpoint's interfaces, one map for each.
    fn interface_tags(&self) -> Vec<BTreeMap<String, String>> {
        let answer = self
            .call("DescribeNetworkInterfaces", &[("Filter.1.Name", "vpc-id"), ("Filter.1.Value.1", &self.network.vpc)]);
        let document = roxmltree::Document::parse(&answer).unwrap();
        let sets = document.descendants().filter(|element| element.has_tag_name("tagSet"));
        let value = |tag: roxmltree::Node, name| {
            tag.children().find(|child| child.has_tag_name(name)).and_then(|child| child.text()).unwrap().to_owned()
        };
        let tags = |set: roxmltree::Node| {
            set.children()
                .filter(roxmltree::Node::is_element)
                .map(|tag| (value(tag, "key"), value(tag, "value")))
                .collect()
        };
        sets.map(tags).collect()
    }
}

/// Row 19 of the peer's issues: addresses of interfaces are to be had there only by data sources, and `for_each` over their
/// ids fails because nobody knows those before apply. Row 5: after a change of subnets, what depends on the interfaces
/// followed one apply late. Here one apply does it all, and whoever depends on other interfaces is left alone.
#[test]
fn whoever_depends_on_an_interface_follows_in_the_same_apply() {
    let stage = Stage::immediate();
    let main = |subnets: &str| endpoint(&[subnets]) + WITNESSES;
    let created = stage.terraform.apply(&main(TWO_SUBNETS)).succeeded();
    let mut expected = vec![format!("create {IT}"), stage.witness("create", 0), stage.witness("create", 1)];
    expected.sort();
    assert_eq!(created.actions(), expected);
    stage.terraform.has_no_changes();

    let grown = stage.terraform.apply(&main(ALL_SUBNETS)).succeeded();
    assert_eq!(grown.actions(), [stage.witness("create", 2), format!("update {IT}")]);
    stage.terraform.has_no_changes();
    let zones = stage.terraform.state_file()["outputs"]["zones"]["value"].clone();
    assert_eq!(zones[&stage.network.subnets[2]], "euc1-az1");

    let shrunk =
        stage.terraform.apply(&main("subnet_ids = [var.network.subnets[1], var.network.subnets[2]]")).succeeded();
    assert_eq!(shrunk.actions(), [stage.witness("delete", 0), format!("update {IT}")]);
    stage.terraform.has_no_changes();

    let fixed = "subnet_configuration {\nsubnet_id = var.network.subnets[2]\nipv4 = \"10.0.2.77\"\n}";
    let moved = stage.terraform.apply(&main(&format!("subnet_ids = [var.network.subnets[1]]\n{fixed}"))).succeeded();
    assert_eq!(moved.actions(), [format!("update {IT}"), stage.witness("update", 2)]);
    stage.terraform.has_no_changes();
}

/// What touches no interface leaves all values known: nobody else is planned.
#[test]
fn other_changes_leave_the_interfaces_known() {
    let stage = Stage::immediate();
    let main = |more: &str| endpoint(&[ONE_SUBNET, more]) + WITNESSES;
    stage.terraform.apply(&main("")).succeeded();

    for more in [
        "private_dns_enabled = true",
        "security_group_ids = var.network.groups",
        "tags = { Name = \"it\" }",
        "tag_network_interfaces = true",
    ] {
        let changed = stage.terraform.apply(&main(more)).succeeded();
        assert_eq!(changed.actions(), [format!("update {IT}")], "{more}");
    }
}

/// A gap of the peer's tests: there, an interface that vanishes while it is read fails the refresh.
#[test]
fn an_interface_that_ec2_does_not_show_stops_nothing() {
    let stage = Stage::immediate();
    stage.terraform.apply(&endpoint(&[ONE_SUBNET])).succeeded();
    let interface = stage.terraform.state(IT)["network_interface_ids"][0].as_str().unwrap().to_owned();
    assert!(stage.emulator.remove_network_interface(&interface));
    stage.terraform.has_no_changes();

    // Also when interfaces must be asked for.
    stage
        .terraform
        .apply(&endpoint(&[ONE_SUBNET, "tags = { a = \"b\" }", "tag_network_interfaces = true"]))
        .succeeded();
    stage.terraform.has_no_changes();
    stage.terraform.apply(&endpoint(&[TWO_SUBNETS])).succeeded();
    stage.terraform.has_no_changes();
    stage.terraform.destroy().succeeded();
}

/// Row 21 of the peer's issues: interfaces of endpoints stay without tags there, which rules for tags and the sharing of
/// costs stumble over.
#[test]
fn interfaces_bear_the_tags_where_that_is_asked_for() {
    let stage = Stage::immediate();
    let main = |subnets: &str, tags: &str, on: bool| {
        endpoint(&[subnets, &format!("tags = {tags}"), &format!("tag_network_interfaces = {on}")])
    };
    let (both, other) = ("{ Name = \"it\", team = \"orders\" }", "{ Name = \"that\" }");
    let tags = |pairs: &[(&str, &str)]| {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect::<BTreeMap<_, _>>()
    };
    let (full, named, none) = (tags(&[("Name", "it"), ("team", "orders")]), tags(&[("Name", "that")]), tags(&[]));

    stage.terraform.apply(&main(ONE_SUBNET, both, true)).succeeded();
    stage.terraform.has_no_changes();
    assert_eq!(stage.interface_tags(), slice::from_ref(&full));
    for (subnets, hcl, on, expected) in [
        (TWO_SUBNETS, both, true, vec![full.clone(), full.clone()]),
        (TWO_SUBNETS, other, true, vec![named.clone(), named]),
        (TWO_SUBNETS, other, false, vec![none.clone(), none]),
        (TWO_SUBNETS, both, true, vec![full.clone(), full]),
    ] {
        stage.changes_to(&main(subnets, hcl, on));
        assert_eq!(stage.interface_tags(), expected, "{subnets}, {hcl}, {on}");
    }
}

#[test]
fn tags_taken_from_an_interface_are_put_back_and_foreign_ones_left() {
    let stage = Stage::immediate();
    let main = endpoint(&[ONE_SUBNET, "tags = { team = \"orders\" }", "tag_network_interfaces = true"]);
    stage.terraform.apply(&main).succeeded();
    let interface = stage.terraform.state(IT)["network_interface_ids"][0].as_str().unwrap().to_owned();

    stage.network.ec2.set_tag(&interface, "added-by", "a rule");
    stage.terraform.has_no_changes();
    stage.network.ec2.set_tag(&interface, "team", "somebody else");
    assert_eq!(stage.changes_to(&main).len(), 0);
    call(&stage.network.ec2, "DeleteTags", &[("ResourceId.1", &interface), ("Tag.1.Key", "team")]);
    assert_eq!(stage.changes_to(&main).len(), 0);

    let tags = stage.interface_tags().remove(0);
    assert_eq!((tags["team"].as_str(), tags["added-by"].as_str()), ("orders", "a rule"));
}
