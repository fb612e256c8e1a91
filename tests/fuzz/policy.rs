//! The provider's policy language, without what turns its findings into Terraform's messages.

mod checks;
#[path = "../../src/policy/equality.rs"]
mod equality;
#[path = "../../src/policy/findings.rs"]
mod findings;
#[path = "../../src/policy/glob.rs"]
mod glob;
#[path = "../../src/policy/json.rs"]
mod json;
#[path = "../../src/policy/lambda.rs"]
mod lambda;
#[path = "../../src/policy/place.rs"]
mod place;
#[path = "../../src/policy/position.rs"]
mod position;

pub use checks::{check_equivalence, check_findings};
pub use equality::equivalent;
pub use findings::{Finding, Severity, findings};
pub use position::at_position;
