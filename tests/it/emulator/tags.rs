//! Tags.

use super::lab::Lab;

#[test]
fn tags_are_set_on_create_and_changed_by_key() {
    let lab = Lab::new();
    let id = lab.create(&[
        ("PrivateDnsEnabled", "false"),
        ("TagSpecification.1.ResourceType", "vpc-endpoint"),
        ("TagSpecification.1.Tag.1.Key", "Name"),
        ("TagSpecification.1.Tag.1.Value", "first"),
    ]);
    let tags = |id: &str| {
        let reply = lab.ec2.ok("DescribeTags", &[("Filter.1.Name", "resource-id"), ("Filter.1.Value.1", id)]);
        reply.texts("key").into_iter().zip(reply.texts("value")).collect::<Vec<_>>()
    };
    assert_eq!(tags(&id), [("Name".to_owned(), "first".to_owned())]);
    let set = [("ResourceId.1", id.as_str()), ("Tag.1.Key", "Name"), ("Tag.1.Value", "second"), ("Tag.2.Key", "empty")];
    lab.ec2.ok("CreateTags", &set);
    assert_eq!(lab.describe(&id).texts("key"), ["Name", "empty"]);
    lab.ec2.ok("DeleteTags", &[("ResourceId.1", &id), ("Tag.1.Key", "Name"), ("Tag.1.Value", "first")]);
    assert_eq!(tags(&id)[0].1, "second", "it has not that value");
    lab.ec2.ok("DeleteTags", &[("ResourceId.1", &id), ("Tag.1.Key", "Name")]);
    assert_eq!(lab.describe(&id).texts("key"), ["empty"]);
    lab.ec2.ok("DeleteTags", &[("ResourceId.1", &id)]);
    assert!(lab.describe(&id).texts("key").is_empty());
}

#[test]
fn interfaces_have_tags_of_their_own_that_go_with_them() {
    let lab = Lab::new();
    let id = lab.create_plain();
    let interface = lab.describe(&id).items("networkInterfaceIdSet").remove(0);
    lab.ec2.ok("CreateTags", &[("ResourceId.1", &interface), ("Tag.1.Key", "team"), ("Tag.1.Value", "a")]);
    let found = lab.ec2.ok("DescribeNetworkInterfaces", &[("Filter.1.Name", "tag:team"), ("Filter.1.Value.1", "a")]);
    assert_eq!(found.text("networkInterfaceId"), interface);
    let kind = [("Filter.1.Name", "resource-type"), ("Filter.1.Value.1", "network-interface")];
    assert_eq!(lab.ec2.ok("DescribeTags", &kind).texts("resourceId"), [interface]);
    lab.ec2.ok("DeleteVpcEndpoints", &[("VpcEndpointId.1", &id)]);
    lab.advance(120);
    assert!(!lab.ec2.ok("DescribeTags", &kind).has("resourceId"));
}

#[test]
fn tags_that_cannot_be_are_refused() {
    let lab = Lab::new();
    let id = lab.create(&[("PrivateDnsEnabled", "false")]);
    let set = |resource: &str, key: &str| {
        lab.ec2.code("CreateTags", &[("ResourceId.1", resource), ("Tag.1.Key", key), ("Tag.1.Value", "x")])
    };
    assert_eq!(set(&id, "aws:x"), "InvalidTagKey.Malformed");
    assert_eq!(set(&id, &"k".repeat(129)), "InvalidTagKey.Malformed");
    assert_eq!(set("vpce-00000000000000001", "k"), "InvalidVpcEndpointId.NotFound");
    assert_eq!(set("x-1", "k"), "InvalidID");
    let many: Vec<_> = (1..=51).map(|n| (format!("Tag.{n}.Key"), format!("k{n}"))).collect();
    let many: Vec<_> = many.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(lab.ec2.code("CreateTags", &[&[("ResourceId.1", id.as_str())], &many[..]].concat()), "TagLimitExceeded");
    lab.ec2.ok("CreateTags", &[&[("ResourceId.1", id.as_str())], &many[..50]].concat());
    let wrong = [("TagSpecification.1.ResourceType", "vpc"), ("TagSpecification.1.Tag.1.Key", "k")];
    assert_eq!(lab.ec2.code("CreateVpcEndpoint", &lab.endpoint(&wrong)), "InvalidParameterValue");
}
