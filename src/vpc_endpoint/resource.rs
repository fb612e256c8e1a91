//! The life of `lambda_vpc_endpoint`.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::fault::diagnostic;
use super::model::{Identity, Model, ids, is_on, known_tags};
use super::{change, import, plan, preflight};
use crate::ec2::{self, Client, Connections, Deadline};
use crate::policy::{self, Manager, Managers};
use crate::tags::{SharedTagRules, TagRules};
use crate::tf::{Change, Diagnostic, Diagnostics, ImportId, Plan, Private, Resource, Timeouts};

/// Remembers, from the first half of a replacement's plan to the second, which endpoint makes way.
const REPLACED: &str = "replaced";

/// The resource `lambda_vpc_endpoint`.
pub(crate) struct VpcEndpoint {
    connections: Connections,
    managers: Managers,
    tag_rules: SharedTagRules,
}

impl VpcEndpoint {
    /// The resource, on what the provider is connected to, with all who manage policies and the rules for tags.
    #[must_use]
    pub(crate) fn new(connections: Connections, managers: Managers, tag_rules: SharedTagRules) -> Self {
        Self { connections, managers, tag_rules }
    }
}

impl Resource for VpcEndpoint {
    type Model = Model;
    type Identity = Identity;
    const TYPE_NAME: &'static str = "lambda_vpc_endpoint";

    fn identity(model: &Model) -> Identity {
        Identity { id: model.id.clone(), account_id: model.owner_id.clone(), region: model.region.clone() }
    }

    fn validate(&self, config: &Model) -> Diagnostics {
        config.faults()
    }

    async fn plan(&self, plan: &mut Plan<Model>) -> Result<(), Diagnostics> {
        if let Some(region) = plan.config.region.known() {
            let outcome = self.connections.check_region(region);
            outcome.map_err(|text| Diagnostic::error("Region not possible", text).at("region"))?;
        }
        if let (Some(_), true, Some(reason)) = (&plan.prior, plan.config.region.is_null(), self.connections.unready()) {
            return Err(Diagnostic::error("Provider not ready", reason).into());
        }
        plan::refine(plan, self.connections.region(), &self.tag_rules.get());
        if let (Some(id), true) = (plan.planned.id.known(), plan::manages_policy(plan)) {
            plan.tell(self.managers.note(id, Manager::Endpoint).into())?;
        }
        let replaced = plan.private.take_text(REPLACED);
        if self.connections.preflight_checks()
            && let Some(region) = plan.planned.region.known()
            && let Ok(client) = self.connections.client(Some(region)).await
        {
            let faults = preflight::faults(plan, replaced.as_deref(), &client).await;
            plan.tell(faults)?;
        }
        if let Some(prior) = &plan.prior {
            plan.private.set_text(REPLACED, prior.id.text());
        }
        Ok(())
    }

    async fn create(&self, change: &mut Change<Model>) -> Result<Model, Diagnostics> {
        let deadline = Deadline::of_a_creation(Timeouts::create(change.planned.timeouts.as_ref()), change.stop.clone());
        let client = self.client(&change.planned, change::CREATE_FAILED).await?;
        let created = change::create(change, &client, &self.tag_rules.get(), &deadline).await;
        Ok(created.map_err(|refusal| policy::located(refusal, change.planned.policy.text()))?)
    }

    async fn read(
        &self,
        state: Model,
        oldest: Duration,
        _: &mut Private,
        stop: CancellationToken,
    ) -> Result<Option<Model>, Diagnostics> {
        const FAILED: &str = "Cannot read VPC endpoint";
        let client = self.client(&state, FAILED).await?;
        let imported = state.service_name.is_null();
        let seen = see(&client, state, oldest, &self.tag_rules.get(), &Deadline::of_a_read(&stop)).await;
        let seen = seen.map_err(|error| diagnostic(FAILED, &error))?;
        match seen {
            Some(model) if imported && !import::is_lambda(model.service_name.text()) => {
                Err(import::of_another_service(&model).into())
            }
            seen => Ok(seen),
        }
    }

    async fn update(&self, change: &mut Change<Model>) -> Result<Model, Diagnostics> {
        const FAILED: &str = "Cannot update VPC endpoint";
        let deadline = Deadline::after(Timeouts::update(change.planned.timeouts.as_ref()), change.stop.clone());
        let client = self.client(&change.prior, FAILED).await?;
        let updated = change::update(change, &client, &self.tag_rules.get(), &deadline).await;
        updated.map_err(|error| policy::located(diagnostic(FAILED, &error), change.planned.policy.text()).into())
    }

    async fn delete(&self, change: &mut Change<Model>) -> Result<(), Diagnostics> {
        const FAILED: &str = "Cannot delete VPC endpoint";
        let deadline = Deadline::after(Timeouts::delete(change.prior.timeouts.as_ref()), change.stop.clone());
        let client = self.client(&change.prior, FAILED).await?;
        change::delete(change, &client, &deadline).await.map_err(|error| diagnostic(FAILED, &error).into())
    }

    async fn import(&self, id: ImportId<Identity>, stop: CancellationToken) -> Result<Model, Diagnostics> {
        Ok(import::find(&self.connections, id, &Deadline::of_a_read(&stop)).await?)
    }
}

impl VpcEndpoint {
    async fn client(&self, model: &Model, summary: &str) -> Result<Client, Diagnostic> {
        let region = model.region.known().map(String::as_str);
        self.connections.client(region).await.map_err(|error| diagnostic(summary, &error))
    }
}

/// The endpoint as it now is. Its network interfaces are asked for only when others than those in the state are there, or
/// when their tags are managed.
async fn see(
    client: &Client,
    state: Model,
    oldest: Duration,
    tag_rules: &TagRules,
    deadline: &Deadline,
) -> Result<Option<Model>, ec2::Error> {
    let Some(endpoint) = client.read_vpc_endpoint(state.id.text(), oldest, deadline).await? else { return Ok(None) };
    let (tags, tags_all) = tag_rules.seen(&state.tags, &endpoint.tags);
    let sorted = |model| Model { tags, tags_all, ..model };
    let tagged = is_on(&state.tag_network_interfaces);
    let shown = state.network_interfaces.known().is_some_and(|shown| shown.values().all(|shown| !shown.id.is_null()));
    if shown && !tagged && ids(&state.network_interface_ids) == endpoint.network_interface_ids {
        return Ok(Some(sorted(Model::from_ec2(endpoint, None, state, client.region()))));
    }
    let interfaces = client.read_network_interfaces(&endpoint.network_interface_ids, oldest, deadline).await?;
    let mut model = sorted(Model::from_ec2(endpoint, Some(&interfaces), state, client.region()));
    let tags = known_tags(&model.tags_all);
    if tagged && !interfaces.iter().all(|interface| change::bears(interface, &tags)) {
        // Tags that somebody took away show as the flag being off, so that the next apply puts them back.
        model.tag_network_interfaces = false.into();
    }
    Ok(Some(model))
}
