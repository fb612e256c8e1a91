//! The language of endpoint policies, as `terraform_provider_lambda::policy` understands it.

mod properties;
mod seeds;
mod size;
mod table;
