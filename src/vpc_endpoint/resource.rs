//! The life of `lambda_vpc_endpoint`.

use std::collections::BTreeSet;

use super::fault::diagnostic;
use super::model::{Identity, Model, tags};
use crate::ec2::{self, Client, Connections, Deadline};
use crate::tf::{
    Attr, Change, Diagnostic, Diagnostics, ImportId, Path, Plan, Private, Resource, Timeouts, split_region,
};

/// Remembers that the configuration had a policy, so that taking it out resets it.
const POLICY_MANAGED: &str = "policy_managed";

/// The resource `lambda_vpc_endpoint`.
pub(crate) struct VpcEndpoint {
    connections: Connections,
}

impl VpcEndpoint {
    /// The resource, on what the provider is connected to.
    #[must_use]
    pub(crate) fn new(connections: Connections) -> Self {
        Self { connections }
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
        check_dns_record_ip_type(config).map(Diagnostics::from).unwrap_or_default()
    }

    async fn plan(&self, plan: &mut Plan<Model>) -> Result<(), Diagnostics> {
        if plan.config.region.is_null()
            && let Some(region) = self.connections.region().await
        {
            plan.planned.region = region.into();
        }
        plan_service_name(plan);
        plan.planned.tags_all = plan.planned.planned_tags_all();
        if plan.config.policy.is_null() && plan.private.is_marked(POLICY_MANAGED) {
            plan.planned.policy = Attr::Unknown;
        }
        Ok(())
    }

    async fn create(&self, change: &mut Change<Model>) -> Result<Model, Diagnostics> {
        const FAILED: &str = "Cannot create VPC endpoint";
        let planned = change.planned.clone();
        let deadline = Deadline::after(Timeouts::create(planned.timeouts.as_ref()), change.stop.clone());
        let client = self.client(&planned, FAILED).await?;
        let made = client.create_vpc_endpoint(&planned.to_create(), &deadline).await;
        let made = made.map_err(|error| diagnostic(FAILED, &error))?;
        let id = made.id.clone();
        change.private.mark(POLICY_MANAGED, change.config.policy.known().is_some());
        change.save(&Model::from_ec2(made, planned.clone(), client.region()));
        let endpoint = client.wait_until_available(&id, &deadline).await.map_err(|error| diagnostic(FAILED, &error))?;
        Ok(Model::from_ec2(endpoint, planned, client.region()))
    }

    async fn read(&self, state: Model, _: &mut Private) -> Result<Option<Model>, Diagnostics> {
        const FAILED: &str = "Cannot read VPC endpoint";
        let client = self.client(&state, FAILED).await?;
        let found = client.describe_vpc_endpoint(state.id.text(), &Deadline::of_a_read()).await;
        let found = found.map_err(|error| diagnostic(FAILED, &error))?;
        Ok(found.map(|endpoint| Model::from_ec2(endpoint, state, client.region())))
    }

    async fn update(&self, change: &mut Change<Model>) -> Result<Model, Diagnostics> {
        const FAILED: &str = "Cannot update VPC endpoint";
        let planned = change.planned.clone();
        let deadline = Deadline::after(Timeouts::update(planned.timeouts.as_ref()), change.stop.clone());
        let client = self.client(&change.prior, FAILED).await?;
        let endpoint = modify(change, &client, &deadline).await.map_err(|error| diagnostic(FAILED, &error))?;
        Ok(Model::from_ec2(endpoint, planned, client.region()))
    }

    async fn delete(&self, change: &mut Change<Model>) -> Result<(), Diagnostics> {
        const FAILED: &str = "Cannot delete VPC endpoint";
        let deadline = Deadline::after(Timeouts::delete(change.prior.timeouts.as_ref()), change.stop.clone());
        let client = self.client(&change.prior, FAILED).await?;
        let id = change.prior.id.text();
        client.delete_vpc_endpoint(id, &deadline).await.map_err(|error| diagnostic(FAILED, &error))?;
        client.wait_until_deleted(id, &deadline).await.map_err(|error| diagnostic(FAILED, &error))?;
        Ok(())
    }

    async fn import(&self, id: ImportId<Identity>) -> Result<Model, Diagnostics> {
        let (id, region) = match id {
            ImportId::Id(id) => {
                let (id, region) = split_region(&id);
                (id.to_owned(), Attr::from(region.map(ToOwned::to_owned)))
            }
            ImportId::Identity(identity) => (identity.id.text().to_owned(), identity.region),
        };
        if !id.starts_with("vpce-") {
            return Err(Diagnostic::error(
                "Invalid import id",
                format!("\"{id}\" does not name a VPC endpoint. Import by the endpoint's id, such as vpce-0123456789abcdef0, or by id@region."),
            )
            .into());
        }
        Ok(Model { id: id.into(), region, ..Model::default() })
    }
}

impl VpcEndpoint {
    async fn client(&self, model: &Model, summary: &str) -> Result<Client, Diagnostic> {
        let region = model.region.known().map(String::as_str);
        self.connections.client(region).await.map_err(|error| diagnostic(summary, &error))
    }
}

/// EC2 answers with the addresses that the endpoint has; only one that has both kinds leaves a choice.
fn check_dns_record_ip_type(config: &Model) -> Option<Diagnostic> {
    let (addresses, records) = (config.ip_address_type.known()?, config.dns_record_ip_type()?);
    let fits = addresses == "dualstack" || addresses == records;
    let path = Path::from("dns_options").index(0).attribute("dns_record_ip_type");
    (!fits).then(|| {
        Diagnostic::error(
            "DNS record type does not fit",
            format!(
                "An endpoint whose ip_address_type is \"{addresses}\" answers with \"{addresses}\" records, not with \
                 \"{records}\". Set dns_record_ip_type to \"{addresses}\", or ip_address_type to \"dualstack\"."
            ),
        )
        .at(path)
    })
}

/// The service's name follows from the Region, so that it is known at plan whenever the Region is.
fn plan_service_name(plan: &mut Plan<Model>) {
    if plan.config.service_name.is_null() {
        plan.planned.service_name = match &plan.planned.region {
            Attr::Known(region) => ec2::service_name(region).into(),
            Attr::Null | Attr::Unknown => Attr::Unknown,
        };
    }
}

/// Carries out what differs between prior and planned and returns the endpoint as it then is. What has been changed by
/// the time of an error is in the state.
async fn modify(
    change: &mut Change<Model>,
    client: &Client,
    deadline: &Deadline,
) -> Result<ec2::VpcEndpoint, ec2::Error> {
    let id = change.prior.id.text().to_owned();
    let reset_policy = change.config.policy.is_null() && change.private.is_marked(POLICY_MANAGED);
    let changes = change.planned.to_modify(&change.prior, reset_policy);
    if changes != ec2::VpcEndpointChanges::default() {
        client.modify_vpc_endpoint(&id, &changes, deadline).await?;
        let modified = Model {
            tags: change.prior.tags.clone(),
            tags_all: change.prior.tags_all.clone(),
            ..change.planned.clone()
        };
        change.save(&modified);
    }
    change.private.mark(POLICY_MANAGED, change.config.policy.known().is_some());
    retag(change, client, deadline).await?;
    client.wait_until_available(&id, deadline).await
}

/// Sets and removes the tags that differ between prior and planned.
async fn retag(change: &Change<Model>, client: &Client, deadline: &Deadline) -> Result<(), ec2::Error> {
    let id = change.prior.id.text();
    let (prior, planned) = (tags(&change.prior.tags_all), tags(&change.planned.tags_all));
    let gone: BTreeSet<_> = prior.keys().filter(|key| !planned.contains_key(*key)).cloned().collect();
    let new = planned.into_iter().filter(|(key, value)| prior.get(key) != Some(value)).collect();
    client.delete_tags(id, &gone, deadline).await?;
    client.create_tags(id, &new, deadline).await
}
