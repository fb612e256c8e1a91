//! The one test binary: the provider as its users and Terraform's core meet it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod client;
mod docs;
mod emulator;
mod loopback;
mod plugin;
mod policy;
mod proto;
mod rpc;
mod terraform;
mod tidy;
