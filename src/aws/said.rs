//! What an error of the SDK says, without the requests and the types that its own rendering shows.

use std::error::Error;

use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_sts::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_sts::operation::assume_role::AssumeRoleError;
use aws_sdk_sts::operation::assume_role_with_web_identity::AssumeRoleWithWebIdentityError;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;

use super::Unreachable;
use super::credentials::Unusable;

/// The causes of `error` in one sentence without a full stop. Where AWS itself or the way to it has spoken, only that.
pub(crate) fn said(error: &(dyn Error + 'static)) -> String {
    let causes = || std::iter::successors(Some(error), |&cause| cause.source());
    if let Some(spoken) = causes().find_map(spoken) {
        return spoken.trim_end_matches('.').to_owned();
    }
    // What the SDK's own layers are called says nothing to users.
    let telling = causes().filter(|cause| !cause.is::<CredentialsError>());
    let mut texts: Vec<_> = telling.map(ToString::to_string).collect();
    texts.dedup();
    if texts.is_empty() { error.to_string() } else { texts.join(": ") }
}

fn spoken(cause: &(dyn Error + 'static)) -> Option<String> {
    let ours = cause.downcast_ref::<Unreachable>().map(ToString::to_string);
    let ours = ours.or_else(|| cause.downcast_ref::<Unusable>().map(ToString::to_string));
    ours.or_else(|| refusal::<AssumeRoleError>(cause)).or_else(|| refusal::<AssumeRoleWithWebIdentityError>(cause))
}

/// What STS answered.
fn refusal<E: ProvideErrorMetadata + Error + 'static>(cause: &(dyn Error + 'static)) -> Option<String> {
    let error = cause.downcast_ref::<SdkError<E, HttpResponse>>()?;
    let meta = error.as_service_error()?.meta();
    Some(match (meta.code(), meta.message()) {
        (Some(code), Some(message)) => format!("{} ({code})", message.trim_end_matches('.')),
        (Some(code), None) => code.to_owned(),
        _ => return None,
    })
}
