//! The RPCs about data sources.

use super::{Server, from_proto, to_proto, unknown_type};
use crate::proto::tfplugin6 as proto;
use crate::tf::{AnyDataSource, Diagnostics, Provider};

impl<P: Provider> Server<P> {
    pub(super) fn validate_data_resource_config(
        &self,
        request: proto::validate_data_resource_config::Request,
    ) -> Result<proto::validate_data_resource_config::Response, Diagnostics> {
        let data_source = self.data_source(&request.type_name)?;
        let config = from_proto::value(request.config, data_source.schema())?;
        let diagnostics = to_proto::diagnostics(data_source.validate(&config));
        Ok(proto::validate_data_resource_config::Response { diagnostics })
    }

    pub(super) async fn read_data_source(
        &self,
        request: proto::read_data_source::Request,
    ) -> Result<proto::read_data_source::Response, Diagnostics> {
        let data_source = self.data_source(&request.type_name)?;
        let config = from_proto::value(request.config, data_source.schema())?;
        let found = data_source.read(config, self.stop.clone()).await?;
        let state = to_proto::value(&found, data_source.schema());
        Ok(proto::read_data_source::Response { state, ..Default::default() })
    }

    /// The data source that Terraform calls `type_name`.
    fn data_source(&self, type_name: &str) -> Result<&dyn AnyDataSource, Diagnostics> {
        let found = self.provider.data_sources().iter().find(|data_source| data_source.type_name() == type_name);
        found.map(AsRef::as_ref).ok_or_else(|| unknown_type("data source", type_name))
    }
}
