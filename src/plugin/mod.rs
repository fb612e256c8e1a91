//! The go-plugin side of the process: how Terraform and OpenTofu start it, find
//! its socket, trust it, read its log and end it.
//!
//! What the provider offers is not known here: [`run`] is handed its services.
//! "Core" is the program that starts the plugin, Terraform or OpenTofu.

mod args;
mod broker;
mod calls;
mod connection;
mod controller;
mod cookie;
mod debug;
mod error;
mod handshake;
mod health;
mod incoming;
mod log;
mod output;
mod panic;
mod per_connection;
mod pinned_client;
mod serve;
mod shutdown;
mod silence;
mod socket;
mod stdio;
mod tls;

use std::{env, fmt, process::ExitCode};

use tokio::runtime;
use tokio_util::sync::CancellationToken;
use tonic::service::Routes;

use args::Mode;
use error::StartError;
use shutdown::Parent;

/// What the provider is called, for texts, the log and the reattach value.
#[derive(Clone, Copy, Debug)]
pub struct Identity {
    /// Where it is published: `HOST/NAMESPACE/NAME`.
    pub address: &'static str,
    /// Version without a leading `v`.
    pub version: &'static str,
}

impl Identity {
    /// `NAMESPACE/NAME`, as a configuration writes it.
    fn source(&self) -> &'static str {
        self.address.split_once('/').map_or(self.address, |(_host, source)| source)
    }

    /// What the names of its resources begin with.
    fn name(&self) -> &'static str {
        self.address.rsplit_once('/').map_or(self.address, |(_parent, name)| name)
    }

    fn binary(&self) -> String {
        format!("terraform-provider-{}", self.name())
    }
}

/// The binary and its version: `terraform-provider-NAME VERSION`.
impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.binary(), self.version)
    }
}

/// What makes the provider's own services.
pub trait Services: Fn(CancellationToken) -> Routes + Clone + Send + Sync + 'static {}

impl<F: Fn(CancellationToken) -> Routes + Clone + Send + Sync + 'static> Services for F {}

/// Does what the command line asks for; without arguments, serves the core that
/// started the process until it says Shutdown, ends, or sends SIGTERM.
///
/// `routes` makes the provider's own services, anew for each connection and with
/// its first call. The token it gets is cancelled when the process is to end: waits
/// are to be given up and running calls to return what they have. The services
/// may cancel it themselves (`StopProvider`); that alone ends neither the process
/// nor what other connections do.
///
/// The exit code is 1, with the reason on stderr, when serving could not begin.
pub fn run(identity: &Identity, routes: impl Services) -> ExitCode {
    match dispatch(identity, routes) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            output::stderr_line(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

fn dispatch(identity: &Identity, routes: impl Services) -> Result<(), StartError> {
    // First of all: a parent that ends later must be noticed.
    let parent = Parent::current();
    panic::install(*identity);
    match args::parse(identity, env::args_os().skip(1))? {
        Mode::Help => output::stdout_line(&args::help(identity)),
        Mode::Version => output::stdout_line(&identity.to_string()),
        Mode::Debug => {
            log::install(identity, log::DEBUG_DEFAULT);
            block_on(debug::serve(identity, routes))
        }
        Mode::Serve => {
            cookie::check(identity)?;
            log::install(identity, log::SERVE_DEFAULT);
            block_on(serve::for_core(parent, routes))
        }
    }
}

/// One thread is enough, and the quickest to start: the work is waiting for AWS.
fn block_on(serving: impl Future<Output = Result<(), StartError>>) -> Result<(), StartError> {
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|cause| StartError::new("cannot start the runtime", &cause))?;
    let outcome = runtime.block_on(serving);
    // Dropped, it would wait for name lookups, which run in threads of their own.
    runtime.shutdown_background();
    outcome
}
