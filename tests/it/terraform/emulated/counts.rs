//! What each command costs in calls to EC2. A gap of the peer's tests; its own refresh costs two calls for each endpoint
//! and one more for each subnet.

use super::Stage;
use super::hcl::{ALL_SUBNETS, TWO_SUBNETS, endpoint, policy};

impl Stage {
    /// Panics unless the calls since the last reset are these, and forgets them.
    #[track_caller]
    fn cost(&self, what: &str, expected: &[(&str, usize)]) {
        let mut counts = self.counts();
        // Asked for at plan, and not with preflight_checks = false.
        for check in
            ["DescribeSubnets", "DescribeSecurityGroups", "DescribeVpcAttribute", "DescribeVpcEndpointServices"]
        {
            counts.remove(check);
        }
        let expected = expected.iter().map(|(operation, count)| ((*operation).to_owned(), *count)).collect();
        assert_eq!(counts, expected, "{what}");
        self.emulator.reset_calls();
    }
}

/// `terraform apply` plans twice, once more as it begins to apply, and each plan of something new looks at the VPC's
/// other endpoints.
#[test]
fn every_command_makes_few_calls() {
    let stage = Stage::immediate();
    stage.emulator.reset_calls();
    let read = |times| ("DescribeVpcEndpoints", times);
    let interfaces = ("DescribeNetworkInterfaces", 1);
    let change = ("ModifyVpcEndpoint", 1);
    let groups = "security_group_ids = var.network.groups";
    let tags = "tags = { Name = \"it\" }";
    let (invoke, all) = (policy("lambda:InvokeFunction"), policy("lambda:*"));

    stage.terraform.apply(&endpoint(&[ALL_SUBNETS, &invoke])).succeeded();
    stage.cost("create", &[("CreateVpcEndpoint", 1), interfaces, read(3)]);
    stage.terraform.has_no_changes();
    stage.cost("refresh", &[read(1)]);
    stage.terraform.apply(&endpoint(&[ALL_SUBNETS, &invoke, tags])).succeeded();
    stage.cost("tags", &[("CreateTags", 1), read(2)]);
    stage.terraform.apply(&endpoint(&[ALL_SUBNETS, &all, tags])).succeeded();
    stage.cost("policy", &[read(2), change]);
    stage.terraform.apply(&endpoint(&[TWO_SUBNETS, &all, groups, tags])).succeeded();
    stage.cost("subnets and groups", &[("DescribeNetworkInterfaces", 2), read(2), change]);
    stage.terraform.apply(&endpoint(&[TWO_SUBNETS, &all, groups, tags, "private_dns_enabled = true"])).succeeded();
    stage.cost("private DNS", &[read(4), change]);
    stage.terraform.destroy().succeeded();
    stage.cost("destroy", &[("DeleteVpcEndpoints", 1), interfaces, read(2)]);
}
