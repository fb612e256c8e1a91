//! What the server needs of a provider.

use super::{AnyDataSource, AnyResource, Diagnostics, Function, Operation, Schema, Value};

/// A provider: its own configuration and what it offers.
pub trait Provider: Send + Sync + 'static {
    /// The schema of the `provider` block.
    fn schema(&self) -> &Schema;

    /// Checks the `provider` block. Unknown values are not judged.
    fn validate(&self, config: &Value) -> Diagnostics;

    /// Takes the `provider` block over, in the place of an earlier one. Unknown values are tolerated until they are
    /// needed, and nothing goes over the network that the block does not ask for. `terraform_version` is the version of the
    /// calling program.
    fn configure<'a>(&'a self, config: &'a Value, terraform_version: &'a str) -> Operation<'a, Diagnostics>;

    /// The managed resources on offer.
    fn resources(&self) -> &[Box<dyn AnyResource>];

    /// The data sources on offer.
    fn data_sources(&self) -> &[Box<dyn AnyDataSource>];

    /// The functions on offer.
    fn functions(&self) -> &[Function];
}
