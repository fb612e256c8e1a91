//! The parts of the protocol that this provider has nothing to offer for.

use tonic::Status;

/// Says that there is no such feature here. Terraform never calls these RPCs for a provider whose schema names none.
pub(super) fn not_offered<T>(feature: &str) -> Result<T, Status> {
    Err(Status::unimplemented(format!("terraform-provider-lambda offers no {feature}.")))
}
