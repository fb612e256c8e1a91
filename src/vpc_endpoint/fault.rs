//! From what EC2 refused to a message on the attribute at fault.

use crate::ec2;
use crate::tf::{Diagnostic, Path};

/// A message under the headline `summary`, on the argument that `error`'s code points at.
pub(super) fn diagnostic(summary: &str, error: &ec2::Error) -> Diagnostic {
    let diagnostic = Diagnostic::error(summary, error.to_string());
    match argument(error.code()).or_else(|| argument_in(&diagnostic.detail)) {
        Some(argument) => diagnostic.at(Path::from(argument)),
        None => diagnostic,
    }
}

/// The argument that a code is about. EC2 spells some codes in two ways.
fn argument(code: &str) -> Option<&'static str> {
    Some(match code {
        "InvalidVpcID.NotFound" | "InvalidVpcID.Malformed" | "VpcEndpointLimitExceeded" => "vpc_id",
        "InvalidIPAddress.InUse" | "InvalidAddress.Malformed" => "subnet_configuration",
        "NetworkInterfaceLimitExceeded" | "DuplicateSubnetsInSameZone" | "InsufficientFreeAddressesInSubnet" => {
            "subnet_ids"
        }
        "SecurityGroupsPerInterfaceLimitExceeded" => "security_group_ids",
        "InvalidPolicyDocument" => "policy",
        "InvalidServiceName" => "service_name",
        "TagLimitExceeded" | "TagPolicyViolation" | "InvalidTagKey.Malformed" => "tags",
        code if code.starts_with("InvalidSubnetI") => "subnet_ids",
        code if code.starts_with("InvalidGroup") || code.starts_with("InvalidSecurityGroup") => "security_group_ids",
        _ => return None,
    })
}

/// The argument that the text of an `InvalidParameter` is about: its code is the same for all of them.
fn argument_in(text: &str) -> Option<&'static str> {
    const TEXTS: [(&str, &str); 5] = [
        ("enableDnsSupport", "private_dns_enabled"),
        ("conflicting DNS domain", "private_dns_enabled"),
        ("Private DNS can't be enabled", "private_dns_enabled"),
        ("availability zone of the subnet", "subnet_ids"),
        ("does not match available service types", "service_name"),
    ];
    TEXTS.into_iter().find(|(part, _)| text.contains(part)).map(|(_, argument)| argument)
}
