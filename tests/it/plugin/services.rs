//! go-plugin's services beside the provider's own.

use std::time::Duration;

use terraform_provider_lambda::proto::plugin::ConnInfo;
use tokio::time::timeout;
use tonic_health::pb::{HealthCheckRequest, health_check_response::ServingStatus};

use crate::{client::Plugin, plugin::call};

#[tokio::test]
async fn the_plugin_is_healthy() {
    let plugin = Plugin::start().await;
    let request = HealthCheckRequest { service: "plugin".to_owned() };
    let answer = plugin.health().check(request).await.expect("an answer").into_inner();
    assert_eq!(answer.status(), ServingStatus::Serving);
}

#[tokio::test]
async fn broker_and_stdio_stay_open_and_say_nothing() {
    let plugin = Plugin::start().await;
    let announced = tokio_stream::iter([ConnInfo::default()]);
    let mut broker = plugin.broker().start_stream(announced).await.expect("a stream").into_inner();
    let mut stdio = plugin.stdio().stream_stdio(()).await.expect("a stream").into_inner();
    call(&plugin).await.expect("an answer");
    // Silence has no other sign than time; an end of the streams would be seen at once.
    let quiet = Duration::from_millis(100);
    assert!(timeout(quiet, broker.message()).await.is_err(), "the broker said something");
    assert!(timeout(quiet, stdio.message()).await.is_err(), "stdio said something");
}
