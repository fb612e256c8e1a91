//! From a handler's result to a gRPC answer: errors and panics become diagnostics.

use std::time::Instant;

use tonic::{Response, Status};

use super::to_proto;
use crate::proto::tfplugin6 as proto;
use crate::tf::{Diagnostics, guard};

/// An answer that can carry diagnostics.
pub(super) trait Answer: Default {
    /// The diagnostics of this answer.
    fn diagnostics(&mut self) -> &mut Vec<proto::Diagnostic>;

    /// An answer that holds nothing but diagnostics.
    fn of(diagnostics: Diagnostics) -> Self {
        let mut answer = Self::default();
        *answer.diagnostics() = to_proto::diagnostics(diagnostics);
        answer
    }
}

macro_rules! answers {
    ($($rpc:ident),* $(,)?) => {
        $(impl Answer for proto::$rpc::Response {
            fn diagnostics(&mut self) -> &mut Vec<proto::Diagnostic> {
                &mut self.diagnostics
            }
        })*
    };
}

answers!(
    apply_resource_change,
    configure_provider,
    get_functions,
    get_metadata,
    get_provider_schema,
    get_resource_identity_schemas,
    import_resource_state,
    move_resource_state,
    plan_resource_change,
    read_data_source,
    read_resource,
    upgrade_resource_identity,
    upgrade_resource_state,
    validate_data_resource_config,
    validate_provider_config,
    validate_resource_config,
);

/// Runs the handler of `rpc`, logs that it ran, and answers whatever happens.
pub(super) async fn answer<A: Answer>(
    rpc: &'static str,
    type_name: &str,
    handler: impl Future<Output = Result<A, Diagnostics>>,
) -> Result<Response<A>, Status> {
    let started = Instant::now();
    let outcome = guard(handler).await.map_err(Diagnostics::from).and_then(|result| result);
    let mut answer = outcome.unwrap_or_else(A::of);
    for diagnostic in answer.diagnostics() {
        tracing::debug!(tf_rpc = rpc, diagnostic_summary = diagnostic.summary, "answered with a diagnostic");
    }
    let tf_req_duration_ms = started.elapsed().as_millis();
    tracing::trace!(tf_rpc = rpc, tf_resource_type = type_name, tf_req_duration_ms, "answered");
    Ok(Response::new(answer))
}
