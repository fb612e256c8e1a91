//! The provider's policy language, without what turns its findings into Terraform's messages.

mod checks;
#[path = "../../src/policy/equality.rs"]
mod equality;
#[path = "../../src/policy/findings.rs"]
mod findings;
#[path = "../../src/policy/glob.rs"]
mod glob;
#[path = "../../src/policy/lambda.rs"]
mod lambda;

pub use checks::{check_equivalence, check_findings};
pub use equality::equivalent;
pub use findings::{Finding, Severity, findings};
