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

#[test]
fn every_command_makes_few_calls() {
    let stage = Stage::immediate();
    stage.emulator.reset_calls();
    let (one, two, three) = (("DescribeVpcEndpoints", 1), ("DescribeVpcEndpoints", 2), ("DescribeVpcEndpoints", 3));
    let interfaces = ("DescribeNetworkInterfaces", 1);
    let groups = "security_group_ids = var.network.groups";
    let tags = "tags = { Name = \"it\" }";
    let (invoke, all) = (policy("lambda:InvokeFunction"), policy("lambda:*"));

    stage.terraform.apply(&endpoint(&[ALL_SUBNETS, &invoke])).succeeded();
    stage.cost("create, with the neighbours looked at before", &[("CreateVpcEndpoint", 1), interfaces, two]);
    stage.terraform.has_no_changes();
    stage.cost("refresh", &[one]);
    stage.terraform.apply(&endpoint(&[ALL_SUBNETS, &invoke, tags])).succeeded();
    stage.cost("tags", &[("CreateTags", 1), interfaces, two]);
    stage.terraform.apply(&endpoint(&[ALL_SUBNETS, &all, tags])).succeeded();
    stage.cost("policy", &[interfaces, two, ("ModifyVpcEndpoint", 1)]);
    stage.terraform.apply(&endpoint(&[TWO_SUBNETS, &all, groups, tags])).succeeded();
    stage.cost("subnets and groups", &[("DescribeNetworkInterfaces", 2), two, ("ModifyVpcEndpoint", 1)]);
    stage.terraform.apply(&endpoint(&[TWO_SUBNETS, &all, groups, tags, "private_dns_enabled = true"])).succeeded();
    stage.cost("private DNS, with the neighbours looked at before", &[interfaces, three, ("ModifyVpcEndpoint", 1)]);
    stage.terraform.destroy().succeeded();
    stage.cost("destroy", &[("DeleteVpcEndpoints", 1), interfaces, two]);
}
