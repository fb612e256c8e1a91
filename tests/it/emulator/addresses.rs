//! Addresses of interfaces, chosen by EC2 and by the caller.

use super::lab::Lab;

#[test]
fn an_interface_is_one_of_an_endpoint_with_an_address_of_its_subnet() {
    let lab = Lab::new();
    let id = lab.create_plain();
    let interface = lab.interface(&id, &lab.subnets[1]);
    assert_eq!(interface.text("description"), format!("VPC Endpoint Interface {id}"));
    assert_eq!(interface.text("interfaceType"), "vpc_endpoint");
    assert_eq!((interface.text("requesterManaged"), interface.text("status")), ("true".into(), "in-use".into()));
    assert_eq!(
        (interface.text("availabilityZone"), interface.text("availabilityZoneId")),
        ("eu-central-1b".into(), "euc1-az3".into())
    );
    assert!(interface.text("privateIpAddress").starts_with("10.0.1."));
    assert_eq!(interface.texts("groupName"), ["default"]);
}

#[test]
fn a_fixed_address_is_taken_and_changing_it_replaces_the_interface() {
    let lab = Lab::new();
    let a = lab.subnets[0].as_str();
    let configured = |address| [("SubnetConfiguration.1.SubnetId", a), ("SubnetConfiguration.1.Ipv4", address)];
    let id = lab.create(&[&[("SubnetId.1", a)], configured("10.0.0.10").as_slice()].concat());
    let before = lab.interface(&id, a);
    assert_eq!(before.text("privateIpAddress"), "10.0.0.10");
    lab.modify(&id, &configured("10.0.0.10"));
    assert_eq!(lab.describe(&id).text("state"), "available", "the same address changes nothing");
    lab.modify(&id, &configured("10.0.0.11"));
    assert_eq!(lab.describe(&id).text("state"), "pending");
    lab.advance(120);
    let after = lab.interface(&id, a);
    assert_eq!(after.texts("privateIpAddress")[0], "10.0.0.11");
    assert_ne!(after.text("networkInterfaceId"), before.text("networkInterfaceId"));
    assert_eq!(lab.describe(&id).items("networkInterfaceIdSet"), [after.text("networkInterfaceId")]);
}

#[test]
fn addresses_that_cannot_be_are_refused() {
    let lab = Lab::new();
    let [a, b, _] = lab.subnets.each_ref().map(String::as_str);
    lab.create(&[
        ("SubnetId.1", a),
        ("SubnetConfiguration.1.SubnetId", a),
        ("SubnetConfiguration.1.Ipv4", "10.0.0.10"),
        ("PrivateDnsEnabled", "false"),
    ]);
    let cases = [
        (a, "Ipv4", "10.0.0.10", "InvalidIPAddress.InUse"),
        (a, "Ipv4", "10.0.9.10", "InvalidParameterValue"),
        (a, "Ipv4", "10.0.0.3", "InvalidParameterValue"),
        (a, "Ipv4", "10.0.0.255", "InvalidParameterValue"),
        (a, "Ipv4", "ten", "InvalidParameterValue"),
        (a, "Ipv6", "2001:db8::1", "InvalidParameter"),
        (b, "Ipv4", "10.0.1.10", "InvalidParameter"),
    ];
    for (subnet, family, address, code) in cases {
        let member = format!("SubnetConfiguration.1.{family}");
        let asked = [("SubnetId.1", a), ("SubnetConfiguration.1.SubnetId", subnet), (&*member, address)];
        let asked = lab.endpoint(&[asked.as_slice(), &[("PrivateDnsEnabled", "false")]].concat());
        assert_eq!(lab.ec2.code("CreateVpcEndpoint", &asked), code, "{subnet} {family} {address}");
    }
}

#[test]
fn address_types_need_subnets_that_have_them() {
    let lab = Lab::new();
    let [a, ..] = lab.subnets.each_ref().map(String::as_str);
    let ask = |kind| lab.endpoint(&[("SubnetId.1", a), ("IpAddressType", kind), ("PrivateDnsEnabled", "false")]);
    assert_eq!(lab.ec2.code("CreateVpcEndpoint", &ask("ipv6")), "InvalidParameter", "the subnet has IPv4 too");
    let dual = lab.ec2.ok("CreateVpcEndpoint", &ask("dualstack"));
    assert_eq!(dual.text("dnsRecordIpType"), "dualstack", "as the addresses");
    assert_eq!(lab.ec2.code("CreateVpcEndpoint", &ask("ipv5")), "InvalidParameterValue");
    let v6 = lab.ec2.ok("DescribeVpcs", &[]).text("ipv6CidrBlock").replace("00::/56", "0a::/64");
    let native = [("VpcId", lab.vpc.as_str()), ("Ipv6Native", "true"), ("Ipv6CidrBlock", &v6)];
    let native = lab.ec2.ok("CreateSubnet", &native).text("subnetId");
    let address = v6.replace("::/64", "::10");
    let id = lab.create(&[
        ("SubnetId.1", &native),
        ("IpAddressType", "ipv6"),
        ("PrivateDnsEnabled", "false"),
        ("SubnetConfiguration.1.SubnetId", &native),
        ("SubnetConfiguration.1.Ipv6", &address),
    ]);
    let interface = lab.interface(&id, &native);
    assert_eq!(interface.text("ipv6Address"), address);
    assert!(!interface.has("privateIpAddress"));
}
