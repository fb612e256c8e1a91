//! The RPCs about the provider as a whole.

use super::{Server, from_proto, schema, unknown_type};
use crate::proto::tfplugin6 as proto;
use crate::server::to_proto;
use crate::tf::{AnyResource, Diagnostics, Provider, Value};

/// What this server can do beyond the base protocol. Moves between resource types and generated configuration are not
/// among it yet.
fn capabilities() -> proto::ServerCapabilities {
    proto::ServerCapabilities { plan_destroy: true, get_provider_schema_optional: true, ..Default::default() }
}

impl<P: Provider> Server<P> {
    pub(super) fn get_metadata(&self) -> proto::get_metadata::Response {
        let metadata = |resource: &dyn AnyResource| proto::get_metadata::ResourceMetadata {
            type_name: resource.type_name().to_owned(),
        };
        proto::get_metadata::Response {
            server_capabilities: Some(capabilities()),
            resources: self.resources().map(metadata).collect(),
            ..Default::default()
        }
    }

    pub(super) fn get_provider_schema(&self) -> proto::get_provider_schema::Response {
        let resource =
            |resource: &dyn AnyResource| (resource.type_name().to_owned(), schema::schema(resource.schema()));
        proto::get_provider_schema::Response {
            provider: Some(schema::schema(self.provider.schema())),
            resource_schemas: self.resources().map(resource).collect(),
            server_capabilities: Some(capabilities()),
            ..Default::default()
        }
    }

    pub(super) fn get_resource_identity_schemas(&self) -> proto::get_resource_identity_schemas::Response {
        let identity = |resource: &dyn AnyResource| {
            (resource.type_name().to_owned(), schema::identity_schema(resource.identity_schema()))
        };
        proto::get_resource_identity_schemas::Response {
            identity_schemas: self.resources().map(identity).collect(),
            diagnostics: Vec::new(),
        }
    }

    pub(super) fn validate_provider_config(
        &self,
        request: proto::validate_provider_config::Request,
    ) -> Result<proto::validate_provider_config::Response, Diagnostics> {
        let config = self.provider_config(request.config)?;
        let diagnostics = to_proto::diagnostics(self.provider.validate(&config));
        Ok(proto::validate_provider_config::Response { diagnostics })
    }

    pub(super) fn configure_provider(
        &self,
        request: proto::configure_provider::Request,
    ) -> Result<proto::configure_provider::Response, Diagnostics> {
        let config = self.provider_config(request.config)?;
        let diagnostics = to_proto::diagnostics(self.provider.configure(&config, &request.terraform_version));
        Ok(proto::configure_provider::Response { diagnostics })
    }

    pub(super) fn stop_provider(&self) -> proto::stop_provider::Response {
        tracing::info!("asked to stop: waits end, running calls return what is true by then");
        self.stop.cancel();
        proto::stop_provider::Response::default()
    }

    fn resources(&self) -> impl Iterator<Item = &dyn AnyResource> {
        self.provider.resources().iter().map(AsRef::as_ref)
    }

    fn provider_config(&self, config: Option<proto::DynamicValue>) -> Result<Value, Diagnostics> {
        from_proto::value(config, self.provider.schema())
    }
}

/// This version offers no data source.
pub(super) fn validate_data_resource_config(
    request: &proto::validate_data_resource_config::Request,
) -> Result<proto::validate_data_resource_config::Response, Diagnostics> {
    Err(unknown_type("data source", &request.type_name))
}

/// This version offers no data source.
pub(super) fn read_data_source(
    request: &proto::read_data_source::Request,
) -> Result<proto::read_data_source::Response, Diagnostics> {
    Err(unknown_type("data source", &request.type_name))
}

/// This version offers no function.
pub(super) fn call_function(request: &proto::call_function::Request) -> proto::call_function::Response {
    let text = format!("This version of the provider has no function \"{}\".", request.name);
    proto::call_function::Response { result: None, error: Some(proto::FunctionError { text, function_argument: None }) }
}
