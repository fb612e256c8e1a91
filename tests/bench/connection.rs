//! A connection to a running provider: the socket and the certificate of its handshake line.

use std::{
    io::{Read, Write},
    os::unix::net::UnixStream,
    sync::Arc,
};

use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};
use tokio_rustls::rustls::{
    CertificateError, ClientConfig, ClientConnection, DigitallySignedStruct, Error, SignatureScheme, StreamOwned,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    crypto::{WebPkiSupportedAlgorithms, aws_lc_rs, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime},
    version::{TLS12, TLS13},
};

use crate::{Result, client::ClientCertificate};

/// Both directions, deciphered.
pub(crate) trait Stream: Read + Write {}

impl<T: Read + Write> Stream for T {}

/// What a handshake line says about the way to the provider.
pub(crate) struct Address<'a> {
    /// Version of the provider protocol: 5 or 6.
    pub(crate) protocol: &'a str,
    socket: &'a str,
    certificate: CertificateDer<'static>,
}

impl<'a> Address<'a> {
    pub(crate) fn parse(line: &'a str) -> Result<Self> {
        match line.trim_end().split('|').collect::<Vec<_>>()[..] {
            ["1", protocol, "unix", socket, "grpc", certificate, ..] => {
                let certificate = CertificateDer::from(STANDARD_NO_PAD.decode(certificate)?);
                Ok(Self { protocol, socket, certificate })
            }
            _ => Err(format!("not a handshake line: {line}").into()),
        }
    }

    /// Connects, and returns when both sides have proven who they are.
    pub(crate) fn connect(&self, client: &ClientCertificate) -> Result<impl Stream + use<>> {
        let mut socket = UnixStream::connect(self.socket)?;
        let config = Arc::new(config(self.certificate.clone(), client)?);
        let mut tls = ClientConnection::new(config, ServerName::try_from("localhost")?)?;
        while tls.is_handshaking() {
            tls.complete_io(&mut socket)?;
        }
        Ok(StreamOwned::new(tls, socket))
    }
}

fn config(server: CertificateDer<'static>, client: &ClientCertificate) -> Result<ClientConfig> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let server = PinnedServer { certificate: server, algorithms: provider.signature_verification_algorithms };
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&TLS13, &TLS12])?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(server))
        .with_client_cert_resolver(Arc::new(client.presented()));
    config.alpn_protocols = vec![b"h2".to_vec()];
    Ok(config)
}

/// Trusts the announced certificate alone. The verifier of rustls would refuse that of a Go provider, which is one of a
/// certificate authority.
#[derive(Debug)]
struct PinnedServer {
    certificate: CertificateDer<'static>,
    algorithms: WebPkiSupportedAlgorithms,
}

impl ServerCertVerifier for PinnedServer {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> std::result::Result<ServerCertVerified, Error> {
        if *end_entity == self.certificate {
            Ok(ServerCertVerified::assertion())
        } else {
            Err(CertificateError::ApplicationVerificationFailure.into())
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> std::result::Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, cert, dss, &self.algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> std::result::Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, cert, dss, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}
