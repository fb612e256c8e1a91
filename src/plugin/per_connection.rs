//! A provider for each connection. Core opens one for each configuration of a provider: in a process that serves several of
//! them ("reattach"), each keeps what it was configured with, and one that is asked to stop stops alone.

use std::{
    convert::Infallible,
    sync::{Arc, OnceLock},
    task::{Context, Poll},
};

use futures_util::future::Either;
use tonic::{body::Body, service::Routes};
use tower::{Layer, Service};

type Request = tonic::codegen::http::Request<Body>;
type Response = tonic::codegen::http::Response<Body>;

/// Where a connection keeps its provider, which is made by its first call and goes with the connection.
#[derive(Clone, Default)]
pub(super) struct Slot(Arc<OnceLock<Routes>>);

/// Puts the services that `make` makes, once for each connection, before the plugin's own ones.
#[derive(Clone)]
pub(super) struct PerConnection<F>(pub(super) F);

impl<F: Clone> Layer<Routes> for PerConnection<F> {
    type Service = Chosen<F>;

    fn layer(&self, plugin: Routes) -> Chosen<F> {
        Chosen { plugin, make: self.0.clone() }
    }
}

/// The plugin's own services, which all connections share, or those of the connection.
#[derive(Clone)]
pub(super) struct Chosen<F> {
    plugin: Routes,
    make: F,
}

impl<F: Fn() -> Routes> Service<Request> for Chosen<F> {
    type Response = Response;
    type Error = Infallible;
    type Future = Either<<Routes as Service<Request>>::Future, <Routes as Service<Request>>::Future>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Service::<Request>::poll_ready(&mut self.plugin, cx)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        // go-plugin's own services are those of the packages `plugin` and `grpc`.
        let shared = ["/plugin.", "/grpc."].iter().any(|package| request.uri().path().starts_with(package));
        match request.extensions().get::<Slot>() {
            Some(Slot(slot)) if !shared => Either::Left(slot.get_or_init(|| (self.make)()).clone().call(request)),
            _ => Either::Right(self.plugin.call(request)),
        }
    }
}
