//! A bug in a handler: the user gets a message that asks for a report, and the process lives on.

use std::future::Future;

use terraform_provider_lambda::proto::tfplugin6::{self as proto, provider_client::ProviderClient};
use terraform_provider_lambda::server;
use terraform_provider_lambda::tf::{
    AnyDataSource, AnyResource, Diagnostics, Function, Operation, Provider, Schema, Value,
};
use tokio_util::sync::CancellationToken;
use tonic::transport::Server;

use super::told;
use crate::client::{Channel, origin};

/// A provider with a bug: it panics when it is configured.
struct Broken(Schema);

impl Provider for Broken {
    fn schema(&self) -> &Schema {
        &self.0
    }

    fn validate(&self, _: &Value) -> Diagnostics {
        Diagnostics::default()
    }

    fn configure<'a>(&'a self, _: &'a Value, _: &'a str) -> Operation<'a, Diagnostics> {
        panic!("the index is 7")
    }

    fn data_sources(&self) -> &[Box<dyn AnyDataSource>] {
        &[]
    }

    fn functions(&self) -> &[Function] {
        &[]
    }

    fn resources(&self) -> &[Box<dyn AnyResource>] {
        &[]
    }
}

#[tokio::test]
async fn a_panic_is_a_diagnostic_and_the_next_call_is_served() {
    let mut client = ProviderClient::with_origin(serve(Broken(schema())).await, origin());
    let answer = client.configure_provider(proto::configure_provider::Request::default()).await.unwrap().into_inner();
    assert_eq!(told(&answer.diagnostics), ["E  Error in the provider"]);
    let detail = &answer.diagnostics[0].detail;
    assert!(detail.contains("the index is 7") && detail.contains("report"), "{detail}");
    let request = proto::validate_provider_config::Request::default();
    assert_eq!(client.validate_provider_config(request).await.unwrap().into_inner().diagnostics, []);
}

fn schema() -> Schema {
    Schema { version: 0, description: "Broken.", fields: Vec::new() }
}

/// A connection to a server of `provider` in this process.
fn serve(provider: impl Provider) -> impl Future<Output = Channel> {
    let (ours, theirs) = tokio::io::duplex(1 << 16);
    let routes = server::routes(provider, CancellationToken::new());
    let incoming = tokio_stream::once(Ok::<_, std::io::Error>(theirs));
    tokio::spawn(Server::builder().add_routes(routes).serve_with_incoming(incoming));
    async { Channel::over(ours).await.unwrap() }
}
