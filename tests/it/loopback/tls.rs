//! TLS before another server, with a certificate that a private authority signed.

use std::net::SocketAddr;
use std::sync::Arc;
use std::thread;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

/// Serves from a thread of its own until the test run ends.
pub(crate) struct TlsServer {
    address: SocketAddr,
    authority: String,
}

impl TlsServer {
    /// Speaks TLS for these names, and passes on to `target` what comes.
    pub(crate) fn before(target: SocketAddr, names: &[&str]) -> Self {
        let authority_key = KeyPair::generate().expect("a key can be made");
        let mut params = CertificateParams::new(Vec::new()).expect("no names are fine");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let authority = params.self_signed(&authority_key).expect("it can sign itself");
        let issuer = Issuer::new(params, authority_key);

        let key = KeyPair::generate().expect("a key can be made");
        let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
        let certificate = CertificateParams::new(names).expect("they are names").signed_by(&key, &issuer).unwrap();
        let key = PrivateKeyDer::try_from(key.serialize_der()).expect("it is a key");
        let config = ServerConfig::builder().with_no_client_auth();
        let config = config.with_single_cert(vec![certificate.der().clone()], key).expect("they belong together");

        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("loopback has a port");
        let address = listener.local_addr().expect("a bound socket has an address");
        thread::spawn(move || serve(listener, target, Arc::new(config)));
        Self { address, authority: pem(authority.der()) }
    }

    /// Host and port.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// The authority's certificate, PEM.
    pub(crate) fn authority(&self) -> &str {
        &self.authority
    }
}

fn pem(certificate: &[u8]) -> String {
    let text = STANDARD.encode(certificate);
    let lines: Vec<_> = text.as_bytes().chunks(64).map(String::from_utf8_lossy).collect();
    format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines.join("\n"))
}

fn serve(listener: std::net::TcpListener, target: SocketAddr, config: Arc<ServerConfig>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime starts");
    runtime.block_on(async {
        listener.set_nonblocking(true).expect("a socket can be told");
        let listener = TcpListener::from_std(listener).expect("tokio takes it");
        let acceptor = TlsAcceptor::from(config);
        while let Ok((client, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let Ok(mut client) = acceptor.accept(client).await else { return };
                let Ok(mut server) = TcpStream::connect(target).await else { return };
                copy_bidirectional(&mut client, &mut server).await.ok();
            });
        }
    });
}
