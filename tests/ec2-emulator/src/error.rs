//! Every error that EC2 is made to answer: its code, its message, its HTTP status.

use std::borrow::Cow;

use crate::kind::Kind;

/// A refusal as EC2 words it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Error {
    pub(crate) code: Cow<'static, str>,
    pub(crate) message: String,
    /// HTTP status.
    pub(crate) status: u16,
}

impl Error {
    /// A client error: status 400.
    pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code: Cow::Borrowed(code), message: message.into(), status: 400 }
    }

    fn status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    // Requests

    pub(crate) fn auth_failure() -> Self {
        let message = "AWS was not able to validate the provided access credentials";
        Self::new("AuthFailure", message).status(401)
    }

    pub(crate) fn invalid_action(action: &str) -> Self {
        Self::new("InvalidAction", format!("The action {action} is not valid for this web service."))
    }

    pub(crate) fn missing_parameter(name: &str) -> Self {
        Self::new("MissingParameter", format!("The request must contain the parameter {name}"))
    }

    pub(crate) fn unknown_parameter(name: &str) -> Self {
        Self::new("UnknownParameter", format!("The parameter {name} is not recognized"))
    }

    pub(crate) fn combination(message: impl Into<String>) -> Self {
        Self::new("InvalidParameterCombination", message)
    }

    pub(crate) fn value(message: impl Into<String>) -> Self {
        Self::new("InvalidParameterValue", message)
    }

    pub(crate) fn parameter(message: impl Into<String>) -> Self {
        Self::new("InvalidParameter", message)
    }

    pub(crate) fn unsupported(message: impl Into<String>) -> Self {
        Self::new("UnsupportedOperation", message)
    }

    pub(crate) fn dry_run() -> Self {
        Self::new("DryRunOperation", "Request would have succeeded, but DryRun flag is set.").status(412)
    }

    pub(crate) fn throttled() -> Self {
        Self::new("RequestLimitExceeded", "Request limit exceeded.").status(503)
    }

    pub(crate) fn filter(name: &str) -> Self {
        Self::new("InvalidFilter", format!("The filter '{name}' is invalid"))
    }

    pub(crate) fn max_results(minimum: usize, maximum: usize) -> Self {
        let message =
            format!("Value for parameter maxResults is invalid. Expecting a value between {minimum} and {maximum}.");
        Self::new("InvalidMaxResults", message)
    }

    pub(crate) fn next_token(token: &str) -> Self {
        Self::new("InvalidNextToken", format!("The token '{token}' is invalid"))
    }

    // Resources of any kind

    pub(crate) fn not_found(kind: &Kind, id: &str) -> Self {
        Self::new(kind.not_found, format!("The {} '{id}' does not exist", kind.title))
    }

    pub(crate) fn malformed(kind: &Kind, id: &str) -> Self {
        let expected = format!(
            "expecting '{}-...; the Id may only contain lowercase alphanumeric characters and a single dash'",
            kind.prefix
        );
        Self::new(kind.malformed, format!("Invalid Id: '{id}' ({expected})"))
    }

    pub(crate) fn invalid_id(id: &str) -> Self {
        Self::new("InvalidID", format!("The ID '{id}' is not valid"))
    }

    /// Something cannot be deleted because something else needs it.
    pub(crate) fn dependency(kind: &Kind, id: &str) -> Self {
        let message = match kind.prefix {
            "sg" => format!("resource {id} has a dependent object"),
            _ => format!("The {} '{id}' has dependencies and cannot be deleted.", kind.noun),
        };
        Self::new("DependencyViolation", message)
    }

    // Tags

    pub(crate) fn tag_key(message: impl Into<String>) -> Self {
        Self::new("InvalidTagKey.Malformed", message)
    }

    pub(crate) fn tag_limit() -> Self {
        Self::new("TagLimitExceeded", "The maximum number of Tags for a resource has been reached.")
    }

    // Endpoints

    pub(crate) fn unknown_service(name: &str) -> Self {
        Self::new("InvalidServiceName", format!("The Vpc Endpoint Service '{name}' does not exist"))
    }

    pub(crate) fn endpoint_type(value: &str) -> Self {
        Self::new("InvalidVpcEndpointType", format!("The VPC endpoint type '{value}' is not valid."))
    }

    pub(crate) fn type_mismatch(kind: &str, offered: &str) -> Self {
        Self::parameter(format!("Endpoint type ({kind}) does not match available service types ([{offered}])."))
    }

    pub(crate) fn zone_not_offered(service: &str, subnet: &str) -> Self {
        Self::parameter(format!(
            "The VPC endpoint service {service} does not support the availability zone of the subnet: {subnet}."
        ))
    }

    pub(crate) fn duplicate_zone(subnet: &str) -> Self {
        let message = format!(
            "Found another VPC endpoint subnet in the availability zone of {subnet}. VPC endpoint subnets should be in \
             different availability zones supported by the VPC endpoint service."
        );
        Self::new("DuplicateSubnetsInSameZone", message)
    }

    pub(crate) fn private_dns_attributes(vpc: &str) -> Self {
        Self::parameter(format!(
            "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for \
             {vpc}"
        ))
    }

    pub(crate) fn private_dns_conflict(name: &str, vpc: &str) -> Self {
        Self::parameter(format!(
            "private-dns-enabled cannot be set because there is already a conflicting DNS domain for {name} in the VPC \
             {vpc}"
        ))
    }

    pub(crate) fn inbound_resolver(vpc: &str) -> Self {
        Self::parameter(format!(
            "To set PrivateDnsOnlyForInboundResolverEndpoint to true, the VPC {vpc} must have a Gateway endpoint for the \
             service."
        ))
    }

    pub(crate) fn operation_in_progress() -> Self {
        Self::new("OperationInProgress", "VpcEndpoint modify operation in progress")
    }

    pub(crate) fn policy_syntax(line: usize, column: usize) -> Self {
        let message = format!("The Policy Document is not valid. Syntax error at position ({line},{column})");
        Self::new("InvalidPolicyDocument", message)
    }

    /// What EC2 says of a principal that IAM does not know (yet).
    pub(crate) fn policy_principal() -> Self {
        Self::new("InvalidPolicyDocument", "UnknownError")
    }

    pub(crate) fn policy_size(limit: usize) -> Self {
        let message = format!("The Policy Document is larger than the maximum of {limit} characters.");
        Self::new("InvalidPolicyDocument", message)
    }

    pub(crate) fn endpoint_limit() -> Self {
        Self::new("VpcEndpointLimitExceeded", "The maximum number of VPC endpoints has been reached")
    }

    pub(crate) fn group_limit(limit: usize) -> Self {
        let message = format!("The maximum number of security groups per interface ({limit}) has been reached.");
        Self::new("SecurityGroupsPerInterfaceLimitExceeded", message)
    }

    pub(crate) fn idempotent_mismatch() -> Self {
        let message = "The client token has already been used with other parameters.";
        Self::new("IdempotentParameterMismatch", message)
    }

    pub(crate) fn client_token() -> Self {
        Self::new("InvalidClientToken", "A client token has up to 64 ASCII characters.")
    }

    pub(crate) fn incorrect_state(id: &str, state: &str) -> Self {
        Self::new("IncorrectState", format!("The VPC endpoint {id} is in the state {state}."))
    }

    /// The item of `DeleteVpcEndpoints`' answer: not the code that the other calls have for the same.
    pub(crate) fn endpoint_to_delete_not_found(id: &str) -> Self {
        Self::new("InvalidVpcEndpoint.NotFound", format!("The Vpc Endpoint Id '{id}' does not exist"))
    }

    // Addresses

    pub(crate) fn no_free_address(subnet: &str) -> Self {
        let message = format!("There are not enough free addresses in subnet '{subnet}' to satisfy the request.");
        Self::new("InsufficientFreeAddressesInSubnet", message)
    }

    pub(crate) fn address_in_use(address: &str) -> Self {
        Self::new("InvalidIPAddress.InUse", format!("Address {address} is in use."))
    }
}
