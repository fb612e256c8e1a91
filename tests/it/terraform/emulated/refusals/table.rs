//! The error codes. EC2's model declares none, so these are from its documentation and from what users reported.

use super::table::Call::{Create, Delete, Modify, PutPolicy, Read, Tag};

/// Codes about one subject.
pub(super) struct Section {
    pub(super) title: &'static str,
    pub(super) rows: &'static [Row],
}

/// What EC2 may answer, and what becomes of it.
pub(super) struct Row {
    pub(super) code: &'static str,
    pub(super) status: u16,
    /// What EC2 says with it, for the codes whose meaning depends on that.
    pub(super) message: &'static str,
    /// For users.
    pub(super) when: &'static str,
    pub(super) reaction: Reaction,
    /// For how long the call is repeated, where that is not until the operation's time is over.
    pub(super) patience: Option<&'static str>,
    /// The argument that the error is shown on.
    pub(super) argument: Option<&'static str>,
    /// The calls that can get it.
    pub(super) calls: &'static [Call],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reaction {
    /// The operation ends with an error that has this remedy in it, `OPERATION` standing for the call's name.
    Says(&'static str),
    /// The call is repeated until it succeeds.
    Repeats,
    /// It is what was asked for.
    Accepts,
}

/// What is done when the answer comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Call {
    Create,
    Modify,
    Tag,
    Delete,
    Read,
    PutPolicy,
}

impl Call {
    pub(super) fn operation(self) -> &'static str {
        match self {
            Create => "CreateVpcEndpoint",
            Modify | PutPolicy => "ModifyVpcEndpoint",
            Tag => "CreateTags",
            Delete => "DeleteVpcEndpoints",
            Read => "DescribeVpcEndpoints",
        }
    }

    pub(super) fn summary(self) -> &'static str {
        match self {
            Create => "Cannot create VPC endpoint",
            Modify | Tag => "Cannot update VPC endpoint",
            Delete => "Cannot delete VPC endpoint",
            Read => "Cannot read VPC endpoint",
            PutPolicy => "Cannot create endpoint policy",
        }
    }
}

impl Row {
    /// `lambda_endpoint_policy` has two arguments only.
    pub(super) fn argument_of(&self, call: Call) -> Option<&'static str> {
        match call {
            PutPolicy if self.code.ends_with(".NotFound") => Some("vpc_endpoint_id"),
            PutPolicy => self.argument.filter(|argument| *argument == "policy"),
            _ => self.argument,
        }
    }

    const fn on(self, argument: &'static str) -> Self {
        Self { argument: Some(argument), ..self }
    }

    const fn saying(self, message: &'static str) -> Self {
        Self { message, ..self }
    }

    const fn status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    const fn up_to(self, patience: &'static str) -> Self {
        Self { patience: Some(patience), ..self }
    }

    const fn remedy(self, remedy: &'static str) -> Self {
        Self { reaction: Reaction::Says(remedy), ..self }
    }
}

/// A code that ends the operation.
const fn stops(code: &'static str, calls: &'static [Call], when: &'static str) -> Row {
    let message = "EC2 says why here.";
    Row { code, status: 400, message, when, reaction: Reaction::Says(""), patience: None, argument: None, calls }
}

/// A code that passes by itself.
const fn repeats(code: &'static str, calls: &'static [Call], when: &'static str) -> Row {
    Row { reaction: Reaction::Repeats, ..stops(code, calls, when) }
}

const EVERY: &[Call] = &[Create, Modify, Tag, Delete, Read, PutPolicy];
const MAKES: &[Call] = &[Create, Modify];
const POLICIES: &[Call] = &[Create, Modify, PutPolicy];

const KEYS: &str = "Check the access key and the secret key, that they belong to this partition, that the Region is enabled for the account, and this machine's clock.";
const RENEW: &str = "Renew the credentials, and check this machine's clock.";

pub(super) const SECTIONS: &[Section] = &[
    Section { title: "Places", rows: PLACES },
    Section { title: "Security groups", rows: GROUPS },
    Section { title: "Service and private DNS", rows: SERVICE },
    Section { title: "Policies", rows: POLICY },
    Section { title: "Tags", rows: TAGS },
    Section { title: "The endpoint", rows: ENDPOINT },
    Section { title: "Load and outages", rows: LOAD },
    Section { title: "Credentials and permissions", rows: CALLER },
    Section { title: "Requests", rows: REQUESTS },
];

const PLACES: &[Row] = &[
    stops("InvalidVpcID.NotFound", &[Create], "There is no such VPC in this account and Region.").on("vpc_id"),
    stops("InvalidVpcID.Malformed", &[Create], "The id is not that of a VPC.").on("vpc_id"),
    repeats("InvalidSubnetID.NotFound", MAKES, "There is no such subnet, or EC2 does not know it yet.")
        .on("subnet_ids")
        .up_to("10 s"),
    repeats("InvalidSubnetId.NotFound", MAKES, "The same; EC2 has two spellings.").on("subnet_ids").up_to("10 s"),
    stops("InvalidSubnetID.Malformed", MAKES, "The id is not that of a subnet.").on("subnet_ids"),
    stops("InvalidSubnetId.Malformed", MAKES, "The same; EC2 has two spellings.").on("subnet_ids"),
    stops("DuplicateSubnetsInSameZone", MAKES, "Two subnets are in one availability zone.")
        .on("subnet_ids")
        .remedy("An endpoint takes one subnet of each availability zone."),
    stops("InsufficientFreeAddressesInSubnet", MAKES, "A subnet has no free IPv4 address left.").on("subnet_ids"),
    stops("InvalidParameter", MAKES, "Lambda is not offered in the zone of a subnet.")
        .saying("The VPC endpoint service does not support the availability zone of the subnet: subnet-1.")
        .on("subnet_ids"),
    stops("InvalidIPAddress.InUse", MAKES, "A chosen address is taken.").on("subnet_configuration"),
    stops("InvalidAddress.Malformed", MAKES, "A chosen address is none.").on("subnet_configuration"),
    stops("InvalidParameterValue", MAKES, "A value is out of its range, such as an address outside its subnet."),
    stops("NetworkInterfaceLimitExceeded", MAKES, "The account's quota of network interfaces is used up.")
        .on("subnet_ids"),
    stops("VpcEndpointLimitExceeded", &[Create], "The VPC's quota of endpoints is used up.")
        .on("vpc_id")
        .remedy("Remove endpoints that are not needed, or ask for a higher quota (Service Quotas L-29B6F2EB)."),
];

const GROUPS: &[Row] = &[
    repeats("InvalidGroup.NotFound", MAKES, "There is no such group in the VPC, or EC2 does not know it yet.")
        .on("security_group_ids")
        .up_to("10 s"),
    stops("InvalidSecurityGroupID.NotFound", MAKES, "There is no such group.").on("security_group_ids"),
    stops("InvalidGroupId.Malformed", MAKES, "The id is not that of a group.").on("security_group_ids"),
    stops("InvalidSecurityGroupId.Malformed", MAKES, "The same; EC2 has two spellings.").on("security_group_ids"),
    stops("SecurityGroupsPerInterfaceLimitExceeded", MAKES, "More groups than a network interface may have.")
        .on("security_group_ids"),
];

const SERVICE: &[Row] = &[
    stops("InvalidServiceName", &[Create], "The Region has no endpoint service of this name.").on("service_name"),
    stops("InvalidParameter", &[Create], "The service of this name has no interface endpoints.")
        .saying("Endpoint type (Interface) does not match available service types ([Gateway]).")
        .on("service_name"),
    stops("InvalidVpcEndpointType", &[Create], "EC2, or an emulator of it, does not know interface endpoints."),
    stops("InvalidParameter", MAKES, "The VPC has one of its DNS attributes off.")
        .saying("Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for vpc-1.")
        .on("private_dns_enabled"),
    stops("InvalidParameter", MAKES, "Another endpoint or hosted zone of the VPC holds Lambda's name.")
        .saying("private-dns-enabled cannot be set because there is already a conflicting DNS domain for lambda.eu-central-1.amazonaws.com in the VPC vpc-1.")
        .on("private_dns_enabled"),
    stops("InvalidParameter", MAKES, "The service has no name that could be made private.")
        .saying("Private DNS can't be enabled because the service com.amazonaws.eu-central-1.lambda does not provide a private DNS name.")
        .on("private_dns_enabled"),
    stops("InvalidParameter", MAKES, "Anything else about the arguments; EC2 says what."),
];

const POLICY: &[Row] = &[
    repeats("InvalidPolicyDocument", POLICIES, "`UnknownError`: a principal does not exist, or not yet.")
        .saying("UnknownError")
        .on("policy")
        .up_to("2 minutes"),
    stops("InvalidPolicyDocument", POLICIES, "The document is not as IAM's grammar wants it.")
        .saying("The Policy Document is not valid. Syntax error at position (1,75)")
        .on("policy")
        .remedy("Check the document's grammar, and that each principal in it exists."),
];

const TAGS: &[Row] = &[
    repeats("ConcurrentTagAccess", &[Tag], "Somebody else changes the same tags."),
    stops("TagLimitExceeded", &[Create, Tag], "More than 50 tags.").on("tags"),
    stops("TagPolicyViolation", &[Create, Tag], "A tag policy of the organization forbids it.").on("tags"),
    stops("InvalidTagKey.Malformed", &[Create, Tag], "A key is empty or begins with `aws:`.").on("tags"),
    stops("InvalidID", &[Tag], "What is to be tagged is gone."),
];

const ENDPOINT: &[Row] = &[
    repeats("OperationInProgress", &[Modify, PutPolicy], "Another change of the endpoint is going on."),
    Row {
        reaction: Reaction::Accepts,
        ..stops(
            "InvalidVpcEndpointId.NotFound",
            &[Delete, Read],
            "The endpoint is gone, and was to be deleted or read.",
        )
    },
    stops("InvalidVpcEndpointId.NotFound", &[Modify, PutPolicy], "The endpoint is gone, and was to be changed.")
        .saying("The Vpc Endpoint Id 'vpce-1' does not exist"),
    Row {
        reaction: Reaction::Accepts,
        ..stops("InvalidVpcEndpoint.NotFound", &[Delete, Read], "The same; EC2 has two spellings.")
    },
    stops("InvalidVpcEndpointId.Malformed", &[Modify, Delete, Read, PutPolicy], "The id is not that of an endpoint."),
    stops("IncorrectState", &[Modify, Delete, PutPolicy], "The endpoint's state does not allow it."),
    stops("InvalidState", &[Modify, Delete, PutPolicy], "The same; EC2 has two codes."),
    stops("OperationNotPermitted", &[Modify, Delete], "An AWS service manages the endpoint."),
];

const LOAD: &[Row] = &[
    repeats("RequestLimitExceeded", EVERY, "Too many calls in the account and Region, or in the organization.")
        .status(503),
    repeats("Throttling", EVERY, "The same."),
    repeats("ThrottlingException", EVERY, "The same."),
    repeats("EC2ThrottledException", EVERY, "The same.").status(503),
    repeats("BandwidthLimitExceeded", EVERY, "The same."),
    repeats("PriorRequestNotComplete", EVERY, "An earlier call is still being worked on."),
    repeats("InternalError", EVERY, "A failure within EC2.").status(500),
    repeats("InternalFailure", EVERY, "The same.").status(500),
    repeats("ServerInternal", EVERY, "The same.").status(500),
    repeats("ServiceUnavailable", EVERY, "EC2 is overloaded or down.").status(503),
    repeats("Unavailable", EVERY, "The same.").status(503),
];

const CALLER: &[Row] = &[
    stops("UnauthorizedOperation", EVERY, "An IAM policy or a service control policy forbids the call.")
        .status(403)
        .remedy(
            "Allow the caller the IAM action ec2:OPERATION and what it depends on, and check service control policies.",
        ),
    stops("AuthFailure", EVERY, "The credentials are not valid.").status(401).remedy(KEYS),
    stops("InvalidClientTokenId", EVERY, "There is no such access key.").status(403).remedy(KEYS),
    stops("SignatureDoesNotMatch", EVERY, "The secret key is not that of the access key.").status(403).remedy(KEYS),
    repeats(
        "RequestExpired",
        EVERY,
        "The credentials are too old, or this machine's clock is off, which a repetition corrects.",
    )
    .up_to("10 s"),
    repeats("RequestTimeTooSkewed", EVERY, "The same of the clock.").status(403).up_to("10 s"),
    stops("ExpiredToken", EVERY, "The session of temporary credentials is over.").status(403).remedy(RENEW),
    stops("OptInRequired", EVERY, "The account is not subscribed to the service or Region.").status(401),
    stops("Blocked", EVERY, "The account is blocked.").status(403),
    stops("PendingVerification", EVERY, "AWS is still verifying the account."),
];

const REQUESTS: &[Row] = &[
    stops("IdempotentParameterMismatch", &[Create], "A client token was used for another request."),
    stops("InvalidClientToken", &[Create], "The client token is malformed."),
    stops("MissingParameter", EVERY, "EC2, or an emulator of it, wants more."),
    stops("UnknownParameter", EVERY, "EC2, or an emulator of it, does not know an argument."),
    stops("InvalidParameterCombination", EVERY, "Arguments exclude each other."),
    stops("InvalidAction", EVERY, "The partition, or an emulator, does not have the call."),
    stops("UnsupportedOperation", EVERY, "The partition does not have the feature."),
    stops("ValidationError", EVERY, "The request is not as EC2 wants it."),
    stops("InvalidFilter", &[Read], "The same of a filter."),
    stops("FilterLimitExceeded", &[Read], "The same of a filter."),
    stops("InvalidMaxResults", &[Read], "The same of paging."),
    stops("InvalidNextToken", &[Read], "The same of paging."),
    stops("InvalidPaginationToken", &[Read], "The same of paging."),
];
