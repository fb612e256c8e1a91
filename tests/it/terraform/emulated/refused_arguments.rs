//! Arguments of `aws_vpc_endpoint` that make no sense for Lambda: refused with the reason, or taken where they ask for
//! what is so anyway.

use super::Stage;
use super::hcl::{ONE_SUBNET, endpoint};

/// An argument, and a part of the reason why it is refused.
const REFUSED: [(&str, &str); 9] = [
    ("vpc_endpoint_type = \"Gateway\"", "interface endpoints only"),
    ("vpc_endpoint_type = \"Resource\"", "interface endpoints only"),
    ("route_table_ids = [\"rtb-0123456789abcdef0\"]", "Only gateway endpoints have route tables"),
    ("auto_accept = true", "accept connections by themselves"),
    (
        "resource_configuration_arn = \"arn:aws:vpc-lattice:eu-central-1:123456789012:resourceconfiguration/rcfg-1\"",
        "VPC Lattice",
    ),
    ("service_network_arn = \"arn:aws:vpc-lattice:eu-central-1:123456789012:servicenetwork/sn-1\"", "VPC Lattice"),
    ("dns_options {\nprivate_dns_only_for_inbound_resolver_endpoint = true\n}", "gateway endpoints"),
    ("dns_options {\nprivate_dns_preference = \"ALL_DOMAINS\"\n}", "VPC Lattice"),
    ("dns_options {\nprivate_dns_specified_domains = [\"example.com\"]\n}", "VPC Lattice"),
];

#[test]
fn what_is_not_for_lambda_is_refused_with_the_reason() {
    let stage = Stage::immediate();
    let one = |(number, (argument, _)): (usize, &(&str, &str))| {
        endpoint(&[ONE_SUBNET, argument]).replace("\"it\"", &format!("\"it{number}\""))
    };
    let main: String = REFUSED.iter().enumerate().map(one).collect();

    let plan = stage.terraform.plan(&main);
    let errors = plan.errors();
    assert_eq!(errors.len(), REFUSED.len(), "{errors:#?}");
    for (argument, reason) in REFUSED {
        let line = argument.lines().find(|line| line.contains(" = ")).unwrap();
        let error = errors.iter().find(|error| error.line == line).unwrap_or_else(|| panic!("{line}: {errors:#?}"));
        assert!(error.detail.contains(reason), "{line}: {error:#?}");
        let name = line.split(' ').next().unwrap();
        assert!(error.detail.contains(name) && error.detail.contains("out of the configuration"), "{line}: {error:#?}");
    }
}

/// As in configurations that were written for another provider, or for modules that set everything.
#[test]
fn what_asks_for_nothing_special_is_taken() {
    let stage = Stage::immediate();
    let harmless = [
        "vpc_endpoint_type = \"Interface\"",
        "service_name = \"com.amazonaws.eu-central-1.lambda\"",
        "auto_accept = false",
        "route_table_ids = null",
        "resource_configuration_arn = null",
        "service_network_arn = null",
        "dns_options {\ndns_record_ip_type = \"ipv4\"\nprivate_dns_only_for_inbound_resolver_endpoint = false\n}",
    ];
    let main = endpoint(&[&[ONE_SUBNET], &harmless[..]].concat());
    stage.terraform.apply(&main).succeeded();
    stage.terraform.has_no_changes();

    let nulls = [
        "vpc_endpoint_type = null",
        "auto_accept = null",
        "dns_options {\ndns_record_ip_type = \"ipv4\"\nprivate_dns_preference = null\n}",
    ];
    stage.terraform.apply(&endpoint(&[&[ONE_SUBNET], &nulls[..]].concat())).succeeded();
    stage.terraform.has_no_changes();
    assert_eq!(stage.emulator.count("ModifyVpcEndpoint"), 0);
    stage.terraform.destroy().succeeded();
}
