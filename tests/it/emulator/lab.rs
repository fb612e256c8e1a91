//! An emulator with a network in it, its clock standing still.

use std::time::Duration;

use ec2_emulator::{Emulator, Options, Timing};

use super::client::{Client, Reply};

pub(super) const REGION: &str = "eu-central-1";
pub(super) const LAMBDA: &str = "com.amazonaws.eu-central-1.lambda";

/// An emulator, and in it a VPC that can have private DNS names, a subnet in each zone, and two security groups.
pub(super) struct Lab {
    pub(super) emulator: Emulator,
    pub(super) ec2: Client,
    pub(super) vpc: String,
    pub(super) subnets: [String; 3],
    pub(super) groups: [String; 2],
}

impl Lab {
    /// Things take as long as on EC2.
    pub(super) fn new() -> Self {
        Self::with(&Options { timing: Timing::realistic(), ..Options::default() })
    }

    pub(super) fn with(options: &Options) -> Self {
        let emulator = Emulator::start(options).unwrap();
        emulator.clock().stop();
        let ec2 = Client::new(emulator.url(), REGION);
        let vpc = ec2.ok("CreateVpc", &[("CidrBlock", "10.0.0.0/16"), ("AmazonProvidedIpv6CidrBlock", "true")]);
        let v6 = vpc.text("ipv6CidrBlock");
        let vpc = vpc.text("vpcId");
        ec2.ok("ModifyVpcAttribute", &[("VpcId", &vpc), ("EnableDnsHostnames.Value", "true")]);
        let subnets = [('a', 0), ('b', 1), ('c', 2)].map(|(zone, number)| {
            let v6 = v6.replace("00::/56", &format!("0{number}::/64"));
            subnet(&ec2, &vpc, zone, &format!("10.0.{number}.0/24"), Some(&v6))
        });
        let groups = ["callers", "operators"].map(|name| group(&ec2, &vpc, name));
        Self { emulator, ec2, vpc, subnets, groups }
    }

    /// What every creation of a Lambda endpoint here has in common.
    pub(super) fn endpoint<'a>(&'a self, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
        let base = [("VpcId", self.vpc.as_str()), ("VpcEndpointType", "Interface"), ("ServiceName", LAMBDA)];
        base.iter().chain(more).copied().collect()
    }

    /// Makes an endpoint and waits until it is available.
    pub(super) fn create(&self, more: &[(&str, &str)]) -> String {
        let id = self.ec2.ok("CreateVpcEndpoint", &self.endpoint(more)).text("vpcEndpointId");
        self.advance(120);
        assert_eq!(self.describe(&id).text("state"), "available");
        id
    }

    /// Makes an endpoint in the first two subnets, without private DNS.
    pub(super) fn create_plain(&self) -> String {
        let [a, b, _] = &self.subnets;
        self.create(&[("SubnetId.1", a), ("SubnetId.2", b), ("PrivateDnsEnabled", "false")])
    }

    pub(super) fn describe(&self, id: &str) -> Reply {
        self.ec2.ok("DescribeVpcEndpoints", &[("VpcEndpointId.1", id)])
    }

    pub(super) fn modify(&self, id: &str, changes: &[(&str, &str)]) -> Reply {
        self.ec2.ok("ModifyVpcEndpoint", &with_id(id, changes))
    }

    pub(super) fn modify_refused(&self, id: &str, changes: &[(&str, &str)]) -> (String, String) {
        let (status, code, message) = self.ec2.refused("ModifyVpcEndpoint", &with_id(id, changes));
        assert_eq!(status, 400);
        (code, message)
    }

    /// The endpoint's interface in a subnet, as `DescribeNetworkInterfaces` has it.
    pub(super) fn interface(&self, endpoint: &str, subnet: &str) -> Reply {
        let description = format!("VPC Endpoint Interface {endpoint}");
        let filters = [
            ("Filter.1.Name", "description"),
            ("Filter.1.Value.1", &*description),
            ("Filter.2.Name", "subnet-id"),
            ("Filter.2.Value.1", subnet),
        ];
        self.ec2.ok("DescribeNetworkInterfaces", &filters)
    }

    /// Lets time pass.
    pub(super) fn advance(&self, seconds: u64) {
        self.emulator.clock().advance(Duration::from_secs(seconds));
    }
}

fn with_id<'a>(id: &'a str, changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [("VpcEndpointId", id)].iter().chain(changes).copied().collect()
}

pub(super) fn subnet(ec2: &Client, vpc: &str, zone: char, v4: &str, v6: Option<&str>) -> String {
    let zone = format!("{}{zone}", ec2.region);
    let mut parameters = vec![("VpcId", vpc), ("AvailabilityZone", &zone), ("CidrBlock", v4)];
    parameters.extend(v6.map(|v6| ("Ipv6CidrBlock", v6)));
    ec2.ok("CreateSubnet", &parameters).text("subnetId")
}

pub(super) fn group(ec2: &Client, vpc: &str, name: &str) -> String {
    let parameters = [("VpcId", vpc), ("GroupName", name), ("GroupDescription", name)];
    ec2.ok("CreateSecurityGroup", &parameters).text("groupId")
}
