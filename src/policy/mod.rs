//! The language of endpoint policies: pure code, which knows neither Terraform nor the network.

mod equality;

pub use equality::equivalent;
