//! The only reading of the AWS SDK's errors.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use aws_sdk_ec2::config::http::HttpResponse;
use aws_sdk_ec2::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_ec2::operation::RequestId;

use crate::aws::{Unreachable, Unusable, said};

/// What a caller can do about an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The endpoint does not exist (any more, or not yet).
    NotFound,
    /// The same call may succeed a little later.
    Transient,
    /// The call names something that EC2 may not know yet, because it was made moments ago.
    Settling,
    /// Nobody knows whether EC2 has done it: no answer came, or none that can be read.
    Unanswered,
    /// The same call will fail again.
    Permanent,
    /// The time of the operation is over, or the user asked to stop.
    Over,
}

/// Why something asked of AWS did not happen. Displays as whole sentences for the user, code and request id included.
#[derive(Clone, Debug)]
pub struct Error {
    kind: Kind,
    code: Option<String>,
    request_id: Option<String>,
    text: String,
}

impl Error {
    /// An error that no answer of AWS stands behind.
    pub(super) fn permanent(text: impl Into<String>) -> Self {
        Self { kind: Kind::Permanent, code: None, request_id: None, text: text.into() }
    }

    /// That the time of an operation is over, or that the user asked to stop.
    pub(super) fn over(text: impl Into<String>) -> Self {
        Self { kind: Kind::Over, ..Self::permanent(text) }
    }

    fn unanswered(text: String) -> Self {
        Self { kind: Kind::Unanswered, ..Self::permanent(text) }
    }

    /// What EC2 refused with `code`, as it says so itself, in `operation`.
    pub(super) fn refused(operation: &str, code: &str, message: &str) -> Self {
        let encoded = message.contains("Encoded authorization failure message");
        let remedy = remedy(operation, code) + if encoded { DECODE } else { "" };
        let text = format!("EC2 refused {operation}: {}{remedy}", sentence(message));
        Self { kind: kind(code, message), code: Some(code.to_owned()), request_id: None, text }
    }

    /// Reads what the SDK says of a failed `operation`.
    pub(super) fn from_sdk<E>(operation: &str, error: &SdkError<E, HttpResponse>) -> Self
    where
        E: ProvideErrorMetadata + StdError + 'static,
    {
        let in_body = || error.as_service_error().and_then(|refusal| refusal.meta().request_id());
        let request_id = error.request_id().or_else(in_body).map(ToOwned::to_owned);
        let busy = error.raw_response().is_some_and(|response| matches!(response.status().as_u16(), 500 | 502..=504));
        let read = match error.as_service_error().and_then(|refusal| Some((refusal.code()?, refusal.message()))) {
            Some((code, message)) => Self::refused(operation, code, message.unwrap_or("no reason given")),
            None => unanswered(operation, error),
        };
        let kind = if busy { Kind::Transient } else { read.kind };
        Self { kind, request_id, ..read }
    }

    /// This error, which ended the tries of `operation`, with what the last of them failed by; where none of them got an
    /// answer, with what is known to make the operation slow.
    pub(super) fn after(self, last: Option<&Self>, operation: &str) -> Self {
        let Some(last) = last else {
            return Self { text: format!("{} {}", self.text, slow(operation)), ..self };
        };
        let text = format!("{} {}", self.text, last.text);
        Self { text, code: last.code.clone(), request_id: last.request_id.clone(), ..self }
    }

    /// This error, repeated no more for a reason of the configuration.
    pub(super) fn given_up(self, reason: &str) -> Self {
        Self { text: format!("{} {reason}", self.text), ..self }
    }

    /// Whether AWS throttled or failed, or the way to it did; not that it is still busy with the endpoint, or does not know
    /// yet what was made a moment ago.
    pub(super) fn is_failure(&self) -> bool {
        matches!(self.kind, Kind::Transient | Kind::Unanswered) && self.code() != "OperationInProgress"
    }

    /// Whether calls come faster than EC2 takes them.
    pub(super) fn is_throttling(&self) -> bool {
        is_throttling(self.code())
    }

    /// What a caller can do about this.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// For how long it makes sense to repeat the call; `None` when it never does.
    pub(super) fn patience(&self) -> Option<Duration> {
        match self.kind {
            Kind::Transient => Some(Duration::MAX),
            // A principal made by IAM reaches EC2 within a minute or two, a subnet or group within seconds.
            Kind::Settling if self.code() == "InvalidPolicyDocument" => Some(Duration::from_mins(2)),
            Kind::Settling => Some(Duration::from_secs(10)),
            Kind::Unanswered => Some(Duration::from_secs(20)),
            Kind::NotFound | Kind::Permanent | Kind::Over => None,
        }
    }

    /// The same for a call that EC2 would refuse when it had done it already: without an answer, the caller must look.
    pub(super) fn patience_once_heard(&self) -> Option<Duration> {
        self.patience().filter(|_| self.kind != Kind::Unanswered)
    }

    /// The same for a call that can be done without, and that some emulators fail at for good.
    pub(super) fn short_patience(&self) -> Option<Duration> {
        const SHORT: Duration = Duration::from_secs(2);
        self.patience().map(|patience| if self.is_throttling() { patience } else { patience.min(SHORT) })
    }

    /// Whether EC2 refused private DNS because the VPC has the name already. The code alone does not say so.
    #[must_use]
    pub fn is_about_a_taken_name(&self) -> bool {
        self.text.contains("conflicting DNS domain")
    }

    /// EC2's error code, where it sent one.
    #[must_use]
    pub fn code(&self) -> &str {
        self.code.as_deref().unwrap_or_default()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)?;
        let facts = [("Error code", &self.code), ("Request ID", &self.request_id)];
        for (position, (name, value)) in facts.iter().filter_map(|(n, v)| Some((n, v.as_ref()?))).enumerate() {
            let gap = if position == 0 { "\n\n" } else { "\n" };
            write!(f, "{gap}{name}: {value}")?;
        }
        Ok(())
    }
}

/// What happened instead of an answer of EC2.
fn unanswered<E: StdError + 'static>(operation: &str, error: &SdkError<E, HttpResponse>) -> Error {
    let said = error.source().map(said).unwrap_or_default();
    let causes = || std::iter::successors(error.source(), |&cause| cause.source());
    if causes().any(<dyn StdError>::is::<Unusable>) {
        return Error::permanent(format!("{operation} was not asked of EC2. {said}."));
    }
    if causes().any(<dyn StdError>::is::<Unreachable>) {
        return Error::unanswered(format!("EC2 gave no answer to {operation}. {said}."));
    }
    if said.contains("identity resolver timed out") {
        return Error::permanent(format!(
            "{operation} was not asked of EC2: the sources of credentials were asked in vain for 25 seconds. Name the one to \
             use, by profile or assume_role in the provider block, and check that it can be reached."
        ));
    }
    match error {
        SdkError::ConstructionFailure(_) => {
            Error::permanent(format!("The request {operation} cannot be made: {said}."))
        }
        SdkError::TimeoutError(_) => {
            Error::unanswered(format!("EC2 gave no answer to {operation} in time: {said}. {}", slow(operation)))
        }
        SdkError::ServiceError(_) | SdkError::ResponseError(_) => Error::unanswered(format!(
            "The answer to {operation} is none of EC2's{}. Check what stands between this machine and AWS, and the endpoint \
             URL if one is configured.",
            error.raw_response().map(|response| format!(" (HTTP status {})", response.status())).unwrap_or_default()
        )),
        _ => Error::unanswered(format!(
            "EC2 cannot be reached for {operation}: {said}. Check the network, the proxy, the Region and the endpoint URL."
        )),
    }
}

/// What may be behind a call that EC2 does not end: changes of private DNS are known to hang without this permission.
fn slow(operation: &str) -> &'static str {
    match operation {
        "CreateVpcEndpoint" | "ModifyVpcEndpoint" => {
            "If private DNS is being turned on, check that the caller is allowed route53:AssociateVPCWithHostedZone: without \
             it, EC2 lets the call hang."
        }
        _ => "Check the network and the proxy.",
    }
}

/// Sorts EC2's codes, of which its model declares none. `InvalidVpcEndpointId.NotFound` comes from most calls,
/// `InvalidVpcEndpoint.NotFound` from the items of `DeleteVpcEndpoints`; both mean the same.
///
/// `InvalidPolicyDocument` comes for bad grammar, with a position, and as `UnknownError` for a principal that does not
/// exist, or not yet.
fn kind(code: &str, message: &str) -> Kind {
    match code {
        "InvalidVpcEndpointId.NotFound" | "InvalidVpcEndpoint.NotFound" => Kind::NotFound,
        code if is_throttling(code) => Kind::Transient,
        "OperationInProgress"
        | "ConcurrentTagAccess"
        | "InternalError"
        | "InternalFailure"
        | "ServerInternal"
        | "ServiceUnavailable"
        | "Unavailable" => Kind::Transient,
        "InvalidPolicyDocument" if message.contains("UnknownError") => Kind::Settling,
        // By the refusal the SDK learns how far this machine's clock is off.
        "RequestExpired"
        | "RequestTimeTooSkewed"
        | "InvalidSubnetID.NotFound"
        | "InvalidSubnetId.NotFound"
        | "InvalidGroup.NotFound" => Kind::Settling,
        _ => Kind::Permanent,
    }
}

/// The codes by which AWS's services, EC2 among them, say that calls come too fast.
fn is_throttling(code: &str) -> bool {
    const CODES: [&str; 4] =
        ["RequestLimitExceeded", "EC2ThrottledException", "BandwidthLimitExceeded", "PriorRequestNotComplete"];
    CODES.contains(&code) || code.starts_with("Throttl")
}

const DECODE: &str = " What was missing exactly, aws sts decode-authorization-message --encoded-message with the text above tells \
                      those who are allowed sts:DecodeAuthorizationMessage.";

fn remedy(operation: &str, code: &str) -> String {
    match code {
        "UnauthorizedOperation" => {
            format!(
                " Allow the caller the IAM action ec2:{operation} and what it depends on, and check service control policies."
            )
        }
        "AuthFailure" | "InvalidClientTokenId" | "SignatureDoesNotMatch" => {
            " Check the access key and the secret key, that they belong to this partition, that the Region is enabled for the \
             account, and this machine's clock."
                .to_owned()
        }
        "RequestExpired" | "ExpiredToken" | "ExpiredTokenException" => {
            " Renew the credentials, and check this machine's clock.".to_owned()
        }
        "VpcEndpointLimitExceeded" => {
            " Remove endpoints that are not needed, or ask for a higher quota (Service Quotas L-29B6F2EB).".to_owned()
        }
        "DuplicateSubnetsInSameZone" => " An endpoint takes one subnet of each availability zone.".to_owned(),
        "InvalidPolicyDocument" => " Check the document's grammar, and that each principal in it exists.".to_owned(),
        _ => String::new(),
    }
}

/// AWS's message with one full stop at its end.
fn sentence(message: &str) -> String {
    format!("{}.", message.trim().trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_by_what_can_be_done() {
        let cases = [
            ("InvalidVpcEndpointId.NotFound", Kind::NotFound),
            ("InvalidVpcEndpoint.NotFound", Kind::NotFound),
            ("OperationInProgress", Kind::Transient),
            ("ThrottlingException", Kind::Transient),
            ("InvalidPolicyDocument", Kind::Permanent),
        ];
        for (code, kind) in cases {
            assert_eq!(Error::refused("ModifyVpcEndpoint", code, "").kind(), kind, "{code}");
        }
    }

    #[test]
    fn users_read_what_aws_said_the_remedy_and_the_code() {
        let error = Error::refused("CreateVpcEndpoint", "UnauthorizedOperation", "You are not authorized.");
        assert_eq!(
            error.to_string(),
            "EC2 refused CreateVpcEndpoint: You are not authorized. Allow the caller the IAM action ec2:CreateVpcEndpoint \
             and what it depends on, and check service control policies.\n\nError code: UnauthorizedOperation"
        );
    }
}
