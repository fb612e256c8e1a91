//! `DeleteVpcEndpoints`

use super::lab::Lab;

#[test]
fn an_endpoint_is_deleting_then_deleted_then_unknown() {
    let lab = Lab::new();
    let id = lab.create_plain();
    let reply = lab.ec2.ok("DeleteVpcEndpoints", &[("VpcEndpointId.1", &id)]);
    assert!(reply.texts("resourceId").is_empty());
    assert_eq!(lab.describe(&id).text("state"), "deleting");
    lab.advance(91);
    assert_eq!(lab.describe(&id).text("state"), "deleted");
    lab.advance(61);
    assert_eq!(lab.ec2.code("DescribeVpcEndpoints", &[("VpcEndpointId.1", &id)]), "InvalidVpcEndpointId.NotFound");
}

#[test]
fn each_endpoint_has_its_own_verdict() {
    let lab = Lab::new();
    let id = lab.create_plain();
    let unknown = "vpce-00000000000000001";
    let reply = lab.ec2.ok("DeleteVpcEndpoints", &[("VpcEndpointId.1", unknown), ("VpcEndpointId.2", &id)]);
    assert_eq!(reply.texts("resourceId"), [unknown]);
    assert_eq!(reply.texts("code"), ["InvalidVpcEndpoint.NotFound"]);
    assert_eq!(lab.describe(&id).text("state"), "deleting");
}

#[test]
fn a_deleted_endpoint_cannot_be_modified_nor_deleted() {
    let lab = Lab::new();
    let id = lab.create_plain();
    lab.ec2.ok("DeleteVpcEndpoints", &[("VpcEndpointId.1", &id)]);
    assert_eq!(lab.modify_refused(&id, &[("ResetPolicy", "true")]).0, "InvalidVpcEndpointId.NotFound");
    lab.advance(91);
    assert_eq!(lab.modify_refused(&id, &[("ResetPolicy", "true")]).0, "InvalidVpcEndpointId.NotFound");
    let reply = lab.ec2.ok("DeleteVpcEndpoints", &[("VpcEndpointId.1", &id)]);
    assert_eq!(reply.texts("code"), ["InvalidVpcEndpoint.NotFound"]);
}

#[test]
fn interfaces_outlive_the_endpoint_and_stand_in_the_way() {
    let lab = Lab::new();
    let [a, ..] = lab.subnets.each_ref().map(String::as_str);
    let id = lab.create(&[("SubnetId.1", a), ("SecurityGroupId.1", &lab.groups[0])]);
    lab.ec2.ok("DeleteVpcEndpoints", &[("VpcEndpointId.1", &id)]);
    lab.advance(91);
    assert_eq!(lab.describe(&id).text("state"), "deleted");
    assert_eq!(lab.ec2.code("DeleteSubnet", &[("SubnetId", a)]), "DependencyViolation");
    assert_eq!(lab.ec2.code("DeleteSecurityGroup", &[("GroupId", &lab.groups[0])]), "DependencyViolation");
    lab.advance(5);
    lab.ec2.ok("DeleteSubnet", &[("SubnetId", a)]);
    lab.ec2.ok("DeleteSecurityGroup", &[("GroupId", &lab.groups[0])]);
}
