//! `--debug`: serves without core having started the process ("reattach").

use std::{path::Path, process};

use serde_json::json;

use super::{
    Identity, Services, error::StartError, handshake::PROTOCOL, output, serve, shutdown::Ending, socket::Socket,
};

/// A short source address means another registry in each of the two programs.
const REGISTRIES: [&str; 2] = ["registry.terraform.io", "registry.opentofu.org"];

/// Serves without TLS until SIGINT or SIGTERM. There is no certificate to
/// announce or to check, so the socket's directory is the only guard.
pub(super) async fn serve(identity: &Identity, routes: impl Services) -> Result<(), StartError> {
    let socket = Socket::bind(None)?;
    let ending = Ending::by_hand()?;
    output::stdout_line(&instructions(identity, &socket.path()))?;
    serve::until(ending, socket.listener, None, routes).await
}

fn instructions(identity: &Identity, socket: &Path) -> String {
    // Inside single quotes a shell reads everything but a single quote as it is.
    let providers = reattach(identity, socket).replace('\'', r"'\''");
    format!(
        "{identity} is serving. Terraform and OpenTofu use it where this is set:

export TF_REATTACH_PROVIDERS='{providers}'

Ctrl-C ends it."
    )
}

/// The value of `TF_REATTACH_PROVIDERS`: provider addresses, and where each is served.
fn reattach(identity: &Identity, socket: &Path) -> String {
    let server = json!({
        "Protocol": "grpc",
        "ProtocolVersion": PROTOCOL,
        "Pid": process::id(),
        // False makes Terraform 1.11 crash with this protocol version.
        "Test": true,
        "Addr": { "Network": "unix", "String": socket.display().to_string() },
    });
    let providers: serde_json::Map<_, _> = REGISTRIES
        .iter()
        .map(|registry| {
            let address = format!("{registry}/{}", identity.source());
            (address, server.clone())
        })
        .collect();
    serde_json::Value::Object(providers).to_string()
}
