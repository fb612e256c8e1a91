//! How `lambda_endpoint_policy_document` is read: no call is made.

use tokio_util::sync::CancellationToken;

use super::model::Model;
use crate::tf::{DataSource, Diagnostics};

/// The data source `lambda_endpoint_policy_document`.
pub(crate) struct EndpointPolicyDocument;

impl DataSource for EndpointPolicyDocument {
    type Model = Model;
    const TYPE_NAME: &'static str = "lambda_endpoint_policy_document";

    fn validate(&self, config: &Model) -> Diagnostics {
        config.faults()
    }

    async fn read(&self, config: Model, _: CancellationToken) -> Result<Model, Diagnostics> {
        // What was unknown when the configuration was checked is known by now.
        config.faults().into_result()?;
        let policy = config.to_policy();
        let (json, minified_json) = (format!("{policy:#}").into(), policy.to_string().into());
        Ok(Model { json, minified_json, ..config })
    }
}
