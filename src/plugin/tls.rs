//! go-plugin's `AutoMTLS`: each side makes a certificate when it starts, and
//! trusts the one certificate that the other has announced.

use std::{error::Error, sync::Arc};

use rcgen::{CertificateParams, DnType, ExtendedKeyUsagePurpose, KeyPair, PKCS_ECDSA_P256_SHA256};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        self, ServerConfig,
        crypto::aws_lc_rs,
        pki_types::{CertificateDer, PrivatePkcs8KeyDer},
        version::{TLS12, TLS13},
    },
};

use super::{error::StartError, pinned_client::PinnedClient};

/// The only server name that core asks for.
const SERVER_NAME: &str = "localhost";

/// The server's certificate and its key.
#[derive(Debug)]
pub(super) struct ServerIdentity {
    pub(super) certificate: CertificateDer<'static>,
    key: PrivatePkcs8KeyDer<'static>,
}

impl ServerIdentity {
    /// Makes a new key. P-256 takes 0.1 ms; Go's own servers use P-521.
    pub(super) fn generate() -> Result<Self, StartError> {
        generate().map_err(|cause| StartError::new("cannot make a TLS certificate", &cause))
    }

    /// A TLS server for `client` and nobody else.
    pub(super) fn acceptor(self, client: CertificateDer<'static>) -> Result<TlsAcceptor, StartError> {
        let config = config(self, client).map_err(|cause| StartError::new("cannot set up TLS", cause.as_ref()))?;
        Ok(TlsAcceptor::from(Arc::new(config)))
    }
}

fn generate() -> Result<ServerIdentity, rcgen::Error> {
    let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
    let mut params = CertificateParams::new([SERVER_NAME.to_owned()])?;
    params.distinguished_name.push(DnType::CommonName, SERVER_NAME);
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    Ok(ServerIdentity {
        certificate: params.self_signed(&key)?.into(),
        key: PrivatePkcs8KeyDer::from(key.serialize_der()),
    })
}

fn config(server: ServerIdentity, client: CertificateDer<'static>) -> Result<ServerConfig, Box<dyn Error>> {
    // Core signs with P-521, which rustls's other provider, ring, cannot verify.
    let provider = Arc::new(aws_lc_rs::default_provider());
    let client = PinnedClient::new(client, provider.signature_verification_algorithms);
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&TLS13, &TLS12])?
        .with_client_cert_verifier(Arc::new(client))
        .with_single_cert(vec![server.certificate], server.key.into())?;
    // Terraform 1.12 and OpenTofu 1.11 are the first that insist on it.
    config.alpn_protocols = vec![b"h2".to_vec()];
    // Core connects once: resumption would only add messages and memory.
    config.send_tls13_tickets = 0;
    config.session_storage = Arc::new(rustls::server::NoServerSessionStorage {});
    Ok(config)
}
