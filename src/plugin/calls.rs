//! Runs each call in a task of its own.
//!
//! Otherwise a call would be dropped, halfway through a change in AWS perhaps,
//! when the connection that it came on is lost.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use tokio::sync::watch;
use tonic::{Status, body::Body};
use tower::{Layer, Service};

type Request = tonic::codegen::http::Request<Body>;
type Response = tonic::codegen::http::Response<Body>;

/// The calls that are running: each holds a receiver of the channel, which never carries anything.
#[derive(Clone, Debug)]
pub(super) struct Calls(watch::Sender<()>);

impl Calls {
    pub(super) fn new() -> Self {
        Self(watch::Sender::new(()))
    }

    /// Returns when no call is running.
    pub(super) async fn finished(&self) {
        self.0.closed().await;
    }
}

impl<S> Layer<S> for Calls {
    type Service = Tracked<S>;

    fn layer(&self, inner: S) -> Self::Service {
        Tracked { inner, calls: self.clone() }
    }
}

/// A service whose calls are counted and run to their end.
#[derive(Clone, Debug)]
pub(super) struct Tracked<S> {
    inner: S,
    calls: Calls,
}

impl<S> Service<Request> for Tracked<S>
where
    S: Service<Request, Response = Response>,
    S::Future: Send + 'static,
    S::Error: Send + 'static,
{
    type Response = Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let running = self.calls.0.subscribe();
        let call = self.inner.call(request);
        let task = tokio::spawn(async move {
            let answer = call.await;
            drop(running);
            answer
        });
        Box::pin(async move { task.await.unwrap_or_else(|_| Ok(panicked())) })
    }
}

/// Without an answer core would take the call for one that it cancelled itself.
fn panicked() -> Response {
    Status::internal("the provider panicked; its log says where").into_http()
}
