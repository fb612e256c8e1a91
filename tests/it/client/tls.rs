//! The client's side of the TLS handshake.

use std::{io, path::Path, sync::Arc};

use tokio::net::UnixStream;
use tokio_rustls::{
    TlsConnector,
    client::TlsStream,
    rustls::{
        ALL_VERSIONS, ClientConfig, RootCertStore, SupportedProtocolVersion,
        crypto::aws_lc_rs,
        pki_types::{CertificateDer, ServerName},
    },
};

use super::{ClientCertificate, in_time};

/// The name that core asks for.
pub(super) const SERVER_NAME: &str = "localhost";

/// How the client behaves.
#[derive(Clone)]
pub(crate) struct Tls {
    server: CertificateDer<'static>,
    certificate: Option<ClientCertificate>,
    alpn: Vec<Vec<u8>>,
    versions: Vec<&'static SupportedProtocolVersion>,
}

impl Tls {
    /// A client that trusts `server` alone, offers h2 and has no certificate.
    pub(crate) fn new(server: CertificateDer<'static>) -> Self {
        Self { server, certificate: None, alpn: vec![b"h2".to_vec()], versions: ALL_VERSIONS.to_vec() }
    }

    pub(crate) fn with_certificate(mut self, certificate: ClientCertificate) -> Self {
        self.certificate = Some(certificate);
        self
    }

    pub(crate) fn without_certificate(mut self) -> Self {
        self.certificate = None;
        self
    }

    /// As Terraform up to 1.11 and OpenTofu up to 1.10.
    pub(crate) fn without_alpn(mut self) -> Self {
        self.alpn.clear();
        self
    }

    pub(crate) fn only(mut self, version: &'static SupportedProtocolVersion) -> Self {
        self.versions = vec![version];
        self
    }

    /// Connects as far as the client can tell: with TLS 1.3 it learns from the
    /// first answer only that it was refused.
    pub(crate) async fn connect(self, socket: &Path) -> io::Result<TlsStream<UnixStream>> {
        let stream = UnixStream::connect(socket).await?;
        let name = ServerName::try_from(SERVER_NAME).expect("a DNS name");
        in_time("the TLS handshake", TlsConnector::from(Arc::new(self.config())).connect(name, stream)).await
    }

    /// Like Go: the announced certificate is the only root, and must fit the name and the use.
    fn config(self) -> ClientConfig {
        let mut roots = RootCertStore::empty();
        roots.add(self.server).expect("the server's certificate is one");
        let builder = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_protocol_versions(&self.versions)
            .expect("TLS versions")
            .with_root_certificates(roots);
        let mut config = match self.certificate {
            Some(client) => builder.with_client_cert_resolver(Arc::new(client.presented())),
            None => builder.with_no_client_auth(),
        };
        config.alpn_protocols = self.alpn;
        config
    }
}
