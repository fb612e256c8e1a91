//! The RPCs about the provider as a whole.

use super::{Server, from_proto, schema};
use crate::proto::tfplugin6 as proto;
use crate::server::to_proto;
use crate::tf::{AnyDataSource, AnyResource, Diagnostics, Function, Provider, Value};

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
        let data_source = |data_source: &dyn AnyDataSource| proto::get_metadata::DataSourceMetadata {
            type_name: data_source.type_name().to_owned(),
        };
        let function = |function: &Function| proto::get_metadata::FunctionMetadata { name: function.name.to_owned() };
        proto::get_metadata::Response {
            server_capabilities: Some(capabilities()),
            resources: self.resources().map(metadata).collect(),
            data_sources: self.data_sources().map(data_source).collect(),
            functions: self.provider.functions().iter().map(function).collect(),
            ..Default::default()
        }
    }

    pub(super) fn get_provider_schema(&self) -> proto::get_provider_schema::Response {
        let resource =
            |resource: &dyn AnyResource| (resource.type_name().to_owned(), schema::schema(resource.schema()));
        let data_source = |data_source: &dyn AnyDataSource| {
            (data_source.type_name().to_owned(), schema::schema(data_source.schema()))
        };
        proto::get_provider_schema::Response {
            provider: Some(schema::schema(self.provider.schema())),
            resource_schemas: self.resources().map(resource).collect(),
            data_source_schemas: self.data_sources().map(data_source).collect(),
            functions: self.functions(),
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

    pub(super) async fn configure_provider(
        &self,
        request: proto::configure_provider::Request,
    ) -> Result<proto::configure_provider::Response, Diagnostics> {
        let config = self.provider_config(request.config)?;
        let diagnostics = to_proto::diagnostics(self.provider.configure(&config, &request.terraform_version).await);
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

    fn data_sources(&self) -> impl Iterator<Item = &dyn AnyDataSource> {
        self.provider.data_sources().iter().map(AsRef::as_ref)
    }

    fn provider_config(&self, config: Option<proto::DynamicValue>) -> Result<Value, Diagnostics> {
        from_proto::value(config, self.provider.schema())
    }
}
