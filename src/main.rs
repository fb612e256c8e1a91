//! Starts the plugin: the go-plugin side serves what the provider offers.

use std::process::ExitCode;

use terraform_provider_lambda::{ADDRESS, plugin, provider::Provider, server};

fn main() -> ExitCode {
    let identity = plugin::Identity { address: ADDRESS, version: env!("CARGO_PKG_VERSION") };
    plugin::run(&identity, |stop| server::routes(Provider::new(), stop))
}
