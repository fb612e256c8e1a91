//! The language of endpoint policies: pure code, which knows neither Terraform nor the network. Only `check.rs` and
//! `managers.rs` speak to the user through Terraform.

mod check;
mod equality;
mod findings;
mod function_arn;
mod glob;
mod json;
mod lambda;
mod managers;
mod place;
mod position;

pub(crate) use check::{document, located};
pub use equality::{equivalent, normalised};
pub use findings::{Finding, Severity, findings};
pub use function_arn::both_forms;
pub(crate) use managers::{Manager, Managers};
pub use position::at_position;
