//! What a plan for an endpoint says beyond the general rules.

use super::change::{POLICY_MANAGED, SECURITY_GROUPS_MANAGED};
use super::model::Model;
use super::network_interfaces;
use crate::ec2;
use crate::tags::TagRules;
use crate::tf::{Attr, Path, Plan};

/// The states that an endpoint never leaves by itself, or only for its end: another one must take its place.
const LOST: [&str; 4] = ["rejected", "failed", "expired", "deleting"];

/// Refines a plan. `region` is the Region of the provider, as far as it is known, `tag_rules` what it says about tags.
pub(super) fn refine(plan: &mut Plan<Model>, region: Option<String>, tag_rules: &TagRules) {
    derive_service(plan, region);
    if plan.config.subnet_ids.is_null() {
        let configured = Model { subnet_ids: Attr::Null, ..plan.config.clone() };
        plan.planned.subnet_ids = configured.all_subnet_ids().map_or(Attr::Unknown, Attr::Known);
    }
    plan.planned.tags_all = tag_rules.planned(&plan.planned.tags);
    undo_what_was_taken_out(plan);
    replace_what_is_lost(plan);
    plan.planned.network_interfaces = network_interfaces::planned(&plan.planned, plan.prior.as_ref());
    leave_open_new_names(plan);
}

/// Region, service Region and service name follow from one another, so that they are known at plan whenever the Region is.
fn derive_service(plan: &mut Plan<Model>, region: Option<String>) {
    let prior = plan.prior.clone().unwrap_or_default();
    let derive = |value: &mut Attr<String>, prior: &Attr<String>, derived: Attr<String>| {
        // A state that does not know the value yet is no reason to replace the endpoint.
        if plan.prior.is_none() || !prior.is_null() {
            *value = derived;
        }
    };
    if plan.config.region.is_null()
        && let Some(region) = region
    {
        derive(&mut plan.planned.region, &prior.region, region.into());
    }
    if plan.config.service_region.is_null() {
        let region = plan.planned.region.known().map_or(Attr::Unknown, |region| region.clone().into());
        derive(&mut plan.planned.service_region, &prior.service_region, region);
    }
    if plan.config.service_name.is_null() {
        let region = plan.planned.service_region.known().or_else(|| plan.planned.region.known());
        let name = region.map_or(Attr::Unknown, |region| ec2::service_name(region).into());
        derive(&mut plan.planned.service_name, &prior.service_name, name);
    }
}

/// Whether the endpoint has a policy of its own in the configuration. A policy that is also in the state may be there by
/// `ignore_changes` alone, which says nothing of who manages it.
pub(super) fn manages_policy(plan: &Plan<Model>) -> bool {
    let in_state = plan.prior.as_ref().is_some_and(|prior| prior.policy == plan.config.policy);
    plan.config.policy.known().is_some() && (!in_state || plan.private.is_marked(POLICY_MANAGED))
}

/// A line that was in force and is no longer there is undone by the apply, whose outcome EC2 decides.
fn undo_what_was_taken_out(plan: &mut Plan<Model>) {
    if plan.config.policy.is_null() && plan.private.is_marked(POLICY_MANAGED) {
        plan.planned.policy = Attr::Unknown;
    }
    if plan.config.security_group_ids.is_null() && plan.private.is_marked(SECURITY_GROUPS_MANAGED) {
        plan.planned.security_group_ids = Attr::Unknown;
    }
}

fn replace_what_is_lost(plan: &mut Plan<Model>) {
    let state = plan.prior.as_ref().map(|prior| prior.state.text()).unwrap_or_default();
    if LOST.contains(&state) {
        plan.planned.state = Attr::Unknown;
        plan.replace.push(Path::from("state"));
    }
}

/// The Regional name stays for an endpoint's whole life; one that has none yet gets it with its first subnet.
fn leave_open_new_names(plan: &mut Plan<Model>) {
    let nameless = plan.prior.as_ref().is_some_and(|prior| prior.regional_dns_name.is_null());
    let changes = plan.prior.as_ref().is_some_and(|prior| prior.all_subnet_ids() != plan.planned.all_subnet_ids());
    if nameless && changes {
        let planned = &mut plan.planned;
        for name in [&mut planned.regional_dns_name, &mut planned.hosted_zone_id, &mut planned.endpoint_url] {
            *name = Attr::Unknown;
        }
    }
}
