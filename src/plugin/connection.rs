//! A client's connection, with or without TLS.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::UnixStream,
};
use tokio_rustls::server::TlsStream;
use tonic::transport::server::Connected;

use super::per_connection::Slot;

/// One type for both, so that the server is compiled once.
pub(super) struct Connection(Pin<Box<dyn Transport>>, Slot);

trait Transport: AsyncRead + AsyncWrite + Send {}

impl Transport for UnixStream {}
impl Transport for TlsStream<UnixStream> {}

impl From<UnixStream> for Connection {
    fn from(stream: UnixStream) -> Self {
        Self(Box::pin(stream), Slot::default())
    }
}

impl From<TlsStream<UnixStream>> for Connection {
    fn from(stream: TlsStream<UnixStream>) -> Self {
        Self(Box::pin(stream), Slot::default())
    }
}

impl Connected for Connection {
    type ConnectInfo = Slot;

    fn connect_info(&self) -> Slot {
        self.1.clone()
    }
}

impl AsyncRead for Connection {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        self.0.as_mut().poll_read(cx, buf)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        self.0.as_mut().poll_write(cx, buf)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.0.as_mut().poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.0.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.0.as_mut().poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.0.as_mut().poll_shutdown(cx)
    }
}
