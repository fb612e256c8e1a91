//! A client as core is one: it starts the real binary with go-plugin's
//! environment, reads the handshake line and speaks gRPC over mutual TLS.
//!
//! ```
//! let plugin = Plugin::start().await;
//! let answer = plugin.provider().get_metadata(request).await;
//! ```
//!
//! The process ends with the value, also when a test panics. It inherits nothing
//! of the environment but `PATH`, so that no file or variable of the machine counts.

mod certificate;
mod channel;
mod launch;
mod line;
mod process;
mod tls;

use std::{io, path::PathBuf};

use tempfile::TempDir;
use terraform_provider_lambda::proto::{
    plugin::{
        grpc_broker_client::GrpcBrokerClient, grpc_controller_client::GrpcControllerClient,
        grpc_stdio_client::GrpcStdioClient,
    },
    tfplugin6::provider_client::ProviderClient,
};
use tokio::net::UnixStream;
use tonic_health::pb::health_client::HealthClient;

pub(crate) use certificate::ClientCertificate;
pub(crate) use channel::{Channel, origin};
pub(crate) use launch::Launch;
pub(crate) use line::HandshakeLine;
pub(crate) use process::{Process, in_time};
pub(crate) use tls::Tls;

/// The binary under test.
pub(crate) const BINARY: &str = env!("CARGO_BIN_EXE_terraform-provider-lambda");

/// A provider process, and a connection to it.
pub(crate) struct Plugin {
    pub(crate) process: Process,
    /// What it said on stdout.
    pub(crate) line: HandshakeLine,
    /// Its `TMPDIR`, which nothing else uses.
    pub(crate) temporary: TempDir,
    certificate: Option<ClientCertificate>,
    channel: Channel,
}

impl Plugin {
    /// Starts the binary as core does, and connects.
    pub(crate) async fn start() -> Self {
        Launch::new().start().await
    }

    /// The provider's own service, without a limit on message sizes.
    pub(crate) fn provider(&self) -> ProviderClient<Channel> {
        ProviderClient::with_origin(self.channel.clone(), origin())
            .max_decoding_message_size(usize::MAX)
            .max_encoding_message_size(usize::MAX)
    }

    pub(crate) fn controller(&self) -> GrpcControllerClient<Channel> {
        GrpcControllerClient::with_origin(self.channel.clone(), origin())
    }

    pub(crate) fn broker(&self) -> GrpcBrokerClient<Channel> {
        GrpcBrokerClient::with_origin(self.channel.clone(), origin())
    }

    pub(crate) fn stdio(&self) -> GrpcStdioClient<Channel> {
        GrpcStdioClient::with_origin(self.channel.clone(), origin())
    }

    pub(crate) fn health(&self) -> HealthClient<Channel> {
        HealthClient::with_origin(self.channel.clone(), origin())
    }

    /// The socket from the handshake line.
    pub(crate) fn socket(&self) -> PathBuf {
        self.line.socket.clone()
    }

    /// How core connects: the certificate that it announced, pinned server, h2.
    pub(crate) fn tls(&self) -> Tls {
        let server = self.line.certificate.clone().expect("the plugin announced a certificate");
        let certificate = self.certificate.clone().expect("the client announced a certificate");
        Tls::new(server).with_certificate(certificate)
    }

    /// One more connection, with TLS as told.
    pub(crate) async fn connect(&self, tls: Tls) -> io::Result<Channel> {
        Channel::over(tls.connect(&self.line.socket).await?).await
    }

    /// One more connection, without TLS.
    pub(crate) async fn connect_plain(&self) -> io::Result<Channel> {
        Channel::over(UnixStream::connect(&self.line.socket).await?).await
    }
}
