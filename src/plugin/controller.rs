//! `GRPCController`: core's word that it is done with this process.

use tokio_util::sync::CancellationToken;
use tonic::{Request, Response, Status};

use crate::proto::plugin::{Empty, grpc_controller_server::GrpcController};

/// Cancels `shutdown` when core says so.
#[derive(Debug)]
pub(super) struct Controller {
    pub(super) shutdown: CancellationToken,
}

#[tonic::async_trait]
impl GrpcController for Controller {
    async fn shutdown(&self, _request: Request<Empty>) -> Result<Response<Empty>, Status> {
        // The process lives on for as long as this answer needs to get out.
        self.shutdown.cancel();
        Ok(Response::new(Empty {}))
    }
}
