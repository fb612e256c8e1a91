//! All that one account has in one Region.

use jiff::Timestamp;

use crate::endpoint::{ClientTokens, Endpoint};
use crate::network_acl::NetworkAcl;
use crate::network_interface::NetworkInterface;
use crate::route_table::RouteTable;
use crate::security_group::{Rule, SecurityGroup};
use crate::subnet::Subnet;
use crate::table::Table;
use crate::tags::Tags;
use crate::vpc::Vpc;

/// An account's part of a Region.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Place {
    /// 12 digits
    pub(crate) account: String,
    /// `eu-central-1`
    pub(crate) region: String,
}

/// What is there.
#[derive(Debug, Default)]
pub(crate) struct Network {
    pub(crate) vpcs: Table<Vpc>,
    pub(crate) subnets: Table<Subnet>,
    pub(crate) groups: Table<SecurityGroup>,
    pub(crate) rules: Table<Rule>,
    pub(crate) interfaces: Table<NetworkInterface>,
    pub(crate) endpoints: Table<Endpoint>,
    pub(crate) route_tables: Table<RouteTable>,
    pub(crate) acls: Table<NetworkAcl>,
    pub(crate) tags: Tags,
    pub(crate) client_tokens: ClientTokens,
}

impl Network {
    /// Brings everything to where it has got by now: nothing happens in between, it is only looked at as if it had.
    pub(crate) fn settle(&mut self, now: Timestamp) {
        for endpoint in self.endpoints.iter_mut() {
            endpoint.settle(now, &mut self.interfaces);
        }
        let gone = self.endpoints.retain(|endpoint| !endpoint.forgotten(now));
        let ended = self.interfaces.retain(|interface| interface.ends.is_none_or(|end| end > now));
        gone.iter().chain(&ended).for_each(|id| self.tags.forget(id));
    }

    /// Whether something here has this id. Peering connections are nowhere in particular and not asked.
    pub(crate) fn has(&self, id: &str) -> bool {
        match id.split_once('-').map_or("", |(prefix, _)| prefix) {
            "vpce" => self.endpoints.find(id).is_some(),
            "vpc" => self.vpcs.find(id).is_some(),
            "subnet" => self.subnets.find(id).is_some(),
            "sg" => self.groups.find(id).is_some(),
            "sgr" => self.rules.find(id).is_some(),
            "eni" => self.interfaces.find(id).is_some(),
            "rtb" => self.route_tables.find(id).is_some(),
            "acl" => self.acls.find(id).is_some(),
            _ => false,
        }
    }
}
