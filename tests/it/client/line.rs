//! The handshake line, read as go-plugin reads it.

use std::path::PathBuf;

use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};
use tokio_rustls::rustls::pki_types::CertificateDer;

/// What the line says, and the line itself.
pub(crate) struct HandshakeLine {
    pub(crate) text: String,
    pub(crate) socket: PathBuf,
    /// None: the plugin serves without TLS.
    pub(crate) certificate: Option<CertificateDer<'static>>,
}

impl HandshakeLine {
    /// Panics on whatever core would refuse.
    pub(crate) fn parse(text: &str) -> Self {
        let fields: Vec<_> = text.split('|').collect();
        let [core, protocol, network, address, kind, certificate, ..] = fields.as_slice() else {
            panic!("fewer than six fields: {text}");
        };
        assert_eq!([*core, *protocol, *network, *kind], ["1", "6", "unix", "grpc"], "{text}");
        let der = STANDARD_NO_PAD.decode(certificate).expect("base64 without padding");
        Self {
            text: text.to_owned(),
            socket: address.into(),
            certificate: (!der.is_empty()).then(|| CertificateDer::from(der)),
        }
    }

    pub(crate) fn fields(&self) -> Vec<&str> {
        self.text.split('|').collect()
    }
}
