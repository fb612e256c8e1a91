//! The provider itself: its block in a configuration, and the list of what it offers.

mod model;
mod settings;
mod tags;
mod validate;

use self::model::Model;
use crate::aws::Misconfigured;
use crate::ec2::Connections;
use crate::endpoint_policy::EndpointPolicy;
use crate::endpoint_policy_document::EndpointPolicyDocument;
use crate::functions;
use crate::policy::Managers;
use crate::tags::SharedTagRules;
use crate::tf::{
    self, AnyDataSource, AnyResource, Diagnostic, Diagnostics, Function, Model as _, Operation, Registered,
    RegisteredDataSource, Schema, Value,
};
use crate::vpc_endpoint::VpcEndpoint;

/// The provider `lambda`.
pub struct Provider {
    schema: Schema,
    connections: Connections,
    managers: Managers,
    tag_rules: SharedTagRules,
    resources: Vec<Box<dyn AnyResource>>,
    data_sources: Vec<Box<dyn AnyDataSource>>,
    functions: Vec<Function>,
}

impl Provider {
    /// The provider, not configured yet.
    #[must_use]
    pub fn new() -> Self {
        let (connections, managers, tag_rules) = Default::default();
        let resources = resources(&connections, &managers, &tag_rules);
        Self {
            schema: Schema::of::<Model>(0),
            connections,
            managers,
            tag_rules,
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
fn resources(connections: &Connections, managers: &Managers, tag_rules: &SharedTagRules) -> Vec<Box<dyn AnyResource>> {
    vec![
        Box::new(Registered::new(VpcEndpoint::new(connections.clone(), managers.clone(), tag_rules.clone()))),
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

    fn configure<'a>(&'a self, config: &'a Value, terraform_version: &'a str) -> Operation<'a, Diagnostics> {
        Box::pin(async move {
            tracing::debug!(terraform_version, "configured");
            self.managers.forget();
            let model = Model::from_value(config);
            self.tag_rules.set(model.tag_rules());
            let preflight_checks = model.preflight_checks.known().copied().unwrap_or(true);
            let settings = model.settings(terraform_version, validate::unknown_argument(config));
            let outcome = self.connections.configure(settings, preflight_checks).await;
            let mut diagnostics = Diagnostics::default();
            outcome.err().into_iter().flatten().for_each(|wrong| diagnostics.push(misconfigured(wrong)));
            diagnostics
        })
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

fn misconfigured(wrong: Misconfigured) -> Diagnostic {
    Diagnostic::error("Provider cannot be used as configured", wrong.text).at(wrong.argument)
}
