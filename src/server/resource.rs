//! The RPCs about managed resources.

use super::{Server, from_proto, to_proto};
use crate::proto::tfplugin6 as proto;
use crate::tf::{
    ApplyRequest, Diagnostic, Diagnostics, ImportId, PlanRequest, Private, Provider, ReadRequest, Schema, Value, json,
};

impl<P: Provider> Server<P> {
    pub(super) fn validate_resource_config(
        &self,
        request: proto::validate_resource_config::Request,
    ) -> Result<proto::validate_resource_config::Response, Diagnostics> {
        let resource = self.resource(&request.type_name)?;
        let config = from_proto::value(request.config, resource.schema())?;
        let diagnostics = to_proto::diagnostics(resource.validate(&config));
        Ok(proto::validate_resource_config::Response { diagnostics })
    }

    pub(super) fn upgrade_resource_state(
        &self,
        request: proto::upgrade_resource_state::Request,
    ) -> Result<proto::upgrade_resource_state::Response, Diagnostics> {
        let resource = self.resource(&request.type_name)?;
        let state = stored(request.raw_state, request.version, resource.schema())?;
        Ok(proto::upgrade_resource_state::Response {
            upgraded_state: to_proto::value(&state, resource.schema()),
            diagnostics: Vec::new(),
        })
    }

    pub(super) fn upgrade_resource_identity(
        &self,
        request: proto::upgrade_resource_identity::Request,
    ) -> Result<proto::upgrade_resource_identity::Response, Diagnostics> {
        let resource = self.resource(&request.type_name)?;
        let identity = stored(request.raw_identity, request.version, resource.identity_schema())?;
        Ok(proto::upgrade_resource_identity::Response {
            upgraded_identity: to_proto::identity(&identity, resource.identity_schema()),
            diagnostics: Vec::new(),
        })
    }

    pub(super) async fn read_resource(
        &self,
        request: proto::read_resource::Request,
    ) -> Result<proto::read_resource::Response, Diagnostics> {
        let resource = self.resource(&request.type_name)?;
        let state = from_proto::value(request.current_state, resource.schema())?;
        let private = Private::from_bytes(&request.private);
        let read = resource.read(ReadRequest { state, private, stop: self.stop.child_token() }).await?;
        Ok(proto::read_resource::Response {
            new_state: to_proto::value(&read.state, resource.schema()),
            private: read.private.to_bytes(),
            new_identity: to_proto::identity(&read.identity, resource.identity_schema()),
            ..Default::default()
        })
    }

    pub(super) async fn plan_resource_change(
        &self,
        request: proto::plan_resource_change::Request,
    ) -> Result<proto::plan_resource_change::Response, Diagnostics> {
        let resource = self.resource(&request.type_name)?;
        let schema = resource.schema();
        let proposed = from_proto::value(request.proposed_new_state, schema)?;
        if proposed.is_null() {
            return Ok(planned_destroy(schema, request.prior_private, request.prior_identity));
        }
        let prior = from_proto::value(request.prior_state, schema)?;
        let config = from_proto::value(request.config, schema)?;
        let private = Private::from_bytes(&request.prior_private);
        let planned =
            resource.plan(PlanRequest { prior, config, proposed, private, stop: self.stop.child_token() }).await?;
        Ok(proto::plan_resource_change::Response {
            planned_state: to_proto::value(&planned.state, schema),
            requires_replace: planned.replace.iter().map(to_proto::path).collect(),
            planned_private: planned.private.to_bytes(),
            planned_identity: to_proto::identity(&planned.identity, resource.identity_schema()),
            diagnostics: to_proto::diagnostics(planned.warnings),
            ..Default::default()
        })
    }

    pub(super) async fn apply_resource_change(
        &self,
        request: proto::apply_resource_change::Request,
    ) -> Result<proto::apply_resource_change::Response, Diagnostics> {
        let resource = self.resource(&request.type_name)?;
        let schema = resource.schema();
        let applied = resource
            .apply(ApplyRequest {
                prior: from_proto::value(request.prior_state, schema)?,
                planned: from_proto::value(request.planned_state, schema)?,
                config: from_proto::value(request.config, schema)?,
                private: Private::from_bytes(&request.planned_private),
                stop: self.stop.child_token(),
            })
            .await;
        Ok(proto::apply_resource_change::Response {
            new_state: to_proto::value(&applied.state, schema),
            private: applied.private.to_bytes(),
            diagnostics: to_proto::diagnostics(applied.diagnostics),
            new_identity: to_proto::identity(&applied.identity, resource.identity_schema()),
            ..Default::default()
        })
    }

    pub(super) async fn import_resource_state(
        &self,
        request: proto::import_resource_state::Request,
    ) -> Result<proto::import_resource_state::Response, Diagnostics> {
        let resource = self.resource(&request.type_name)?;
        let identity = from_proto::identity(request.identity, resource.identity_schema())?;
        let id = if identity.is_null() { ImportId::Id(request.id) } else { ImportId::Identity(identity) };
        let imported = resource.import(id, self.stop.child_token()).await?;
        let imported = proto::import_resource_state::ImportedResource {
            type_name: request.type_name,
            state: to_proto::value(&imported.state, resource.schema()),
            private: Vec::new(),
            identity: to_proto::identity(&imported.identity, resource.identity_schema()),
        };
        Ok(proto::import_resource_state::Response { imported_resources: vec![imported], ..Default::default() })
    }

    pub(super) fn move_resource_state(
        &self,
        request: &proto::move_resource_state::Request,
    ) -> Result<proto::move_resource_state::Response, Diagnostics> {
        self.resource(&request.target_type_name)?;
        Err(Diagnostic::error(
            "Move not supported",
            format!(
                "This version of the provider cannot turn the state of {} into one of {}. Remove the old object from the \
                 state with `terraform state rm` and import it with an import block instead.",
                request.source_type_name, request.target_type_name
            ),
        )
        .into())
    }
}

/// A planned destroy is always the same: nothing remains, and what the resource remembers goes on to the apply.
fn planned_destroy(
    schema: &Schema,
    planned_private: Vec<u8>,
    planned_identity: Option<proto::ResourceIdentityData>,
) -> proto::plan_resource_change::Response {
    proto::plan_resource_change::Response {
        planned_state: to_proto::value(&Value::Null, schema),
        planned_private,
        planned_identity,
        ..Default::default()
    }
}

/// A stored state or identity in today's schema.
fn stored(raw: Option<proto::RawState>, version: i64, schema: &Schema) -> Result<Value, Diagnostics> {
    let raw = raw.unwrap_or_default();
    if version > schema.version {
        return Err(Diagnostic::error(
            "State from a newer provider version",
            format!(
                "The object was stored with schema version {version}; this version of the provider knows up to {}. Use \
                 the version of the provider that wrote the state, or a newer one.",
                schema.version
            ),
        )
        .into());
    }
    if raw.json.is_empty() {
        return Err(Diagnostic::error(
            "State from a very old version of Terraform",
            "The object is stored in the format of Terraform 0.11 or older, which this provider never wrote. Remove it \
             from the state and import it.",
        )
        .into());
    }
    json::decode(&raw.json, &schema.value_type())
}
