//! The provider itself: its block in a configuration, and the list of what it offers.

mod model;

use self::model::Model;
use crate::ec2::Connections;
use crate::endpoint_policy::EndpointPolicy;
use crate::endpoint_policy_document::EndpointPolicyDocument;
use crate::functions;
use crate::policy::Managers;
use crate::tf::{
    self, AnyDataSource, AnyResource, Diagnostics, Function, Model as _, Registered, RegisteredDataSource, Schema,
    Value,
};
use crate::vpc_endpoint::VpcEndpoint;

/// The provider `lambda`.
pub struct Provider {
    schema: Schema,
    connections: Connections,
    managers: Managers,
    resources: Vec<Box<dyn AnyResource>>,
    data_sources: Vec<Box<dyn AnyDataSource>>,
    functions: Vec<Function>,
}

impl Provider {
    /// The provider, not configured yet.
    #[must_use]
    pub fn new() -> Self {
        let (connections, managers) = (Connections::default(), Managers::default());
        let resources = resources(&connections, &managers);
        Self {
            schema: Schema::of::<Model>(0),
            connections,
            managers,
            resources,
            data_sources: data_sources(),
            functions: functions::all(),
        }
    }
}

impl Default for Provider {
    fn default() -> Self {
        Self::new()
    }
}

/// Every resource on offer.
fn resources(connections: &Connections, managers: &Managers) -> Vec<Box<dyn AnyResource>> {
    vec![
        Box::new(Registered::new(VpcEndpoint::new(connections.clone(), managers.clone()))),
        Box::new(Registered::new(EndpointPolicy::new(connections.clone(), managers.clone()))),
    ]
}

/// Every data source on offer.
fn data_sources() -> Vec<Box<dyn AnyDataSource>> {
    vec![Box::new(RegisteredDataSource::new(EndpointPolicyDocument))]
}

impl tf::Provider for Provider {
    fn schema(&self) -> &Schema {
        &self.schema
    }

    fn validate(&self, config: &Value) -> Diagnostics {
        let mut diagnostics = self.schema.check(config);
        diagnostics.append(Model::from_value(config).validate());
        diagnostics
    }

    fn configure(&self, config: &Value, terraform_version: &str) -> Diagnostics {
        tracing::debug!(terraform_version, "configured");
        self.managers.forget();
        self.connections.configure(Model::from_value(config).settings());
        Diagnostics::default()
    }

    fn resources(&self) -> &[Box<dyn AnyResource>] {
        &self.resources
    }

    fn data_sources(&self) -> &[Box<dyn AnyDataSource>] {
        &self.data_sources
    }

    fn functions(&self) -> &[Function] {
        &self.functions
    }
}
