//! VPC peering connections, also between accounts and Regions.

use crate::call::{Answer, Call, done};
use crate::describe::{Described, describe};
use crate::error::Error;
use crate::kind::{self, Kind};
use crate::network::{Network, Place};
use crate::table::Row;
use crate::tags;
use crate::xml::Xml;

/// A peering connection.
#[derive(Debug)]
pub(crate) struct PeeringConnection {
    id: String,
    requester: Side,
    accepter: Side,
    status: Status,
}

/// One of the two VPCs.
#[derive(Debug)]
struct Side {
    place: Place,
    vpc: String,
    cidr: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    PendingAcceptance,
    Active,
    Rejected,
    Deleted,
}

impl Status {
    fn code_and_message(self) -> (&'static str, &'static str) {
        match self {
            Self::PendingAcceptance => ("pending-acceptance", "Pending Acceptance"),
            Self::Active => ("active", "Active"),
            Self::Rejected => ("rejected", "Rejected"),
            Self::Deleted => ("deleted", "Deleted"),
        }
    }
}

impl Row for PeeringConnection {
    fn id(&self) -> &str {
        &self.id
    }
}

impl PeeringConnection {
    pub(crate) fn is_active_with(&self, vpc: &str) -> bool {
        self.status == Status::Active && [&self.requester.vpc, &self.accepter.vpc].into_iter().any(|side| side == vpc)
    }

    fn is_of(&self, place: &Place) -> bool {
        self.requester.place == *place || self.accepter.place == *place
    }

    fn side(&self, side: &Side) -> Xml {
        let active = (self.status == Status::Active).then(|| side.cidr.clone());
        let options = active.iter().map(|_| Xml::new().structure("peeringOptions", options()));
        let blocks = active.iter().map(|cidr| Xml::new().text("cidrBlock", cidr)).collect::<Vec<_>>();
        Xml::new()
            .text("ownerId", &side.place.account)
            .text("vpcId", &side.vpc)
            .text("region", &side.place.region)
            .optional("cidrBlock", active.as_ref())
            .list("cidrBlockSet", blocks)
            .and(options.fold(Xml::new(), Xml::and))
    }
}

/// Nothing that could be switched on is.
fn options() -> Xml {
    Xml::new()
        .flag("allowDnsResolutionFromRemoteVpc", false)
        .flag("allowEgressFromLocalClassicLinkToRemoteVpc", false)
        .flag("allowEgressFromLocalVpcToRemoteClassicLink", false)
}

impl Described for PeeringConnection {
    const KIND: &'static Kind = &kind::PEERING;
    const IDS: &'static str = "VpcPeeringConnectionId";
    const FILTERS: &'static [&'static str] = &[
        "accepter-vpc-info.cidr-block",
        "accepter-vpc-info.owner-id",
        "accepter-vpc-info.vpc-id",
        "expiration-time",
        "requester-vpc-info.cidr-block",
        "requester-vpc-info.owner-id",
        "requester-vpc-info.vpc-id",
        "status-code",
        "status-message",
        "vpc-peering-connection-id",
    ];

    fn values(&self, filter: &str, _network: &Network) -> Vec<String> {
        let (code, message) = self.status.code_and_message();
        let value = match filter {
            "accepter-vpc-info.cidr-block" => &self.accepter.cidr,
            "accepter-vpc-info.owner-id" => &self.accepter.place.account,
            "accepter-vpc-info.vpc-id" => &self.accepter.vpc,
            "requester-vpc-info.cidr-block" => &self.requester.cidr,
            "requester-vpc-info.owner-id" => &self.requester.place.account,
            "requester-vpc-info.vpc-id" => &self.requester.vpc,
            "status-code" => code,
            "status-message" => message,
            "vpc-peering-connection-id" => &self.id,
            _ => return Vec::new(),
        };
        vec![value.to_owned()]
    }

    fn visible(&self, call: &Call) -> bool {
        self.is_of(call.place)
    }

    fn xml(&self, network: &Network) -> Xml {
        let (code, message) = self.status.code_and_message();
        self.xml_with_status(network, code, message)
    }
}

impl PeeringConnection {
    fn xml_with_status(&self, network: &Network, code: &str, message: &str) -> Xml {
        Xml::new()
            .text("vpcPeeringConnectionId", &self.id)
            .structure("requesterVpcInfo", self.side(&self.requester))
            .structure("accepterVpcInfo", self.side(&self.accepter))
            .structure("status", Xml::new().text("code", code).text("message", message))
            .and(network.tags.xml(&self.id))
    }
}

/// `CreateVpcPeeringConnection`
pub(crate) fn create(call: &mut Call) -> Answer {
    let vpc = call.network.vpc(call.parameters.required("VpcId")?)?;
    let requester = Side { place: call.place.clone(), vpc: vpc.id.clone(), cidr: vpc.cidr.to_string() };
    let there = Place {
        account: call.parameters.text("PeerOwnerId").unwrap_or(&call.place.account).to_owned(),
        region: call.parameters.text("PeerRegion").unwrap_or(&call.place.region).to_owned(),
    };
    let peer = call.parameters.required("PeerVpcId")?;
    let network = if there == *call.place { Some(&*call.network) } else { call.elsewhere.get(&there) };
    let peer = network.ok_or_else(|| Error::not_found(&kind::VPC, peer))?.vpc(peer)?;
    let accepter = Side { place: there, vpc: peer.id.clone(), cidr: peer.cidr.to_string() };
    let tags = tags::on_create(call.parameters, &kind::PEERING)?;
    let peering =
        PeeringConnection { id: kind::PEERING.new_id(), requester, accepter, status: Status::PendingAcceptance };
    call.network.tags.set(&peering.id, &tags);
    let message = format!("Initiating Request to {}", peering.accepter.place.account);
    let made = peering.xml_with_status(call.network, "initiating-request", &message);
    let answer = Xml::new().structure("vpcPeeringConnection", made);
    call.peerings.insert(peering);
    Ok(answer)
}

/// `AcceptVpcPeeringConnection`
pub(crate) fn accept(call: &mut Call) -> Answer {
    let peering = decide(call, Status::Active, &[Status::PendingAcceptance])?;
    Ok(Xml::new().structure("vpcPeeringConnection", peering))
}

/// `RejectVpcPeeringConnection`
pub(crate) fn reject(call: &mut Call) -> Answer {
    decide(call, Status::Rejected, &[Status::PendingAcceptance])?;
    done()
}

/// `DeleteVpcPeeringConnection`
pub(crate) fn delete(call: &mut Call) -> Answer {
    decide(call, Status::Deleted, &[Status::PendingAcceptance, Status::Active, Status::Rejected])?;
    done()
}

/// Gives the connection another status if it has one of `from`. Only the accepter's side may accept and reject.
fn decide(call: &mut Call, status: Status, from: &[Status]) -> Answer {
    let id = call.parameters.required("VpcPeeringConnectionId")?;
    kind::PEERING.check(id)?;
    let found = call.peerings.find_mut(id).filter(|peering| peering.is_of(call.place));
    let peering = found.ok_or_else(|| Error::not_found(&kind::PEERING, id))?;
    if status != Status::Deleted && peering.accepter.place != *call.place {
        let message = format!("User {} cannot accept or reject peering {id}", call.place.account);
        return Err(Error::new("OperationNotPermitted", message));
    }
    if !from.contains(&peering.status) {
        let message = format!("Vpc-peering-connection {id} is {}", peering.status.code_and_message().0);
        return Err(Error::new("InvalidStateTransition", message));
    }
    peering.status = status;
    Ok(peering.xml(call.network))
}

/// `DescribeVpcPeeringConnections`
pub(crate) fn describe_peerings(call: &mut Call) -> Answer {
    describe(call, call.peerings, "vpcPeeringConnectionSet")
}
