//! Accepts connections; each TLS handshake is a task of its own, so that a slow
//! or dead client keeps nobody else waiting.

use std::{convert::Infallible, io, time::Duration};

use tokio::{
    net::{UnixListener, UnixStream},
    sync::mpsc,
    time,
};
use tokio_rustls::TlsAcceptor;
use tokio_stream::{Stream, StreamExt as _, wrappers::ReceiverStream};

use super::connection::Connection;

/// A live client needs milliseconds.
const HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(10);

/// Between two attempts to accept while the process has no file descriptor left.
const ACCEPT_RETRY: Duration = Duration::from_millis(50);

/// The connections ready to be served; with `tls`, those of the trusted client.
/// The listener is closed when the stream is dropped.
pub(super) fn incoming(
    listener: UnixListener,
    tls: Option<TlsAcceptor>,
) -> impl Stream<Item = Result<Connection, Infallible>> {
    let (ready, connections) = mpsc::channel(16);
    tokio::spawn(accept_all(listener, tls, ready));
    ReceiverStream::new(connections).map(Ok)
}

async fn accept_all(listener: UnixListener, tls: Option<TlsAcceptor>, ready: mpsc::Sender<Connection>) {
    loop {
        let accepted = tokio::select! {
            () = ready.closed() => return,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, _)) => drop(tokio::spawn(establish(stream, tls.clone(), ready.clone()))),
            Err(error) => {
                tracing::warn!(%error, "cannot accept a connection");
                time::sleep(ACCEPT_RETRY).await;
            }
        }
    }
}

async fn establish(stream: UnixStream, tls: Option<TlsAcceptor>, ready: mpsc::Sender<Connection>) {
    let connection = match tls {
        None => Ok(Connection::from(stream)),
        Some(tls) => handshake(stream, &tls).await.map(Connection::from),
    };
    match connection {
        // The send fails once the server takes no more connections.
        Ok(connection) => drop(ready.send(connection).await),
        // Core only reports that it cannot connect: the reason is known here alone.
        Err(error) => tracing::error!(%error, "TLS handshake failed"),
    }
}

async fn handshake(stream: UnixStream, tls: &TlsAcceptor) -> io::Result<tokio_rustls::server::TlsStream<UnixStream>> {
    time::timeout(HANDSHAKE_TIMEOUT, tls.accept(stream)).await.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
}
