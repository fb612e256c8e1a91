//! Changes in place: one call each, which asks for what changed and nothing else.

use super::Stage;
use super::ec2_calls::names;
use super::hcl::{ALL_SUBNETS, IT, ONE_SUBNET, TWO_SUBNETS, endpoint, policy};

const BOTH_GROUPS: &str = "security_group_ids = var.network.groups";
const ONE_GROUP: &str = "security_group_ids = [var.network.groups[1]]";
const PRIVATE_DNS: &str = "private_dns_enabled = true";

#[test]
fn each_change_is_one_call_for_just_what_changed() {
    let stage = Stage::immediate();
    let (invoke, get) = (policy("lambda:InvokeFunction"), policy("lambda:GetFunction"));
    let tagged = "tags = { Name = \"it\", team = \"orders\" }";
    #[rustfmt::skip]
    let steps: [(&str, &[&str], &[&str]); 7] = [
        ("private DNS on", &[ONE_SUBNET, BOTH_GROUPS, PRIVATE_DNS], &["PrivateDnsEnabled"]),
        ("private DNS off", &[ONE_SUBNET, BOTH_GROUPS, "private_dns_enabled = false"], &["PrivateDnsEnabled"]),
        ("nearly everything", &[ALL_SUBNETS, ONE_GROUP, PRIVATE_DNS, &invoke],
            &["AddSubnetId.1", "AddSubnetId.2", "PolicyDocument", "PrivateDnsEnabled", "RemoveSecurityGroupId.1"]),
        ("another policy", &[ALL_SUBNETS, ONE_GROUP, PRIVATE_DNS, &get], &["PolicyDocument"]),
        ("subnets go", &[ONE_SUBNET, ONE_GROUP, PRIVATE_DNS, &get], &["RemoveSubnetId.1", "RemoveSubnetId.2"]),
        ("a subnet of another zone", &["subnet_ids = [var.network.subnets[1]]", ONE_GROUP, PRIVATE_DNS, &get],
            &["AddSubnetId.1", "RemoveSubnetId.1"]),
        ("groups and tags", &["subnet_ids = [var.network.subnets[1]]", BOTH_GROUPS, PRIVATE_DNS, &get, tagged],
            &["AddSecurityGroupId.1"]),
    ];
    stage.terraform.apply(&endpoint(&[ONE_SUBNET, BOTH_GROUPS])).succeeded();
    let born = stage.shown();

    for (what, arguments, asked) in steps {
        let calls = stage.changes_to(&endpoint(arguments));
        assert_eq!(calls.len(), 1, "{what}: {calls:?}");
        assert_eq!(names(&calls[0]), asked, "{what}");
    }
    let now = stage.shown();
    assert_eq!(now.id, born.id);
    assert!(now.private_dns && now.subnets.iter().eq([&stage.network.subnets[1]]) && now.groups.len() == 2, "{now:?}");
    assert_eq!(now.policy["Statement"][0]["Action"], "lambda:GetFunction");
    assert_eq!(now.tags["team"], "orders");
}

#[test]
fn interfaces_and_names_grow_with_the_subnets() {
    let stage = Stage::new();
    stage.terraform.apply(&endpoint(&[ONE_SUBNET, BOTH_GROUPS])).succeeded();
    let lengths = || {
        let stored = stage.terraform.state(IT);
        ["network_interface_ids", "security_group_ids", "dns_entry"].map(|name| stored[name].as_array().unwrap().len())
    };
    assert_eq!(lengths(), [1, 2, 2]);

    stage.changes_to(&endpoint(&[ALL_SUBNETS, ONE_GROUP, PRIVATE_DNS]));
    assert_eq!(lengths(), [3, 1, 5], "one Regional name, three zonal ones, the private one");
    assert_eq!(stage.refused(), []);
}

#[test]
fn tags_change_without_touching_the_endpoint() {
    let stage = Stage::immediate();
    let tagged = |tags: &str| endpoint(&[ONE_SUBNET, tags]);
    stage.terraform.apply(&tagged("tags = { key1 = \"value1\" }")).succeeded();

    for tags in ["{ key1 = \"other\", key2 = \"value2\" }", "{ key2 = \"value2\" }", "null"] {
        assert_eq!(stage.changes_to(&tagged(&format!("tags = {tags}"))).len(), 0, "{tags}");
    }
    assert!(stage.shown().tags.is_empty());
}

#[test]
fn a_policy_in_another_order_is_no_change() {
    let stage = Stage::immediate();
    let with = |actions: &str| {
        let statement = format!("{{ Effect = \"Allow\", Principal = \"*\", Action = {actions}, Resource = \"*\" }}");
        endpoint(&[ONE_SUBNET, &format!("policy = jsonencode({{ Statement = [{statement}] }})")])
    };
    stage.terraform.apply(&with(r#"["lambda:InvokeFunction", "lambda:GetFunction"]"#)).succeeded();

    stage.terraform.write("main.tf", &with(r#"["lambda:GetFunction", "lambda:InvokeFunction"]"#));
    stage.terraform.has_no_changes();
}

#[test]
fn address_and_record_types_change_in_place() {
    let stage = Stage::with_ipv6(false);
    let of = |addresses: &str, records: &str| {
        let addresses = format!("ip_address_type = \"{addresses}\"");
        endpoint(&[
            TWO_SUBNETS,
            PRIVATE_DNS,
            &addresses,
            &format!("dns_options {{\ndns_record_ip_type = \"{records}\"\n}}"),
        ])
    };
    stage.terraform.apply(&of("ipv4", "ipv4")).succeeded();
    stage.terraform.has_no_changes();

    #[rustfmt::skip]
    let steps: [(&str, &str, &[&str]); 4] = [
        ("dualstack", "ipv6", &["DnsOptions.DnsRecordIpType", "IpAddressType"]),
        ("dualstack", "service-defined", &["DnsOptions.DnsRecordIpType"]),
        ("dualstack", "dualstack", &["DnsOptions.DnsRecordIpType"]),
        ("ipv4", "ipv4", &["DnsOptions.DnsRecordIpType", "IpAddressType"]),
    ];
    for (addresses, records, asked) in steps {
        let calls = stage.changes_to(&of(addresses, records));
        assert_eq!(calls.iter().map(names).collect::<Vec<_>>(), [asked], "{addresses} with {records}");
        let stored = stage.terraform.state(IT);
        assert_eq!(stored["ip_address_type"], addresses);
        let interface = &stored["network_interfaces"][&stage.network.subnets[0]];
        assert_eq!(interface["ipv6"].is_string(), addresses == "dualstack", "{interface}");
    }
}
