//! How tests steer an emulator.

pub(crate) mod http;

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::call::Answer;
use crate::clock::{Clock, later};
use crate::endpoint::{Endpoint, LastError, State};
use crate::fault::{Fault, FaultKind};
use crate::log::{CallRecord, Outcome};
use crate::options::{Options, Timing};
use crate::request::Request;
use crate::world::World;

/// Steers an emulator: faults, the clock, the log of calls, and changes that no call of EC2 makes. Clones steer the same.
#[derive(Clone, Debug)]
pub struct Control(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    world: Mutex<World>,
    clock: Clock,
    /// Told whenever a call comes in or ends.
    called: Condvar,
}

impl Control {
    pub(crate) fn new(options: &Options) -> Self {
        let clock = Clock::new(options.speed);
        Self(Arc::new(Shared { world: Mutex::new(World::new(options)), clock, called: Condvar::new() }))
    }

    /// The clock that everything goes by.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// Puts a fault in the way of calls to come.
    pub fn inject(&self, fault: Fault) {
        self.world().faults.inject(fault);
    }

    /// Takes all faults out of the way.
    pub fn clear_faults(&self) {
        self.world().faults.clear();
    }

    /// The calls since the start or the last reset, in the order in which they came in.
    #[must_use]
    pub fn calls(&self) -> Vec<CallRecord> {
        self.world().log.calls().to_vec()
    }

    /// How many calls of `operation` came in since the start or the last reset.
    #[must_use]
    pub fn count(&self, operation: &str) -> usize {
        self.world().log.count(operation)
    }

    /// Forgets the calls so far.
    pub fn reset_calls(&self) {
        self.world().log.reset();
    }

    /// Waits until `count` calls of `operation` have come in; false when they have not within `patience` of real time.
    #[must_use]
    pub fn wait_for_calls(&self, operation: &str, count: usize, patience: Duration) -> bool {
        self.wait_until(patience, |calls| calls.iter().filter(|call| call.operation == operation).count() >= count)
    }

    /// Waits until the calls meet `condition`; false when they do not within `patience` of real time. It is looked at
    /// whenever a call comes in or ends.
    #[must_use]
    pub fn wait_until(&self, patience: Duration, condition: impl Fn(&[CallRecord]) -> bool) -> bool {
        let end = Instant::now() + patience;
        let mut world = self.world();
        while !condition(world.log.calls()) {
            let Some(left) = end.checked_duration_since(Instant::now()) else { return false };
            world = self.0.called.wait_timeout(world, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }

    /// Lets things take another time from now on; what is under way is not touched.
    pub fn set_timing(&self, timing: Timing) {
        self.world().settings.timing = timing;
    }

    /// Turns the token buckets on or off.
    pub fn set_throttling(&self, on: bool) {
        self.world().settings.throttling = on;
    }

    /// The quota of interface endpoints per VPC from now on.
    pub fn set_endpoints_per_vpc(&self, quota: usize) {
        self.world().settings.endpoints_per_vpc = quota;
    }

    /// The Availability Zones, by id, in which Lambda is not offered from now on.
    pub fn set_zones_not_offered(&self, ids: &[&str]) {
        self.world().settings.zones_not_offered = ids.iter().map(|&id| id.to_owned()).collect();
    }

    /// Lets policies that name the principal be refused for a time, as if it had just been made in IAM.
    pub fn hide_principal(&self, arn: &str, time: Duration) {
        let until = later(self.clock().now(), time);
        self.world().settings.unknown_principals.insert(arn.to_owned(), until);
    }

    /// Lets the deletion of an endpoint be refused, in an answer that is a success for the other endpoints of the call.
    pub fn refuse_deletion(&self, id: &str, code: &str, message: &str) {
        self.world().settings.refused_deletions.insert(id.to_owned(), (code.to_owned(), message.to_owned()));
    }

    /// Lets the endpoint be deleted again.
    pub fn allow_deletion(&self, id: &str) {
        self.world().settings.refused_deletions.remove(id);
    }

    /// Lets the next endpoint that is created end in `state` instead of `available`. Called twice it is for the next two.
    pub fn next_endpoint_becomes(&self, state: State, last_error: Option<LastError>) {
        self.world().settings.outcomes.push((state, last_error));
    }

    /// Puts an endpoint into a state, in which it stays. False when there is none with the id.
    #[must_use]
    pub fn set_endpoint_state(&self, id: &str, state: State) -> bool {
        self.change_endpoint(id, |endpoint| {
            endpoint.state = state;
            endpoint.due = None;
        })
    }

    /// Gives an endpoint a `lastError`, or takes it away. False when there is none with the id.
    #[must_use]
    pub fn set_last_error(&self, id: &str, last_error: Option<LastError>) -> bool {
        self.change_endpoint(id, |endpoint| endpoint.last_error = last_error)
    }

    /// Replaces an endpoint's policy, unchecked and without `pending`, as EC2 does when a principal in it is deleted.
    /// False when there is none with the id.
    #[must_use]
    pub fn replace_policy(&self, id: &str, policy: &str) -> bool {
        self.change_endpoint(id, |endpoint| policy.clone_into(&mut endpoint.policy))
    }

    /// Takes a network interface out of `DescribeNetworkInterfaces`, though its endpoint goes on listing it. False when
    /// there is none with the id.
    #[must_use]
    pub fn remove_network_interface(&self, id: &str) -> bool {
        let mut world = self.world();
        let removed =
            world.networks.values_mut().map(|network| network.interfaces.retain(|interface| interface.id != id));
        removed.into_iter().any(|removed| !removed.is_empty())
    }

    /// When the latest change of an endpoint is over in all respects, by the emulator's clock: its state reached, and those
    /// interfaces gone that it ends. Known from the start of the change; `None` when nobody knows of the endpoint any more.
    #[must_use]
    pub fn over_at(&self, id: &str) -> Option<jiff::Timestamp> {
        let world = self.world();
        let mut endpoints = world.networks.values().filter_map(|network| network.endpoints.find(id));
        endpoints.next().map(|endpoint| endpoint.over_at)
    }

    /// How many endpoints there are that are not deleted, in all accounts and Regions.
    #[must_use]
    pub fn endpoint_count(&self) -> usize {
        let now = self.clock().now();
        let mut world = self.world();
        world.networks.values_mut().for_each(|network| network.settle(now));
        let endpoints = world.networks.values().flat_map(|network| network.endpoints.iter());
        endpoints.filter(|endpoint| !endpoint.is_deleted()).count()
    }

    fn change_endpoint(&self, id: &str, change: impl FnOnce(&mut Endpoint)) -> bool {
        let now = self.clock().now();
        let mut world = self.world();
        world.networks.values_mut().for_each(|network| network.settle(now));
        let endpoint = world.networks.values_mut().find_map(|network| network.endpoints.find_mut(id));
        endpoint.map(change).is_some()
    }

    /// Writes a call down, and says its number and what goes wrong with it.
    pub(crate) fn begin(&self, request: &Request) -> (usize, Option<FaultKind>) {
        let mut world = self.world();
        let account = world.place(request).account;
        let number = world.log.begin(request, &account, self.clock().now());
        let fault = world.faults.hit(&request.operation);
        self.0.called.notify_all();
        (number, fault)
    }

    /// Carries a call out.
    pub(crate) fn answer(&self, request: &Request) -> Answer {
        self.world().answer(request, self.clock().now())
    }

    /// Writes down how a call ended.
    pub(crate) fn end(&self, number: usize, outcome: Outcome) {
        self.world().log.end(number, outcome);
        self.0.called.notify_all();
    }

    fn world(&self) -> MutexGuard<'_, World> {
        self.0.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
