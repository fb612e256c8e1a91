//! tfplugin6 over gRPC. Each RPC is: find the resource, read the request, call, write the answer.
//!
//! This is the only place, with [`plugin`](crate::plugin), that names the protocol. It translates and never decides:
//! what a plan or a change means is up to [`tf`](crate::tf). A user's mistake is a diagnostic in the answer, never a gRPC
//! status.

mod answer;
mod data_source;
mod from_proto;
mod function;
mod not_offered;
mod provider;
mod resource;
mod rpc;
mod schema;
mod to_proto;

use std::sync::Arc;

use tokio_util::sync::CancellationToken;
use tonic::service::Routes;

use crate::proto::tfplugin6::provider_server::ProviderServer;
use crate::tf::{AnyResource, Diagnostic, Diagnostics, Provider};

/// The largest request, in bytes, as in the SDK for Go; tonic's own limit of 4 MiB is less than a large state.
const LARGEST_REQUEST: usize = 256 << 20;

/// The gRPC service for `provider`. `stop` is cancelled when Terraform asks to stop.
pub fn routes(provider: impl Provider, stop: CancellationToken) -> Routes {
    let server = Server { provider: Arc::new(provider), stop };
    Routes::new(
        ProviderServer::new(server).max_decoding_message_size(LARGEST_REQUEST).max_encoding_message_size(usize::MAX),
    )
}

/// The provider behind the protocol.
struct Server<P> {
    provider: Arc<P>,
    stop: CancellationToken,
}

impl<P: Provider> Server<P> {
    /// The resource that Terraform calls `type_name`.
    fn resource(&self, type_name: &str) -> Result<&dyn AnyResource, Diagnostics> {
        let found = self.provider.resources().iter().find(|resource| resource.type_name() == type_name);
        found.map(AsRef::as_ref).ok_or_else(|| unknown_type("resource", type_name))
    }
}

fn unknown_type(kind: &str, type_name: &str) -> Diagnostics {
    Diagnostic::error(
        format!("Unknown {kind} type"),
        format!(
            "This version of the provider has no {kind} type \"{type_name}\". Check the name, or whether a newer version \
             of the provider is needed."
        ),
    )
    .into()
}
