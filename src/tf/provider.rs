//! What the server needs of a provider.

use super::{AnyResource, Diagnostics, Schema, Value};

/// A provider: its own configuration and the resources it offers.
pub trait Provider: Send + Sync + 'static {
    /// The schema of the `provider` block.
    fn schema(&self) -> &Schema;

    /// Checks the `provider` block. Unknown values are not judged.
    fn validate(&self, config: &Value) -> Diagnostics;

    /// Takes the `provider` block over, in the place of an earlier one. Unknown values are tolerated until they are
    /// needed, and nothing goes over the network. `terraform_version` is the version of the calling program.
    fn configure(&self, config: &Value, terraform_version: &str) -> Diagnostics;

    /// The managed resources on offer.
    fn resources(&self) -> &[Box<dyn AnyResource>];
}
