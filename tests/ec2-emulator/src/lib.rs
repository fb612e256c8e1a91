//! EC2 in memory: the Query API on loopback, with EC2's behaviour where VPC endpoints are concerned.
//!
//! [`Emulator::start`] serves it from a thread of its own until the [`Emulator`] is dropped. Clients sign as they would
//! for EC2; no signature is checked, but who calls and where is read from it:
//!
//! - The Region is that of the signature's scope.
//! - The account is the first twelve digits in a row of the access key (`AKIA210987654321`), else
//!   [`Options::default_account`]. `AssumeRole` hands out keys with the role's account.
//!
//! Accounts and Regions have nothing in common but peering connections. Nothing happens in the background: what is due by
//! the [`Clock`] is made so when a call looks at it.
//!
//! Tests steer it through [`Control`], which an [`Emulator`] dereferences to, or over HTTP under `/_control/`.
//!
//! `README.md` says which behaviours are known of EC2 and how surely.
//!
//! Code map: `server` takes requests, `request` and `parameters` read them, `world` answers them by the table in
//! `operation`, `xml` writes the answers. Each resource has a file or folder of its own; `describe` is what their Describe
//! calls share; `error` has every code that is ever answered.

mod address;
mod bucket;
mod call;
mod clock;
mod control;
mod describe;
mod emulator;
mod endpoint;
mod error;
mod fault;
mod kind;
mod log;
mod network;
mod network_acl;
mod network_interface;
mod operation;
mod options;
mod parameters;
mod peering;
mod request;
mod route_table;
mod security_group;
mod server;
mod services;
mod settings;
mod sts;
mod subnet;
mod table;
mod tags;
mod vpc;
mod world;
mod xml;
mod zones;

pub use clock::Clock;
pub use control::Control;
pub use emulator::Emulator;
pub use endpoint::{LastError, State};
pub use fault::{Fault, FaultKind};
pub use log::{CallRecord, Outcome};
pub use options::{Options, Timing};

/// The names of the operations that there are, STS's included.
pub fn operations() -> impl Iterator<Item = &'static str> {
    operation::Operation::names()
}
