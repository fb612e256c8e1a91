//! Endpoints that Terraform did not make come under its care: by their id, with a Region, or by their VPC.

use super::super::network::Network;
use super::Stage;
use super::hcl::{IT, ONE_SUBNET, endpoint, policy};

const POLICY: &str =
    r#"{"Statement":[{"Action":"lambda:InvokeFunction","Effect":"Allow","Principal":"*","Resource":"*"}]}"#;

impl Stage {
    /// Makes an endpoint by hand that uses all there is, and returns its id.
    fn foreign(&self) -> String {
        let Network { ec2, vpc, subnets, groups } = &self.network;
        let id = ec2.create_endpoint(vpc, &subnets[0], &groups[0], POLICY);
        ec2.add_subnet(&id, &subnets[1]);
        ec2.add_security_group(&id, &groups[1]);
        self.call("ModifyVpcEndpoint", &[("VpcEndpointId", &id), ("PrivateDnsEnabled", "true")]);
        ec2.set_tag(&id, "Name", "by hand");
        id
    }

    fn import(&self, id: &str) -> super::super::run::Run {
        self.terraform.run(&["import", "-input=false", IT, id])
    }
}

fn everything() -> String {
    endpoint(&[
        "subnet_ids = [var.network.subnets[0]]",
        "subnet_configuration {\nsubnet_id = var.network.subnets[1]\nipv4 = \"10.0.1.4\"\n}",
        "security_group_ids = var.network.groups",
        "private_dns_enabled = true",
        "tags = { Name = \"by hand\" }",
        &policy("lambda:InvokeFunction"),
    ])
}

#[test]
fn an_endpoint_is_imported_with_all_that_it_has() {
    let stage = Stage::immediate();
    let id = stage.foreign();
    let main = everything().replace("[var.network.subnets[0]]", "slice(var.network.subnets, 0, 2)");
    let main = main.replace("subnet_configuration {\nsubnet_id = var.network.subnets[1]\nipv4 = \"10.0.1.4\"\n}", "");
    stage.terraform.write("main.tf", &main);

    stage.import(&id).succeeded();
    stage.terraform.has_no_changes();
    let stored = stage.terraform.state(IT);
    assert_eq!(stored["network_interfaces"][&stage.network.subnets[1]]["availability_zone_id"], "euc1-az3");
    assert_eq!(stored["private_dns_names"][0], "lambda.eu-central-1.amazonaws.com");

    // It is then managed like any other: a line that is taken out later is undone.
    assert_eq!(stage.changes_to(&main.replace(&policy("lambda:InvokeFunction"), &policy("lambda:*"))).len(), 1);
    assert_eq!(stage.changes_to(&endpoint(&[ONE_SUBNET])).len(), 1);
    assert!(!stage.shown().private_dns && stage.shown().tags.is_empty() && stage.shown().groups.len() == 1);
}

#[test]
fn an_imported_endpoint_settles_with_fixed_addresses() {
    let stage = Stage::immediate();
    let id = stage.foreign();
    stage.terraform.write("main.tf", &everything());
    stage.import(&id).succeeded();

    // The blocks are not in an endpoint that was made without them; taking them on asks nothing of EC2 when the addresses
    // are those that the endpoint has.
    let address = stage.terraform.state(IT)["network_interfaces"][&stage.network.subnets[1]]["ipv4"].clone();
    let main = everything().replace("10.0.1.4", address.as_str().unwrap());
    assert_eq!(stage.changes_to(&main).len(), 0);
}

#[test]
fn the_vpc_names_its_one_endpoint() {
    let stage = Stage::immediate();
    let vpc = stage.network.vpc.clone();
    stage.terraform.write("main.tf", &endpoint(&[ONE_SUBNET]));

    let none = stage.import(&vpc);
    assert!(none.failed().contains("has no endpoint for Lambda in eu-central-1"), "{}", none.failed());

    // Endpoints of other services do not count.
    stage.call(
        "CreateVpcEndpoint",
        &[
            ("VpcId", &vpc),
            ("VpcEndpointType", "Interface"),
            ("ServiceName", "com.amazonaws.eu-central-1.kms"),
            ("SubnetId.1", &stage.network.subnets[0]),
        ],
    );
    let create =
        || stage.network.ec2.create_endpoint(&vpc, &stage.network.subnets[0], &stage.network.groups[0], POLICY);
    let (first, second) = (create(), create());
    stage.network.ec2.set_tag(&second, "Name", "second");
    let several = stage.import(&vpc);
    let text = several.failed().replace(['\n', '│'], " ");
    for part in ["2 endpoints for Lambda", &first, &format!("{second} (second)")] {
        assert!(text.split_whitespace().collect::<Vec<_>>().join(" ").contains(part), "{part}: {text}");
    }

    stage.network.ec2.delete_endpoint(&second);
    stage.import(&vpc).succeeded();
    assert_eq!(stage.terraform.state(IT)["id"], first.as_str());
}

#[test]
fn an_id_may_name_another_region() {
    let stage = Stage::immediate();
    let oregon = Network::on(super::super::ec2::Ec2::new(stage.emulator.url(), "us-west-2"));
    stage.terraform.declare("network", &oregon.to_variable());
    let id = oregon.ec2.create_endpoint(&oregon.vpc, &oregon.subnets[0], &oregon.groups[0], POLICY);
    let main = endpoint(&["region = \"us-west-2\"", ONE_SUBNET]);
    stage.terraform.write("main.tf", &main);

    for name in [&id, &oregon.vpc] {
        stage.import(&format!("{name}@us-west-2")).succeeded();
        assert_eq!(stage.terraform.state(IT)["id"], id.as_str());
        assert_eq!(stage.terraform.state(IT)["region"], "us-west-2");
        stage.terraform.has_no_changes();
        stage.terraform.run(&["state", "rm", IT]).succeeded();
    }
    let elsewhere = stage.import(&id);
    assert!(elsewhere.failed().contains("Cannot import non-existent remote object"), "{}", elsewhere.failed());
}
