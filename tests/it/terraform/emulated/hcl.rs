//! Pieces of configuration that the scenarios share.

/// The address of [`endpoint`].
pub(super) const IT: &str = "lambda_vpc_endpoint.it";

pub(super) const ONE_SUBNET: &str = "subnet_ids = [var.network.subnets[0]]";
pub(super) const TWO_SUBNETS: &str = "subnet_ids = [var.network.subnets[0], var.network.subnets[1]]";
pub(super) const ALL_SUBNETS: &str = "subnet_ids = var.network.subnets";

/// The one endpoint of most scenarios, with these arguments besides its VPC.
pub(super) fn endpoint(arguments: &[&str]) -> String {
    let arguments = arguments.join("\n");
    format!("resource \"lambda_vpc_endpoint\" \"it\" {{\nvpc_id = var.network.vpc\n{arguments}\n}}\n")
}

/// The argument for a policy that allows this action.
pub(super) fn policy(action: &str) -> String {
    format!(
        "policy = jsonencode({{ Statement = [{{ Effect = \"Allow\", Principal = \"*\", Action = \"{action}\", Resource = \"*\" }}] }})"
    )
}

/// A `lambda_endpoint_policy` for the endpoint that `id` evaluates to.
pub(super) fn policy_resource(id: &str, action: &str) -> String {
    let policy = policy(action);
    format!("resource \"lambda_endpoint_policy\" \"it\" {{\nvpc_endpoint_id = {id}\n{policy}\n}}\n")
}
