//! Faults of subnets, groups and the VPC's attributes.

use crate::terraform::emulated::Stage;
use crate::terraform::emulated::hcl::endpoint;

/// Arguments of an endpoint, and what the plan has to say.
struct Case {
    summary: &'static str,
    /// On this argument.
    argument: &'static str,
    arguments: String,
    /// In the detail.
    parts: Vec<String>,
}

#[test]
fn places_that_do_not_fit_are_named_with_the_remedy() {
    let stage = Stage::immediate();
    let second = subnet(&stage, &stage.network.vpc, "10.0.9.0/24");
    let vpc = stage.made("CreateVpc", &[("CidrBlock", "10.1.0.0/16")], "vpcId");
    let (foreign, strange) = (subnet(&stage, &vpc, "10.1.0.0/24"), stage.network.ec2.create_security_group(&vpc, "x"));
    let [a, b, _] = &stage.network.subnets;
    let group = &stage.network.groups[0];
    let here = &stage.network.vpc;
    let cases = [
        case(
            "Two subnets in one zone",
            "subnet_ids",
            &[a, &second],
            &[a, &second, "eu-central-1a", "Leave one of them"],
        ),
        case("Of another VPC", "subnet_ids", &[b, &foreign], &[&foreign, &vpc, here, "Use a subnet of"]),
        case("No such subnet", "subnet_ids", &[a, "subnet-00000000000000000"], &["subnet-00000000000000000", "Region"]),
        case(
            "Of another VPC",
            "security_group_ids",
            &[group, &strange],
            &[&strange, &vpc, here, "Use a security group of"],
        ),
        case(
            "No such security group",
            "security_group_ids",
            &["sg-00000000000000000"],
            &["sg-00000000000000000", "Region"],
        ),
    ];
    for case in cases {
        case.holds(&stage);
    }
}

#[test]
fn a_zone_without_lambda_is_named_by_its_id() {
    let stage = Stage::immediate();
    stage.emulator.set_zones_not_offered(&["euc1-az2", "euc1-az1"]);
    let [a, b, _] = &stage.network.subnets;
    case(
        "Zone not served",
        "subnet_ids",
        &[a, b],
        &[a, "eu-central-1a", "euc1-az2", "Use a subnet in one of eu-central-1b"],
    )
    .holds(&stage);
}

#[test]
fn dns_that_the_vpc_has_off_is_named_with_the_vpc() {
    let stage = Stage::immediate();
    let main = endpoint(&["subnet_ids = [var.network.subnets[0]]", "private_dns_enabled = true"]);
    for (attribute, argument) in
        [("EnableDnsHostnames", "enable_dns_hostnames"), ("EnableDnsSupport", "enable_dns_support")]
    {
        stage.set_vpc_attribute(attribute, "false");
        let error = stage.terraform.plan(&main).finding();
        stage.set_vpc_attribute(attribute, "true");
        assert_eq!((error.summary.as_str(), error.line.as_str()), ("VPC without DNS", "private_dns_enabled = true"));
        let off = format!("{} has {}{} off", stage.network.vpc, attribute[..1].to_lowercase(), &attribute[1..]);
        for part in [off.as_str(), argument, "aws_vpc", "private_dns_enabled to false"] {
            assert!(error.detail.contains(part), "no {part} in {error:#?}");
        }
    }
    // Off is no fault of an endpoint that does not need it.
    stage.set_vpc_attribute("EnableDnsHostnames", "false");
    stage.terraform.plan(&endpoint(&["subnet_ids = [var.network.subnets[0]]"])).succeeded();
}

/// What an update adds is looked at too.
#[test]
fn a_subnet_that_does_not_fit_beside_those_that_are_there_is_named() {
    let stage = Stage::immediate();
    let [a, b, _] = &stage.network.subnets;
    let first = endpoint(&[&format!("subnet_ids = [\"{a}\", \"{b}\"]")]);
    stage.terraform.apply(&first).succeeded();
    let second = subnet(&stage, &stage.network.vpc, "10.0.9.0/24");
    case("Two subnets in one zone", "subnet_ids", &[a, b, &second], &[a, &second, "eu-central-1a"]).holds(&stage);

    // In the other's place it does fit.
    let swapped = endpoint(&[&format!("subnet_ids = [\"{second}\", \"{b}\"]")]);
    stage.terraform.plan(&swapped).succeeded();
}

fn case(summary: &'static str, argument: &'static str, ids: &[&str], parts: &[&str]) -> Case {
    let listed = ids.iter().map(|id| format!("\"{id}\"")).collect::<Vec<_>>().join(", ");
    let mut arguments = format!("{argument} = [{listed}]\n");
    if argument != "subnet_ids" {
        arguments += "subnet_ids = [var.network.subnets[0]]";
    }
    Case { summary, argument, arguments, parts: parts.iter().map(ToString::to_string).collect() }
}

impl Case {
    #[track_caller]
    fn holds(&self, stage: &Stage) {
        let plan = stage.terraform.plan(&endpoint(&[&self.arguments]));
        let error = plan.finding();
        assert_eq!(error.summary, self.summary, "{error:#?}");
        assert!(error.line.starts_with(self.argument), "{error:#?}");
        for part in &self.parts {
            assert!(error.detail.contains(part), "no {part} in {error:#?}");
        }
    }
}

/// A subnet in the first zone.
fn subnet(stage: &Stage, vpc: &str, addresses: &str) -> String {
    let parameters = [("VpcId", vpc), ("AvailabilityZone", "eu-central-1a"), ("CidrBlock", addresses)];
    stage.made("CreateSubnet", &parameters, "subnetId")
}
