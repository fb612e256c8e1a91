//! Configurations that are wrong: refused before anything is made, on the line at fault.

use super::network::Network;
use super::run::Run;
use super::workspace::Workspace;

/// A wrong configuration, and what the user has to see.
struct Case {
    main: &'static str,
    /// Stands in the error's summary or detail.
    says: &'static str,
    /// Begins the line that Terraform shows.
    line: &'static str,
}

#[rustfmt::skip]
const REFUSED: &[Case] = &[
    Case {
        main: r#"resource "lambda_vpc_endpoint" "it" {
            vpc_id     = "vpc-0123456789abcdef0"
            subnet_ids = []
        }"#,
        says: "subnet",
        line: "subnet_ids",
    },
    Case {
        main: r#"resource "lambda_vpc_endpoint" "it" {
            vpc_id     = "vpc-0123456789abcdef0"
            subnet_ids = ["subnet-0123456789abcdef0"]
            policy     = "{not JSON"
        }"#,
        says: "JSON",
        line: "policy",
    },
    Case {
        main: r#"resource "lambda_endpoint_policy" "it" {
            vpc_endpoint_id = "vpce-0123456789abcdef0"
            policy          = "Allow everything"
        }"#,
        says: "JSON",
        line: "policy",
    },
    Case {
        main: r#"resource "lambda_vpc_endpoint" "it" {
            vpc_id          = "vpc-0123456789abcdef0"
            subnet_ids      = ["subnet-0123456789abcdef0"]
            ip_address_type = "ipv5"
        }"#,
        says: "dualstack",
        line: "ip_address_type",
    },
    Case {
        main: r#"resource "lambda_vpc_endpoint" "it" {
            vpc_id          = "vpc-0123456789abcdef0"
            subnet_ids      = ["subnet-0123456789abcdef0"]
            dns_options {
                dns_record_ip_type = "any"
            }
        }"#,
        says: "service-defined",
        line: "dns_record_ip_type",
    },
    Case {
        main: r#"resource "lambda_vpc_endpoint" "it" {
            vpc_id     = "vpc-0123456789abcdef0"
            subnet_ids = ["subnet-0123456789abcdef0"]
            timeouts {
                create = "ten minutes"
            }
        }"#,
        says: "ten minutes",
        line: "create",
    },
    Case {
        main: r#"resource "lambda_vpc_endpoint" "it" {
            vpc_id     = "vpc-0123456789abcdef0"
            subnet_ids = ["subnet-0123456789abcdef0"]
            subnets    = ["subnet-0123456789abcdef0"]
        }"#,
        says: "Unsupported argument",
        line: "subnets",
    },
    Case {
        main: r#"resource "lambda_vpc_endpoint" "it" {
            vpc_id              = "vpc-0123456789abcdef0"
            subnet_ids          = ["subnet-0123456789abcdef0"]
            private_dns_enabled = "maybe"
        }"#,
        says: "a bool is required",
        line: "private_dns_enabled",
    },
    Case {
        main: r#"resource "lambda_vpc_endpoint" "it" {
            vpc_id     = "vpc-0123456789abcdef0"
            subnet_ids = "subnet-0123456789abcdef0"
        }"#,
        says: "set of string required",
        line: "subnet_ids",
    },
    Case {
        main: r#"resource "lambda_vpc_endpoint" "it" {
            vpc_id     = "vpc-0123456789abcdef0"
            subnet_ids = ["subnet-0123456789abcdef0"]
            arn        = "arn:aws:ec2:eu-central-1:123456789012:vpc-endpoint/vpce-0123456789abcdef0"
        }"#,
        says: "arn",
        line: "arn",
    },
    Case {
        main: r#"resource "lambda_endpoint_policy" "it" {
            policy = jsonencode({ Statement = [] })
        }"#,
        says: "vpc_endpoint_id",
        line: "resource",
    },
];

impl Case {
    /// What is missing from the answer, if anything is.
    fn failure(&self, run: &Run) -> Option<String> {
        let errors = run.errors();
        let met = errors.len() == 1
            && errors[0].line.starts_with(self.line)
            && (errors[0].summary.contains(self.says) || errors[0].detail.contains(self.says));
        (!met).then(|| format!("{}\nshould say {:?} on {:?}, says {errors:#?}", self.main, self.says, self.line))
    }
}

#[test]
fn wrong_configurations_are_refused_on_the_line_at_fault() {
    let terraform = Workspace::new(&Network::new());
    let failures: Vec<_> = REFUSED.iter().filter_map(|case| case.failure(&terraform.plan(case.main))).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

/// Mocked tests fill in ids of any form, so an odd one is worth a word, never a refusal.
#[test]
fn malformed_ids_are_warned_of_and_planned() {
    let terraform = Workspace::without_preflight_checks(&Network::new());
    let cases = [
        ("vpc_id", "vpc_id = \"my-vpc\"\n subnet_ids = [\"subnet-0123456789abcdef0\"]"),
        ("subnet_ids", "vpc_id = \"vpc-0123456789abcdef0\"\n subnet_ids = [\"my-subnet\"]"),
        (
            "security_group_ids",
            "vpc_id = \"vpc-0123456789abcdef0\"\n subnet_ids = [\"subnet-0123456789abcdef0\"]\n security_group_ids = [\"default\"]",
        ),
    ];
    for (argument, arguments) in cases {
        let plan = terraform.plan(&format!("resource \"lambda_vpc_endpoint\" \"it\" {{\n {arguments}\n}}")).succeeded();
        let warnings = plan.warnings();
        assert!(!warnings.is_empty(), "{argument}");
        assert!(warnings.iter().all(|warning| warning.line.starts_with(argument)), "{warnings:#?}");
        assert_eq!(plan.actions(), ["create lambda_vpc_endpoint.it"], "{argument}");
    }
}

#[test]
fn well_formed_input_earns_no_warning() {
    let network = Network::new();
    let terraform = Workspace::new(&network);
    let plan = terraform.plan(
        r#"resource "lambda_vpc_endpoint" "it" {
            vpc_id             = var.network.vpc
            subnet_ids         = var.network.subnets
            security_group_ids = var.network.groups
        }"#,
    );
    assert_eq!(plan.succeeded().warnings().len(), 0);
}

/// What only EC2 knows comes back as EC2 said it, on the attribute, and leaves nothing behind.
#[test]
fn a_refusal_of_ec2_is_passed_on() {
    let network = Network::new();
    let terraform = Workspace::without_preflight_checks(&network);
    let cases = [
        (
            "vpc_id",
            "InvalidVpcID.NotFound",
            "vpc_id = \"vpc-00000000000000000\"\n subnet_ids = [var.network.subnets[0]]",
        ),
        (
            "subnet_ids",
            "InvalidSubnetID.NotFound",
            "vpc_id = var.network.vpc\n subnet_ids = [\"subnet-00000000000000000\"]",
        ),
    ];
    for (argument, code, arguments) in cases {
        let refused = terraform.apply(&format!("resource \"lambda_vpc_endpoint\" \"it\" {{\n {arguments}\n}}"));
        let error = refused.error();
        assert_eq!(error.summary, "Cannot create VPC endpoint");
        assert!(error.detail.contains(code), "{error:#?}");
        assert!(error.line.starts_with(argument), "{error:#?}");
    }
    assert_eq!(network.ec2.endpoints(&network.vpc), []);
}
