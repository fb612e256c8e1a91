//! A network whose subnets have IPv6 addresses.

use ec2_emulator::{Emulator, Options, Timing};
use serde_json::json;

use super::super::ec2::Ec2;
use super::super::network::Network;
use super::super::workspace::Workspace;
use super::Stage;
use super::ec2_calls::{call, text};

impl Stage {
    /// With three subnets that have both kinds of address, or IPv6 ones only. `var.ipv6` has the beginnings of their
    /// IPv6 addresses, up to and with the two colons.
    pub(super) fn with_ipv6(native: bool) -> Self {
        let options = Options { timing: Timing::immediate(), ..Options::default() };
        let emulator = Emulator::start(&options).expect("the emulator finds a port");
        let ec2 = Ec2::new(emulator.url(), Network::REGION);
        let vpc = call(&ec2, "CreateVpc", &[("CidrBlock", "10.0.0.0/16"), ("AmazonProvidedIpv6CidrBlock", "true")]);
        let prefixes = prefixes(&text(&vpc, "ipv6CidrBlock"));
        let vpc = text(&vpc, "vpcId");
        ec2.enable_dns_hostnames(&vpc);
        let network = Network {
            subnets: [0, 1, 2].map(|place| create_subnet(&ec2, &vpc, place, &prefixes[place], native)),
            groups: ["callers", "operators"].map(|name| ec2.create_security_group(&vpc, name)),
            vpc,
            ec2,
        };
        let terraform = Workspace::new(&network);
        terraform.declare("ipv6", &json!(prefixes));
        Self { emulator, network, terraform }
    }
}

/// The beginnings of the addresses of three /64 blocks in a /56 block.
fn prefixes(block: &str) -> [String; 3] {
    let common = block.strip_suffix("00::/56").expect("a block with eight bits for subnets");
    [0, 1, 2].map(|place| format!("{common}0{place}::"))
}

fn create_subnet(ec2: &Ec2, vpc: &str, place: usize, prefix: &str, native: bool) -> String {
    let zone = format!("{}{}", ec2.region(), ["a", "b", "c"][place]);
    let (v4, v6) = (format!("10.0.{place}.0/24"), format!("{prefix}/64"));
    let kind = if native { ("Ipv6Native", "true") } else { ("CidrBlock", v4.as_str()) };
    let parameters = [("VpcId", vpc), ("AvailabilityZone", &zone), ("Ipv6CidrBlock", &v6), kind];
    text(&call(ec2, "CreateSubnet", &parameters), "subnetId")
}
