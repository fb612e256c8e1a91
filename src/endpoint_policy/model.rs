//! The arguments and attributes of `lambda_endpoint_policy`.

use crate::policy;
use crate::tf::check::id_prefix;
use crate::tf::{Attr, Timeouts, computed, model, optional, optional_computed, required};

model! {
    /// The policy of a VPC endpoint: which principals may do what with which functions through it. Destroying the resource
    /// resets the policy to full access. Do not set `policy` on the endpoint as well: the two would undo each other.
    pub(crate) struct Model {
        /// The endpoint.
        vpc_endpoint_id: Attr<String> = required().replaces().check(id_prefix("vpce-")),
        /// The policy as JSON, at most 20,480 characters. A function needs both its unqualified ARN and its qualified one
        /// (`…:function:NAME` and `…:function:NAME:*`).
        policy: Attr<String> = required().check(policy::document()).equivalent(policy::equivalent),
        /// The Region of the endpoint. Where it is absent, the provider's.
        region: Attr<String> = optional_computed().replaces(),
        /// How long each operation may take, as durations such as `30s`, `10m` or `1h30m`.
        timeouts: Option<Timeouts> = optional(),
        /// The endpoint's id.
        id: Attr<String> = computed(),
    }
}

model! {
    /// What tells one endpoint's policy from all others.
    pub(crate) struct Identity {
        /// The endpoint's id: `vpce-…`.
        id: Attr<String> = required(),
        /// The endpoint's Region.
        region: Attr<String> = optional(),
    }
}
