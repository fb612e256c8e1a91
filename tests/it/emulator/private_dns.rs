//! Private DNS names.

use super::lab::{LAMBDA, Lab};

#[test]
fn both_attributes_of_the_vpc_have_to_be_on() {
    let lab = Lab::new();
    for attribute in ["EnableDnsHostnames", "EnableDnsSupport"] {
        let set =
            |value| lab.ec2.ok("ModifyVpcAttribute", &[("VpcId", &lab.vpc), (&format!("{attribute}.Value"), value)]);
        set("false");
        let (_, code, message) = lab.ec2.refused("CreateVpcEndpoint", &lab.endpoint(&[]));
        assert_eq!(code, "InvalidParameter");
        assert_eq!(
            message,
            format!(
                "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for {}",
                lab.vpc
            )
        );
        set("true");
    }
    lab.ec2.ok("CreateVpcEndpoint", &lab.endpoint(&[]));
}

#[test]
fn a_new_vpc_supports_dns_but_names_no_hosts() {
    let lab = Lab::new();
    let vpc = lab.ec2.ok("CreateVpc", &[("CidrBlock", "10.9.0.0/16")]).text("vpcId");
    let attribute = |name| lab.ec2.ok("DescribeVpcAttribute", &[("VpcId", &vpc), ("Attribute", name)]).text("value");
    assert_eq!((attribute("enableDnsSupport"), attribute("enableDnsHostnames")), ("true".into(), "false".into()));
    let asked = [("VpcId", vpc.as_str()), ("VpcEndpointType", "Interface"), ("ServiceName", LAMBDA)];
    assert_eq!(lab.ec2.code("CreateVpcEndpoint", &asked), "InvalidParameter");
}

#[test]
fn one_endpoint_of_a_vpc_holds_the_name_until_it_is_deleted() {
    let lab = Lab::new();
    let first = lab.create(&[("SubnetId.1", &lab.subnets[0])]);
    let (_, code, message) = lab.ec2.refused("CreateVpcEndpoint", &lab.endpoint(&[]));
    assert_eq!(code, "InvalidParameter");
    assert_eq!(
        message,
        format!(
            "private-dns-enabled cannot be set because there is already a conflicting DNS domain for \
             lambda.eu-central-1.amazonaws.com in the VPC {}",
            lab.vpc
        )
    );
    let second = lab.create(&[("PrivateDnsEnabled", "false")]);
    assert_eq!(lab.modify_refused(&second, &[("PrivateDnsEnabled", "true")]).0, "InvalidParameter");
    lab.ec2.ok("DeleteVpcEndpoints", &[("VpcEndpointId.1", &first)]);
    assert_eq!(
        lab.modify_refused(&second, &[("PrivateDnsEnabled", "true")]).0,
        "InvalidParameter",
        "it is not gone yet"
    );
    lab.advance(91);
    lab.modify(&second, &[("PrivateDnsEnabled", "true")]);
}

#[test]
fn the_name_comes_and_goes() {
    let lab = Lab::new();
    let id = lab.create_plain();
    let has_name = || lab.describe(&id).texts("dnsName").contains(&"lambda.eu-central-1.amazonaws.com".to_owned());
    assert!(!has_name());
    for on in [true, false, true] {
        lab.modify(&id, &[("PrivateDnsEnabled", &on.to_string())]);
        assert_eq!(lab.describe(&id).text("state"), "pending");
        lab.advance(120);
        assert_eq!((has_name(), lab.describe(&id).text("privateDnsEnabled")), (on, on.to_string()));
    }
}
