//! Who manages the policy of which endpoint: two who do undo each other.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use crate::tf::Diagnostic;

/// One of the two ways to manage a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Manager {
    /// `policy` of a `lambda_vpc_endpoint`.
    Endpoint,
    /// A `lambda_endpoint_policy`.
    EndpointPolicy,
}

/// The managers that this run has met, by the endpoint's id. Clones share what they know.
#[derive(Clone, Debug, Default)]
pub(crate) struct Managers(Arc<Mutex<HashMap<String, HashSet<Manager>>>>);

impl Managers {
    /// Notes who manages the policy of `endpoint`, and answers with a warning when another does, too.
    pub(crate) fn note(&self, endpoint: &str, manager: Manager) -> Option<Diagnostic> {
        let mut met = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let managers = met.entry(endpoint.to_owned()).or_default();
        managers.insert(manager);
        (managers.len() > 1).then(|| managed_twice(endpoint))
    }

    /// Begins anew, as for another configuration.
    pub(crate) fn forget(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

fn managed_twice(endpoint: &str) -> Diagnostic {
    let detail = format!(
        "The policy of {endpoint} is managed by the argument \"policy\" of a lambda_vpc_endpoint and by a \
         lambda_endpoint_policy. Each undoes what the other has done, apply after apply. Take one of them out."
    );
    Diagnostic::warning("Policy managed twice", detail).at("policy")
}
