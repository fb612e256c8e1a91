//! Several Regions in one configuration.

use super::moto;
use super::network::Network;
use super::workspace::{Workspace, connection};

#[test]
fn two_aliases_manage_two_regions() {
    let (frankfurt, oregon) = (Network::new(), Network::in_region("us-west-2"));
    let terraform = Workspace::new(&frankfurt);
    terraform.declare("oregon", &oregon.to_variable());
    terraform.write(
        "alias.tf",
        &format!(
            "provider \"lambda\" {{\n  alias  = \"oregon\"\n  region = \"us-west-2\"\n{}}}\n",
            connection(moto::url())
        ),
    );

    terraform.apply(&in_both("provider = lambda.oregon")).succeeded();
    terraform.has_no_changes();
    are_in_their_regions(&terraform, &frankfurt, &oregon);
    terraform.destroy().succeeded();
}

#[test]
fn a_resource_may_name_a_region_of_its_own() {
    let (frankfurt, oregon) = (Network::new(), Network::in_region("us-west-2"));
    let terraform = Workspace::new(&frankfurt);
    terraform.declare("oregon", &oregon.to_variable());
    let main = in_both("region = \"us-west-2\"");

    terraform.apply(&main).succeeded();
    terraform.has_no_changes();
    are_in_their_regions(&terraform, &frankfurt, &oregon);

    let oregons = oregon.ec2.endpoint(&oregon.vpc).id;
    oregon.ec2.delete_endpoint(&oregons);
    let plan = terraform.plan_again(&[]).succeeded();
    assert_eq!(plan.actions(), ["create lambda_vpc_endpoint.oregon"], "it is read in its own Region");
    terraform.destroy().succeeded();
}

fn are_in_their_regions(terraform: &Workspace, frankfurt: &Network, oregon: &Network) {
    for (name, network) in [("frankfurt", frankfurt), ("oregon", oregon)] {
        let region = network.ec2.region();
        let made = network.ec2.endpoint(&network.vpc);
        assert_eq!(made.service, format!("com.amazonaws.{region}.lambda"));

        let state = terraform.state(&format!("lambda_vpc_endpoint.{name}"));
        assert_eq!(state["region"], region);
        assert_eq!(state["arn"], format!("arn:aws:ec2:{region}:123456789012:vpc-endpoint/{}", made.id));
    }
}

fn in_both(argument: &str) -> String {
    format!(
        r#"
        resource "lambda_vpc_endpoint" "frankfurt" {{
          vpc_id     = var.network.vpc
          subnet_ids = var.network.subnets
        }}
        resource "lambda_vpc_endpoint" "oregon" {{
          {argument}
          vpc_id     = var.oregon.vpc
          subnet_ids = var.oregon.subnets
        }}"#
    )
}
