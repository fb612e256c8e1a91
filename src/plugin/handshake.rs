//! What core says in the environment, and the line on stdout that answers it.

use std::{
    env,
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
};

use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};
use tokio_rustls::rustls::pki_types::{CertificateDer, pem::PemObject as _};

use super::{error::StartError, output};

/// Version of go-plugin's handshake, not of the provider protocol.
const CORE_PROTOCOL: u32 = 1;

/// The version of the provider protocol that this process speaks.
pub(super) const PROTOCOL: u32 = 6;

/// What core wants of this process.
#[derive(Debug)]
pub(super) struct Offer {
    /// The only client that may connect; none: no TLS.
    pub(super) client: Option<CertificateDer<'static>>,
    /// Where the socket must be; none: in the temporary directory.
    pub(super) socket_dir: Option<PathBuf>,
    /// Core knows the line's seventh field, which older ones take for a part of the sixth.
    multiplex: bool,
}

impl Offer {
    /// Reads go-plugin's `PLUGIN_*` variables.
    pub(super) fn from_env() -> Result<Self, StartError> {
        Ok(Self {
            client: variable("PLUGIN_CLIENT_CERT").as_deref().map(certificate).transpose()?,
            socket_dir: variable("PLUGIN_UNIX_SOCKET_DIR").map(PathBuf::from),
            multiplex: variable("PLUGIN_MULTIPLEX_GRPC").is_some(),
        })
    }

    /// The line for a server that listens on `socket` and proves itself with
    /// `server` (none: no TLS).
    pub(super) fn line(&self, socket: &Path, server: Option<&CertificateDer<'_>>) -> String {
        // Go decodes without padding and refuses it.
        let server = server.map_or_else(String::new, |der| STANDARD_NO_PAD.encode(der));
        let socket = socket.display();
        let multiplex = if self.multiplex { "|false" } else { "" };
        format!("{CORE_PROTOCOL}|{PROTOCOL}|unix|{socket}|grpc|{server}{multiplex}")
    }
}

/// Fails unless core offers our protocol version, in any order; a core that
/// offers nothing goes by the line.
pub(super) fn negotiate() -> Result<(), StartError> {
    let ours = PROTOCOL.to_string();
    let offered = variable("PLUGIN_PROTOCOL_VERSIONS").unwrap_or_else(|| ours.clone().into());
    let offered = offered.to_string_lossy();
    if offered.split(',').any(|version| version.trim() == ours) {
        return Ok(());
    }
    // Core compares versions before it looks at the address, so that its user
    // reads which ones they are; our stderr only reaches the log.
    output::stdout_line(&format!("{CORE_PROTOCOL}|{PROTOCOL}|unix||grpc|"))?;
    Err(StartError::from(format!(
        "this provider speaks plugin protocol {PROTOCOL}, the program that started it only {offered}; \
         Terraform 1.0 and OpenTofu 1.6 are the oldest that can use it"
    )))
}

fn certificate(pem: &OsStr) -> Result<CertificateDer<'static>, StartError> {
    CertificateDer::from_pem_slice(pem.as_encoded_bytes())
        .map_err(|cause| StartError::new("PLUGIN_CLIENT_CERT is not a PEM certificate", &cause))
}

/// Empty is unset, as in Go.
fn variable(name: &str) -> Option<OsString> {
    env::var_os(name).filter(|value| !value.is_empty())
}
