//! All accounts and Regions, and how a call of any of them is answered.

use std::collections::HashMap;

use jiff::Timestamp;

use crate::bucket::Buckets;
use crate::call::{Answer, Call};
use crate::error::Error;
use crate::fault::Faults;
use crate::log::Log;
use crate::network::{Network, Place};
use crate::operation::Operation;
use crate::options::Options;
use crate::peering::PeeringConnection;
use crate::request::Request;
use crate::settings::Settings;
use crate::table::Table;

/// Everything that there is.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) networks: HashMap<Place, Network>,
    pub(crate) peerings: Table<PeeringConnection>,
    pub(crate) settings: Settings,
    pub(crate) faults: Faults,
    pub(crate) log: Log,
    buckets: Buckets,
}

impl World {
    pub(crate) fn new(options: &Options) -> Self {
        let settings = Settings {
            timing: options.timing.clone(),
            throttling: options.throttling,
            endpoints_per_vpc: options.endpoints_per_vpc,
            zones_not_offered: options.zones_not_offered.clone(),
            default_account: options.default_account.clone(),
            unknown_principals: HashMap::new(),
            refused_deletions: HashMap::new(),
            outcomes: Vec::new(),
        };
        Self {
            networks: HashMap::new(),
            peerings: Table::default(),
            settings,
            faults: Faults::default(),
            log: Log::default(),
            buckets: Buckets::default(),
        }
    }

    /// The account and Region that a call is made in.
    pub(crate) fn place(&self, request: &Request) -> Place {
        let account = request.caller.account(&self.settings.default_account).to_owned();
        Place { account, region: request.caller.region.clone() }
    }

    /// Carries out a call.
    pub(crate) fn answer(&mut self, request: &Request, now: Timestamp) -> Answer {
        let operation = Operation::find(&request.operation).ok_or_else(|| Error::invalid_action(&request.operation))?;
        let place = self.place(request);
        self.throttle(operation, request, &place, now)?;
        if let Some(name) = operation.unknown(&request.parameters) {
            return Err(Error::unknown_parameter(name));
        }
        if request.parameters.flag("DryRun")? == Some(true) {
            return Err(Error::dry_run());
        }
        self.networks.values_mut().for_each(|network| network.settle(now));
        let mut network = self.networks.remove(&place).unwrap_or_default();
        let answer = (operation.run)(&mut Call {
            parameters: &request.parameters,
            place: &place,
            access_key: &request.caller.access_key,
            now,
            settings: &mut self.settings,
            network: &mut network,
            elsewhere: &mut self.networks,
            peerings: &mut self.peerings,
        });
        self.networks.insert(place, network);
        answer
    }

    fn throttle(
        &mut self,
        operation: &Operation,
        request: &Request,
        place: &Place,
        now: Timestamp,
    ) -> Result<(), Error> {
        let (bucket, rate) = operation.bucket(&request.parameters);
        let allowed = !self.settings.throttling || self.buckets.take(place, bucket, rate, now);
        if allowed { Ok(()) } else { Err(Error::throttled()) }
    }
}
