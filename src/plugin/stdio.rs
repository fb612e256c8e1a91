//! `GRPCStdio`: go-plugin's copy of stdout and stderr. Core reads the log from
//! the process's own stderr and warns about whatever comes here.

use tokio_util::sync::CancellationToken;
use tonic::{Request, Response, Status};

use super::silence::Silence;
use crate::proto::plugin::{StdioData, grpc_stdio_server::GrpcStdio};

/// Forwards nothing.
#[derive(Debug)]
pub(super) struct Stdio {
    pub(super) drain: CancellationToken,
}

#[tonic::async_trait]
impl GrpcStdio for Stdio {
    type StreamStdioStream = Silence<StdioData>;

    async fn stream_stdio(&self, _request: Request<()>) -> Result<Response<Self::StreamStdioStream>, Status> {
        Ok(Response::new(Silence::until(&self.drain)))
    }
}
