//! Carrying out a create or an update: what is asked of EC2, in which order.

use std::collections::{BTreeMap, BTreeSet};

use super::fault::diagnostic;
use super::model::{Model, ids, is_on, known_tags};
use super::preflight;
use crate::ec2::{Client, Deadline, Error, Kind, NetworkInterface, VpcEndpoint, VpcEndpointChanges};
use crate::tags::TagRules;
use crate::tf::{Change, Diagnostic};

/// The headline of what goes wrong while an endpoint is made.
pub(super) const CREATE_FAILED: &str = "Cannot create VPC endpoint";

/// Remembers that the configuration had a policy, so that taking it out resets it.
pub(super) const POLICY_MANAGED: &str = "policy_managed";
/// Remembers that the configuration had security groups, so that taking them out returns to the VPC's default group.
pub(super) const SECURITY_GROUPS_MANAGED: &str = "security_groups_managed";

/// Makes the planned endpoint. It is in the state from the moment at which it exists.
pub(super) async fn create(
    change: &mut Change<Model>,
    client: &Client,
    tag_rules: &TagRules,
    deadline: &Deadline,
) -> Result<Model, Diagnostic> {
    let failed = |error: Error| diagnostic(CREATE_FAILED, &error);
    let planned = change.planned.clone();
    let made = match client.create_vpc_endpoint(&planned.to_create(), deadline).await {
        Err(error) if error.is_about_a_taken_name() => return Err(name_taken(&error, &planned, client, deadline).await),
        outcome => outcome.map_err(failed)?,
    };
    let id = made.id.clone();
    remember(change);
    change.save(&Model::from_ec2(made, None, planned.clone(), client.region()));
    let mut endpoint = client.wait_until_created(&id, deadline).await.map_err(failed)?;
    if is_on(&planned.private_dns_enabled) && is_on(&planned.private_dns_after_available) {
        let usable = Model::from_ec2(endpoint, None, planned.clone(), client.region());
        change.save(&Model { private_dns_enabled: false.into(), ..usable });
        endpoint = turn_private_dns_on(&id, client, deadline).await?;
    }
    // From here on an error would make Terraform replace an endpoint that does what it should.
    let interfaces = client.describe_network_interfaces(&endpoint.network_interface_ids, deadline).await;
    let interfaces = interfaces.unwrap_or_else(|error| {
        let detail = format!("{error}\n\nThe members of network_interfaces are null until the next refresh.");
        change.warn(Diagnostic::warning("Network interfaces not shown", detail));
        Vec::new()
    });
    let model = Model::from_ec2(endpoint, Some(&interfaces), planned, client.region());
    if let Err(error) = tag_interfaces(change, client, tag_rules, &interfaces, deadline).await {
        let detail = format!("{error}\n\nThe next plan shows the missing tags, and the next apply sets them.");
        change.warn(Diagnostic::warning("Network interfaces not tagged", detail).at("tag_network_interfaces"));
    }
    Ok(model)
}

/// Changes the endpoint from prior to planned. What has been changed by the time of an error is in the state.
pub(super) async fn update(
    change: &mut Change<Model>,
    client: &Client,
    tag_rules: &TagRules,
    deadline: &Deadline,
) -> Result<Model, Error> {
    let id = change.prior.id.text().to_owned();
    let _turn = client.turn(&id, deadline).await?;
    let modified = modify(change, client, deadline).await?;
    remember(change);
    retag(change, modified, client, tag_rules, deadline).await?;
    let endpoint = if is_light(change) {
        client.read_back(&id, deadline).await?
    } else {
        client.wait_until_available(&id, deadline).await?
    };
    let left = &ids(&change.prior.network_interface_ids) - &endpoint.network_interface_ids;
    client.wait_until_detached(&left, deadline).await?;
    if !concerns_interfaces(change) {
        return Ok(Model::from_ec2(endpoint, None, change.planned.clone(), client.region()));
    }
    let interfaces = client.describe_network_interfaces(&endpoint.network_interface_ids, deadline).await?;
    let model = Model::from_ec2(endpoint, Some(&interfaces), change.planned.clone(), client.region());
    change.save(&model);
    tag_interfaces(change, client, tag_rules, &interfaces, deadline).await?;
    Ok(model)
}

/// Whether only the policy and tags change, which EC2 does at once.
fn is_light(change: &Change<Model>) -> bool {
    let prior = &change.prior;
    let but_for_them = Model {
        policy: prior.policy.clone(),
        state: prior.state.clone(),
        tags: prior.tags.clone(),
        tags_all: prior.tags_all.clone(),
        tag_network_interfaces: prior.tag_network_interfaces.clone(),
        timeouts: prior.timeouts.clone(),
        ..change.planned.clone()
    };
    but_for_them == *prior
}

/// Whether the endpoint's network interfaces must be looked at: others are to come, or their tags are managed.
fn concerns_interfaces(change: &Change<Model>) -> bool {
    change.planned.network_interfaces != change.prior.network_interfaces
        || is_on(&change.planned.tag_network_interfaces)
        || is_on(&change.prior.tag_network_interfaces)
}

/// Removes the endpoint, until its network interfaces are gone too: subnets and groups can be deleted right after.
pub(super) async fn delete(change: &Change<Model>, client: &Client, deadline: &Deadline) -> Result<(), Error> {
    let id = change.prior.id.text();
    client.delete_vpc_endpoint(id, deadline).await?;
    client.wait_until_deleted(id, deadline).await?;
    client.wait_until_detached(&ids(&change.prior.network_interface_ids), deadline).await
}

/// EC2 says that the private name is taken, and not by whom: the endpoint that holds it is looked for.
async fn name_taken(error: &Error, planned: &Model, client: &Client, deadline: &Deadline) -> Diagnostic {
    let others = client.describe_vpc_endpoints_of(planned.vpc_id.text(), deadline).await.unwrap_or_default();
    let holder = others.iter().find(|other| preflight::holds_private_name(other, planned.service_name.text()));
    let hint = holder.map(|holder| format!("{} ", preflight::way_out(&holder.id))).unwrap_or_default();
    Diagnostic::error(CREATE_FAILED, format!("{hint}{error}")).at("private_dns_enabled")
}

/// The second step of a creation with private DNS after the endpoint is available.
async fn turn_private_dns_on(id: &str, client: &Client, deadline: &Deadline) -> Result<VpcEndpoint, Diagnostic> {
    let failed = |error: Error| {
        let diagnostic = diagnostic("Cannot turn private DNS on", &error);
        let detail = format!(
            "{}\n\nThe endpoint {id} is usable all the same. Terraform marks it as tainted, which would replace it: run \
             `terraform untaint` on it first, and the next apply only turns private DNS on.",
            diagnostic.detail
        );
        Diagnostic { detail, ..diagnostic }.at("private_dns_enabled")
    };
    let changes = VpcEndpointChanges { private_dns_enabled: Some(true), ..VpcEndpointChanges::default() };
    client.modify_vpc_endpoint(id, &changes, deadline).await.map_err(failed)?;
    client.wait_until_available(id, deadline).await.map_err(failed)
}

/// Remembers which lines are in force. Not from the configuration alone: under `ignore_changes` Terraform leaves a line that
/// is still in force out of the configuration that an apply sees. What the plan left open is what has just been undone.
fn remember(change: &mut Change<Model>) {
    let lines = [
        (POLICY_MANAGED, change.config.policy.known().is_some(), change.planned.policy.is_unknown()),
        (
            SECURITY_GROUPS_MANAGED,
            change.config.security_group_ids.known().is_some(),
            change.planned.security_group_ids.is_unknown(),
        ),
    ];
    for (line, configured, undone) in lines {
        if configured || undone {
            change.private.mark(line, configured);
        }
    }
}

/// Makes all changes but those of tags, in one call wherever EC2 allows it, and returns what the endpoint is then like.
async fn modify(change: &mut Change<Model>, client: &Client, deadline: &Deadline) -> Result<Model, Error> {
    let id = change.prior.id.text().to_owned();
    let groups = wanted_groups(change, client, deadline).await?;
    // A `lambda_endpoint_policy` may have taken over in this very apply.
    let reset_policy = change.planned.policy.is_unknown() && !client.has_put_policy(&id);
    let (mut from, mut unanswered) = (change.prior.clone(), 0);
    loop {
        let changes = change.planned.to_modify(&from, &groups, reset_policy);
        if changes == VpcEndpointChanges::default() {
            break;
        }
        match client.modify_vpc_endpoint(&id, &changes, deadline).await {
            Err(error) if error.kind() == Kind::Unanswered && unanswered < MOST_UNANSWERED => {
                unanswered += 1;
                let policy = from.policy.clone();
                from = Model { policy, ..look_again(from, client, &error, deadline).await? };
            }
            Err(error) if swaps_in_one_zone(&changes, &error) => break swap(change, client, changes, deadline).await?,
            outcome => break outcome?,
        }
    }
    let modified = Model {
        tags: change.prior.tags.clone(),
        tags_all: change.prior.tags_all.clone(),
        security_group_ids: groups.into(),
        ..change.planned.clone()
    };
    change.save(&modified);
    Ok(modified)
}

/// How often a change may go without an answer before that is an error.
const MOST_UNANSWERED: usize = 3;

/// What the endpoint has become by a change to which no answer came, so that only what is missing is asked for again.
async fn look_again(from: Model, client: &Client, error: &Error, deadline: &Deadline) -> Result<Model, Error> {
    tracing::warn!("the endpoint is looked at again, since it is not known whether it was changed: {error}");
    let endpoint = client.wait_until_available(from.id.text(), deadline).await?;
    let interfaces = client.describe_network_interfaces(&endpoint.network_interface_ids, deadline).await?;
    Ok(Model::from_ec2(endpoint, Some(&interfaces), from, client.region()))
}

/// The security groups that the endpoint shall have: the VPC's default one where none are configured any more.
async fn wanted_groups(
    change: &Change<Model>,
    client: &Client,
    deadline: &Deadline,
) -> Result<BTreeSet<String>, Error> {
    if !change.planned.security_group_ids.is_unknown() {
        return Ok(ids(&change.planned.security_group_ids));
    }
    let default = client.default_security_group(change.prior.vpc_id.text(), deadline).await?;
    Ok(BTreeSet::from([default.id]))
}

/// Whether EC2 refused `changes` because a subnet shall take the place of another one in the same availability zone.
fn swaps_in_one_zone(changes: &VpcEndpointChanges, error: &Error) -> bool {
    error.code() == "DuplicateSubnetsInSameZone" && !changes.remove_subnet_ids.is_empty()
}

/// Makes `changes` in two calls: first all but the new subnets, then those, once their zones are free.
async fn swap(
    change: &mut Change<Model>,
    client: &Client,
    changes: VpcEndpointChanges,
    deadline: &Deadline,
) -> Result<(), Error> {
    let id = change.prior.id.text().to_owned();
    let (now, later): (Vec<_>, Vec<_>) = changes
        .subnet_configurations
        .into_iter()
        .partition(|configuration| !changes.add_subnet_ids.contains(&configuration.subnet_id));
    let then = VpcEndpointChanges {
        add_subnet_ids: changes.add_subnet_ids,
        subnet_configurations: later,
        ..VpcEndpointChanges::default()
    };
    let first = VpcEndpointChanges { add_subnet_ids: BTreeSet::new(), subnet_configurations: now, ..changes };
    client.modify_vpc_endpoint(&id, &first, deadline).await?;
    let endpoint = client.wait_until_available(&id, deadline).await?;
    let left = &ids(&change.prior.network_interface_ids) - &endpoint.network_interface_ids;
    change.save(&Model::from_ec2(endpoint, None, change.planned.clone(), client.region()));
    client.wait_until_detached(&left, deadline).await?;
    client.modify_vpc_endpoint(&id, &then, deadline).await
}

/// Sets and removes the tags by which `modified` differs from what is planned. The state follows each step.
async fn retag(
    change: &mut Change<Model>,
    modified: Model,
    client: &Client,
    tag_rules: &TagRules,
    deadline: &Deadline,
) -> Result<(), Error> {
    let endpoint = BTreeSet::from([change.prior.id.text().to_owned()]);
    let (mut tags, planned) = (known_tags(&change.prior.tags_all), known_tags(&change.planned.tags_all));
    // A state from before others managed a tag may still have it.
    let gone = tags.keys().filter(|key| !planned.contains_key(*key) && !tag_rules.ignores(key)).cloned().collect();
    client.delete_tags(&endpoint, &gone, deadline).await?;
    tags.retain(|key, _| planned.contains_key(key));
    let (own, all) = tag_rules.seen(&change.prior.tags, &tags);
    change.save(&Model { tags: own, tags_all: all, ..modified.clone() });
    let new = planned.into_iter().filter(|(key, value)| tags.get(key) != Some(value)).collect();
    client.create_tags(&endpoint, &new, deadline).await?;
    let (tags, tags_all) = (change.planned.tags.clone(), change.planned.tags_all.clone());
    change.save(&Model { tags, tags_all, ..modified });
    Ok(())
}

/// Gives the endpoint's network interfaces its tags, where that is asked for, and takes away those that they had from us
/// before and shall not have any more.
async fn tag_interfaces(
    change: &Change<Model>,
    client: &Client,
    tag_rules: &TagRules,
    interfaces: &[NetworkInterface],
    deadline: &Deadline,
) -> Result<(), Error> {
    let wanted = if is_on(&change.planned.tag_network_interfaces) {
        known_tags(&change.planned.tags_all)
    } else {
        BTreeMap::new()
    };
    let had =
        if is_on(&change.prior.tag_network_interfaces) { known_tags(&change.prior.tags_all) } else { BTreeMap::new() };
    let gone: BTreeSet<_> =
        had.into_keys().filter(|key| !wanted.contains_key(key) && !tag_rules.ignores(key)).collect();
    let with_leftovers = interfaces.iter().filter(|interface| gone.iter().any(|key| interface.tags.contains_key(key)));
    client.delete_tags(&with_leftovers.map(|interface| interface.id.clone()).collect(), &gone, deadline).await?;
    let untagged = interfaces.iter().filter(|interface| !bears(interface, &wanted));
    client.create_tags(&untagged.map(|interface| interface.id.clone()).collect(), &wanted, deadline).await
}

/// Whether a network interface has all of these tags.
pub(super) fn bears(interface: &NetworkInterface, tags: &BTreeMap<String, String>) -> bool {
    tags.iter().all(|(key, value)| interface.tags.get(key) == Some(value))
}
