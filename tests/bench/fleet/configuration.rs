//! What the endpoints are: as Terraform has it, and as EC2's API does.

use crate::ec2::{Ec2, Network};

/// In the form in which EC2 gives it back.
const POLICY: &str =
    r#"{"Statement":[{"Action":"lambda:InvokeFunction","Effect":"Allow","Principal":"*","Resource":"*"}]}"#;

const SERVICE: &str = "com.amazonaws.eu-central-1.lambda";

/// How many endpoints are written as one resource with `count`. Terraform's own time grows with the square of it.
pub(super) const BLOCK: usize = 100;

/// `main.tf` for so many endpoints.
pub(super) fn text(ec2: &Ec2, network: &Network, size: usize, policies: bool) -> String {
    let blocks = (0..size).step_by(BLOCK).enumerate();
    let texts = blocks.map(|(number, first)| {
        let (name, count) = (block_name(number), BLOCK.min(size - first));
        let attached = if policies { policy_block(&name, count) } else { String::new() };
        endpoint_block(&name, count, network) + &attached
    });
    [ec2.provider_block("")].into_iter().chain(texts).collect()
}

/// The name of a resource in the configuration.
pub(super) fn block_name(number: usize) -> String {
    format!("block_{number}")
}

fn endpoint_block(name: &str, count: usize, Network { vpc, subnets, group }: &Network) -> String {
    format!(
        "resource \"lambda_vpc_endpoint\" \"{name}\" {{\n  count               = {count}\n  vpc_id              = \"{vpc}\"\n  \
         subnet_ids          = {subnets:?}\n  security_group_ids  = [\"{group}\"]\n  private_dns_enabled = false\n}}\n"
    )
}

fn policy_block(name: &str, count: usize) -> String {
    format!(
        "resource \"lambda_endpoint_policy\" \"{name}\" {{\n  count           = {count}\n  \
         vpc_endpoint_id = lambda_vpc_endpoint.{name}[count.index].id\n  policy          = {POLICY:?}\n}}\n"
    )
}

/// The parameters of a `CreateVpcEndpoint` that makes one like those. EC2 lists interfaces in the order in which the
/// subnets were named: it has to be that of the first endpoint.
pub(super) fn parameters<'a>(network: &'a Network, subnets: [&'a str; 3]) -> [(&'static str, &'a str); 9] {
    [
        ("VpcId", &network.vpc),
        ("VpcEndpointType", "Interface"),
        ("ServiceName", SERVICE),
        ("SubnetId.1", subnets[0]),
        ("SubnetId.2", subnets[1]),
        ("SubnetId.3", subnets[2]),
        ("SecurityGroupId.1", &network.group),
        ("PrivateDnsEnabled", "false"),
        ("PolicyDocument", POLICY),
    ]
}
