//! `GRPCBroker`: go-plugin's side connections. A provider has none, but core
//! opens the stream on every connection.

use tokio_util::sync::CancellationToken;
use tonic::{Request, Response, Status, Streaming};

use super::silence::Silence;
use crate::proto::plugin::{ConnInfo, grpc_broker_server::GrpcBroker};

/// Announces nothing and ignores what core announces.
#[derive(Debug)]
pub(super) struct Broker {
    pub(super) drain: CancellationToken,
}

#[tonic::async_trait]
impl GrpcBroker for Broker {
    type StartStreamStream = Silence<ConnInfo>;

    async fn start_stream(
        &self,
        _request: Request<Streaming<ConnInfo>>,
    ) -> Result<Response<Self::StartStreamStream>, Status> {
        Ok(Response::new(Silence::until(&self.drain)))
    }
}
