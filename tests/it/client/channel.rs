//! An HTTP/2 connection that gRPC clients can use.

use std::{
    io,
    task::{Context, Poll},
};

use hyper::{
    body::Incoming,
    client::conn::http2::{self, SendRequest},
};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::io::{AsyncRead, AsyncWrite};
use tonic::{
    body::Body,
    codegen::{
        BoxFuture,
        http::{Request, Response, Uri},
    },
};
use tower::Service;

/// What gRPC clients are made with; clones share the connection, which lives as long as one of them.
#[derive(Clone)]
pub(crate) struct Channel(SendRequest<Body>);

impl Channel {
    /// Speaks HTTP/2 over `stream`.
    pub(crate) async fn over(stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static) -> io::Result<Self> {
        let (sender, connection) =
            http2::handshake(TokioExecutor::new(), TokioIo::new(stream)).await.map_err(io::Error::other)?;
        // Its error comes to every call on it as well.
        tokio::spawn(async move { drop(connection.await) });
        Ok(Self(sender))
    }
}

impl Service<Request<Body>> for Channel {
    type Response = Response<Incoming>;
    type Error = hyper::Error;
    type Future = BoxFuture<Self::Response, Self::Error>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.0.poll_ready(cx)
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        Box::pin(self.0.send_request(request))
    }
}

/// The address in every request; go-plugin's client says the same.
pub(crate) fn origin() -> Uri {
    Uri::from_static("http://localhost")
}
