//! The life of `lambda_endpoint_policy`.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::model::{Identity, Model};
use crate::ec2::{self, Client, Connections, Deadline, Kind, PolicyChange, VpcEndpointChanges};
use crate::policy::{self, Manager, Managers};
use crate::tf::{Change, Diagnostic, Diagnostics, ImportId, Plan, Private, Resource, Timeouts, split_region};

/// No policy of its own, which is to EC2 the default one.
const NONE: &str = "";

/// The resource `lambda_endpoint_policy`.
pub(crate) struct EndpointPolicy {
    connections: Connections,
    managers: Managers,
}

impl EndpointPolicy {
    /// The resource, on what the provider is connected to, with all who manage policies.
    #[must_use]
    pub(crate) fn new(connections: Connections, managers: Managers) -> Self {
        Self { connections, managers }
    }
}

impl Resource for EndpointPolicy {
    type Model = Model;
    type Identity = Identity;
    const TYPE_NAME: &'static str = "lambda_endpoint_policy";

    fn identity(model: &Model) -> Identity {
        Identity { id: model.id.clone(), region: model.region.clone() }
    }

    fn validate(&self, _: &Model) -> Diagnostics {
        Diagnostics::default()
    }

    async fn plan(&self, plan: &mut Plan<Model>) -> Result<(), Diagnostics> {
        if let Some(region) = plan.config.region.known() {
            let outcome = self.connections.check_region(region);
            outcome.map_err(|text| Diagnostic::error("Region not possible", text).at("region"))?;
        }
        if let (Some(_), true, Some(reason)) = (&plan.prior, plan.config.region.is_null(), self.connections.unready()) {
            return Err(Diagnostic::error("Provider not ready", reason).into());
        }
        if plan.config.region.is_null()
            && let Some(region) = self.connections.region()
        {
            plan.planned.region = region.into();
        }
        plan.planned.id = plan.planned.vpc_endpoint_id.clone();
        let Some(id) = plan.planned.id.known() else { return Ok(()) };
        if let Some(twice) = self.managers.note(id, Manager::EndpointPolicy) {
            return plan.tell(twice.into());
        }
        if plan.prior.is_none() && self.connections.preflight_checks() {
            let replaced = self.replaced(&plan.planned, &Deadline::of_a_read(&plan.stop)).await;
            plan.tell(replaced.into())?;
        }
        Ok(())
    }

    async fn create(&self, change: &mut Change<Model>) -> Result<Model, Diagnostics> {
        const FAILED: &str = "Cannot create endpoint policy";
        let deadline = Deadline::after(Timeouts::create(change.planned.timeouts.as_ref()), change.stop.clone());
        self.put(change, &deadline, FAILED).await
    }

    async fn read(
        &self,
        state: Model,
        oldest: Duration,
        _: &mut Private,
        stop: CancellationToken,
    ) -> Result<Option<Model>, Diagnostics> {
        const FAILED: &str = "Cannot read endpoint policy";
        let client = self.client(&state, FAILED).await?;
        let found = client.read_vpc_endpoint(state.id.text(), oldest, &Deadline::of_a_read(&stop)).await;
        let found = found.map_err(|error| diagnostic(FAILED, &error))?;
        Ok(found.map(|endpoint| Model {
            vpc_endpoint_id: endpoint.id.into(),
            policy: endpoint.policy_document.as_deref().map(policy::normalised).into(),
            region: client.region().to_owned().into(),
            ..state
        }))
    }

    async fn update(&self, change: &mut Change<Model>) -> Result<Model, Diagnostics> {
        const FAILED: &str = "Cannot update endpoint policy";
        let deadline = Deadline::after(Timeouts::update(change.planned.timeouts.as_ref()), change.stop.clone());
        if change.planned.policy == change.prior.policy {
            return Ok(change.planned.clone());
        }
        self.put(change, &deadline, FAILED).await
    }

    async fn delete(&self, change: &mut Change<Model>) -> Result<(), Diagnostics> {
        const FAILED: &str = "Cannot reset endpoint policy";
        let deadline = Deadline::after(Timeouts::delete(change.prior.timeouts.as_ref()), change.stop.clone());
        let client = self.client(&change.prior, FAILED).await?;
        let id = change.prior.id.text();
        let _turn = client.turn(id, &deadline).await.map_err(|error| diagnostic(FAILED, &error))?;
        if client.has_put_policy(id) {
            // Another resource has put its policy in this one's place during this apply, as create_before_destroy does.
            tracing::info!(id, "the policy is not reset, since a new one is in force");
            return Ok(());
        }
        let changes = VpcEndpointChanges { policy: Some(PolicyChange::Reset), ..VpcEndpointChanges::default() };
        match client.modify_vpc_endpoint(id, &changes, &deadline).await {
            // An endpoint that is gone has no policy either.
            Err(error) if error.kind() == Kind::NotFound => Ok(()),
            Err(error) => Err(diagnostic(FAILED, &error).into()),
            Ok(()) => Ok(()),
        }
    }

    async fn import(&self, id: ImportId<Identity>, _: CancellationToken) -> Result<Model, Diagnostics> {
        let (id, region) = match id {
            ImportId::Id(text) => split_region(&text),
            ImportId::Identity(identity) => (identity.id.text().to_owned(), identity.region),
        };
        if !id.starts_with("vpce-") {
            return Err(Diagnostic::error(
                "Invalid import id",
                format!("\"{id}\" does not name a VPC endpoint. Import by the endpoint's id, such as vpce-0123456789abcdef0, or by id@region."),
            )
            .into());
        }
        Ok(Model { id: id.clone().into(), vpc_endpoint_id: id.into(), region, ..Model::default() })
    }
}

impl EndpointPolicy {
    /// Puts the planned document in force.
    async fn put(&self, change: &mut Change<Model>, deadline: &Deadline, summary: &str) -> Result<Model, Diagnostics> {
        let mut model = change.planned.clone();
        let client = self.client(&model, summary).await?;
        let id = model.vpc_endpoint_id.text().to_owned();
        let text = model.policy.text().to_owned();
        let policy = Some(PolicyChange::Put(text.clone()));
        let changes = VpcEndpointChanges { policy, ..VpcEndpointChanges::default() };
        let failed = |error: ec2::Error| policy::located(diagnostic(summary, &error), &text);
        let _turn = client.turn(&id, deadline).await.map_err(failed)?;
        client.modify_vpc_endpoint(&id, &changes, deadline).await.map_err(failed)?;
        model.id = id.clone().into();
        model.region = client.region().to_owned().into();
        change.save(&model);
        client.read_back(&id, deadline).await.map_err(failed)?;
        Ok(model)
    }

    /// A warning when a policy is in force that somebody has set, and that `model` would replace. Whatever prevents a look
    /// at it is not told here: the creation tells.
    async fn replaced(&self, model: &Model, deadline: &Deadline) -> Option<Diagnostic> {
        let client = self.client(model, "").await.ok()?;
        let id = model.vpc_endpoint_id.text();
        let endpoint = client.read_vpc_endpoint(id, ec2::JUST_NOW, deadline).await.ok()??;
        let in_force = endpoint.policy_document?;
        let wanted = model.policy.known()?;
        let is_of_somebody = !policy::equivalent(&in_force, NONE) && !policy::equivalent(&in_force, wanted);
        is_of_somebody.then(|| replaces_a_policy(id, &in_force))
    }

    async fn client(&self, model: &Model, summary: &str) -> Result<Client, Diagnostic> {
        let region = model.region.known().map(String::as_str);
        self.connections.client(region).await.map_err(|error| diagnostic(summary, &error))
    }
}

/// A message under the headline `summary`, on the argument that `error` points at.
fn diagnostic(summary: &str, error: &ec2::Error) -> Diagnostic {
    let diagnostic = Diagnostic::error(summary, error.to_string());
    match error.code() {
        "InvalidPolicyDocument" => diagnostic.at("policy"),
        _ if error.kind() == Kind::NotFound => diagnostic.at("vpc_endpoint_id"),
        _ => diagnostic,
    }
}

fn replaces_a_policy(endpoint: &str, in_force: &str) -> Diagnostic {
    let detail = format!(
        "{endpoint} has a policy of its own already, which this one replaces:\n\n{in_force}\n\nTo look after that one instead, \
         import it: terraform import ADDRESS {endpoint}. A policy that is replaced cannot be brought back; destroying \
         this resource returns to full access."
    );
    Diagnostic::warning("Another policy is replaced", detail).at("policy")
}
