//! The only reading of the AWS SDK's errors.

use std::fmt;

use aws_sdk_ec2::config::http::HttpResponse;
use aws_sdk_ec2::error::{DisplayErrorContext, ProvideErrorMetadata, SdkError};
use aws_sdk_ec2::operation::RequestId;

/// What a caller can do about an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The endpoint does not exist (any more, or not yet).
    NotFound,
    /// The same call may succeed a little later.
    Transient,
    /// The same call will fail again.
    Permanent,
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

    /// What EC2 refused with `code`, as it says so itself, in `operation`.
    pub(super) fn refused(operation: &str, code: &str, message: &str) -> Self {
        let remedy = remedy(operation, code);
        let text = format!("EC2 refused {operation}: {}{remedy}", sentence(message));
        Self { kind: kind(code), code: Some(code.to_owned()), request_id: None, text }
    }

    /// Reads what the SDK says of a failed `operation`.
    pub(super) fn from_sdk<E>(operation: &str, error: &SdkError<E, HttpResponse>) -> Self
    where
        E: ProvideErrorMetadata + std::error::Error + 'static,
    {
        let request_id = error.request_id().map(ToOwned::to_owned);
        let server_side = error.raw_response().is_some_and(|response| response.status().is_server_error());
        let read = match (error, error.as_service_error().and_then(ProvideErrorMetadata::code)) {
            (_, Some(code)) => {
                let message = error.as_service_error().and_then(ProvideErrorMetadata::message);
                Self::refused(operation, code, message.unwrap_or("no reason given"))
            }
            (SdkError::ServiceError(_) | SdkError::ResponseError(_), None) => Self::permanent(format!(
                "EC2's answer to {operation} cannot be read: {}. Check what stands between this machine and AWS, and \
                 the endpoint URL if one is configured.",
                DisplayErrorContext(error)
            )),
            (SdkError::ConstructionFailure(_), None) => {
                Self::permanent(format!("The request {operation} cannot be made: {}.", DisplayErrorContext(error)))
            }
            _ => Self::permanent(format!(
                "EC2 cannot be reached for {operation}: {}. Check the network, the proxy, the Region and the credentials.",
                DisplayErrorContext(error)
            )),
        };
        let kind = if server_side { Kind::Transient } else { read.kind };
        Self { kind, request_id, ..read }
    }

    /// This error, with what was behind it.
    pub(super) fn caused_by(self, cause: &Self) -> Self {
        let text = format!("{} {}", self.text, cause.text);
        Self { text, code: cause.code.clone(), request_id: cause.request_id.clone(), ..self }
    }

    /// What a caller can do about this.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
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

/// Sorts EC2's codes, of which its model declares none. `InvalidVpcEndpointId.NotFound` comes from most calls,
/// `InvalidVpcEndpoint.NotFound` from the items of `DeleteVpcEndpoints`; both mean the same.
fn kind(code: &str) -> Kind {
    match code {
        "InvalidVpcEndpointId.NotFound" | "InvalidVpcEndpoint.NotFound" => Kind::NotFound,
        "OperationInProgress"
        | "ConcurrentTagAccess"
        | "RequestLimitExceeded"
        | "EC2ThrottledException"
        | "BandwidthLimitExceeded"
        | "PriorRequestNotComplete"
        | "InternalError"
        | "InternalFailure"
        | "ServerInternal"
        | "ServiceUnavailable"
        | "Unavailable" => Kind::Transient,
        code if code.starts_with("Throttl") => Kind::Transient,
        _ => Kind::Permanent,
    }
}

fn remedy(operation: &str, code: &str) -> String {
    match code {
        "UnauthorizedOperation" => {
            format!(" Allow the caller the IAM action ec2:{operation}, and check service control policies.")
        }
        "AuthFailure" | "InvalidClientTokenId" | "SignatureDoesNotMatch" => {
            " Check the access key and the secret key, and that they belong to this partition.".to_owned()
        }
        "RequestExpired" | "ExpiredToken" => " Renew the credentials, and check this machine's clock.".to_owned(),
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
            "EC2 refused CreateVpcEndpoint: You are not authorized. Allow the caller the IAM action ec2:CreateVpcEndpoint, \
             and check service control policies.\n\nError code: UnauthorizedOperation"
        );
    }
}
