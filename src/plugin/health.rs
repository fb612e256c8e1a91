//! The standard health service, which go-plugin's `Ping` asks.

use tonic_health::{
    ServingStatus,
    pb::health_server::{Health, HealthServer},
};

/// The name that go-plugin asks for.
const SERVICE: &str = "plugin";

/// Says that the plugin is serving for as long as it answers at all.
pub(super) async fn service() -> HealthServer<impl Health> {
    let (reporter, service) = tonic_health::server::health_reporter();
    reporter.set_service_status(SERVICE, ServingStatus::Serving).await;
    service
}
