//! The life of the server, from the handshake line to the end of the process.

use tokio::net::UnixListener;
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;
use tonic::{service::Routes, transport::Server};

use super::{
    Services,
    broker::Broker,
    calls::Calls,
    controller::Controller,
    error::StartError,
    handshake::{self, Offer},
    health,
    incoming::incoming,
    output,
    per_connection::PerConnection,
    shutdown::{Ending, Parent},
    socket::Socket,
    stdio::Stdio,
    tls::ServerIdentity,
};
use crate::proto::plugin::{
    grpc_broker_server::GrpcBrokerServer, grpc_controller_server::GrpcControllerServer,
    grpc_stdio_server::GrpcStdioServer,
};

/// Serves the core that started the process until it needs it no more.
pub(super) async fn for_core(parent: Parent, routes: impl Services) -> Result<(), StartError> {
    handshake::negotiate()?;
    let offer = Offer::from_env()?;
    let socket = Socket::bind(offer.socket_dir.as_deref())?;
    let server = match offer.client {
        Some(_) => Some(ServerIdentity::generate()?),
        None => None,
    };
    // Before core knows of us: from then on its Ctrl-C must not end the process.
    let ending = Ending::with_core(parent)?;
    let certificate = server.as_ref().map(|server| &server.certificate);
    output::stdout_line(&offer.line(&socket.path(), certificate))?;
    // Core is busy with the line while the rest is set up.
    let tls = match (server, offer.client) {
        (Some(server), Some(client)) => Some(server.acceptor(client)?),
        _ => None,
    };
    until(ending, socket.listener, tls, routes).await
}

/// Serves the connections of `listener` until there is a reason to end.
pub(super) async fn until(
    mut ending: Ending,
    listener: UnixListener,
    tls: Option<TlsAcceptor>,
    routes: impl Services,
) -> Result<(), StartError> {
    let stop = CancellationToken::new();
    let shutdown = CancellationToken::new();
    let drain = CancellationToken::new();
    let calls = Calls::new();
    let plugin = plugin_services(&shutdown, &drain).await;
    let of_all = stop.clone();
    let server = Server::builder()
        .layer(calls.clone())
        .layer(PerConnection(move || routes(of_all.child_token())))
        .add_routes(plugin)
        .serve_with_incoming_shutdown(incoming(listener, tls), drain.cancelled());
    let mut drained = std::pin::pin!(async {
        let end = server.await;
        calls.finished().await;
        end
    });

    let reason = tokio::select! {
        end = &mut drained => return stopped(end),
        reason = ending.reason(&shutdown) => reason,
    };
    tracing::debug!(?reason, "ending");
    stop.cancel();
    drain.cancel();
    tokio::select! {
        end = drained => stopped(end),
        () = ending.patience(reason) => {
            tracing::debug!(?reason, "ended without waiting for the calls still running");
            Ok(())
        }
    }
}

async fn plugin_services(shutdown: &CancellationToken, drain: &CancellationToken) -> Routes {
    Routes::new(GrpcBrokerServer::new(Broker { drain: drain.clone() }))
        .add_service(GrpcStdioServer::new(Stdio { drain: drain.clone() }))
        .add_service(GrpcControllerServer::new(Controller { shutdown: shutdown.clone() }))
        .add_service(health::service().await)
}

fn stopped(end: Result<(), tonic::transport::Error>) -> Result<(), StartError> {
    end.map_err(|cause| StartError::new("the server failed", &cause))
}
