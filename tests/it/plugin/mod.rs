//! go-plugin's side of the process, tested as core sees it.

mod by_hand;
mod debug;
mod ending;
mod handshake;
mod log;
mod orphan;
mod services;
mod shutdown;
mod socket;
mod tls;

use terraform_provider_lambda::proto::tfplugin6::get_metadata;
use tonic::{Response, Status};

use crate::client::{Channel, Plugin, origin};

/// A call that every provider answers without a configuration.
async fn call(plugin: &Plugin) -> Result<Response<get_metadata::Response>, Status> {
    plugin.provider().get_metadata(get_metadata::Request {}).await
}

/// The same call over another connection.
async fn call_over(channel: Channel) -> Result<Response<get_metadata::Response>, Status> {
    use terraform_provider_lambda::proto::tfplugin6::provider_client::ProviderClient;
    ProviderClient::with_origin(channel, origin()).get_metadata(get_metadata::Request {}).await
}
