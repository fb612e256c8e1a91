//! Route tables: their routes and the subnets they are for.

use crate::call::{Answer, Call, done};
use crate::describe::{Described, describe};
use crate::error::Error;
use crate::kind::{self, Kind, new_id};
use crate::network::Network;
use crate::parameters::Parameters;
use crate::table::Row;
use crate::tags;
use crate::vpc::Vpc;
use crate::xml::Xml;

/// A route table.
#[derive(Debug)]
pub(crate) struct RouteTable {
    id: String,
    owner: String,
    pub(crate) vpc: String,
    /// `rtbassoc-…` and the subnet; none for the association that makes it the VPC's main one.
    associations: Vec<(String, Option<String>)>,
    routes: Vec<Route>,
}

#[derive(Debug)]
struct Route {
    destination: Destination,
    /// The element that names the target, and the target.
    target: (&'static str, String),
    origin: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Destination {
    V4(String),
    V6(String),
}

impl Row for RouteTable {
    fn id(&self) -> &str {
        &self.id
    }
}

impl RouteTable {
    pub(crate) fn new(vpc: &Vpc, main: bool) -> Self {
        let local =
            |destination| Route { destination, target: ("gatewayId", "local".to_owned()), origin: "CreateRouteTable" };
        let v6 = vpc.ipv6.as_ref().map(|block| local(Destination::V6(block.cidr.to_string())));
        Self {
            id: kind::ROUTE_TABLE.new_id(),
            owner: vpc.owner.clone(),
            vpc: vpc.id.clone(),
            associations: main.then(|| (new_id("rtbassoc"), None)).into_iter().collect(),
            routes: std::iter::once(local(Destination::V4(vpc.cidr.to_string()))).chain(v6).collect(),
        }
    }

    pub(crate) fn is_main(&self) -> bool {
        self.associations.iter().any(|(_, subnet)| subnet.is_none())
    }

    fn has_subnet(&self, id: &str) -> bool {
        self.associations.iter().any(|(_, subnet)| subnet.as_deref() == Some(id))
    }

    /// Drops the association of a subnet that is gone.
    pub(crate) fn forget(&mut self, gone: &str) {
        self.associations.retain(|(_, subnet)| subnet.as_deref() != Some(gone));
    }
}

impl Route {
    fn xml(&self) -> Xml {
        let destination = match &self.destination {
            Destination::V4(block) => Xml::new().text("destinationCidrBlock", block),
            Destination::V6(block) => Xml::new().text("destinationIpv6CidrBlock", block),
        };
        destination.text(self.target.0, &self.target.1).text("origin", self.origin).text("state", "active")
    }
}

impl Described for RouteTable {
    const KIND: &'static Kind = &kind::ROUTE_TABLE;
    const IDS: &'static str = "RouteTableId";
    const FILTERS: &'static [&'static str] = &[
        "association.gateway-id",
        "association.route-table-association-id",
        "association.route-table-id",
        "association.subnet-id",
        "association.main",
        "owner-id",
        "route-table-id",
        "route.destination-cidr-block",
        "route.destination-ipv6-cidr-block",
        "route.destination-prefix-list-id",
        "route.egress-only-internet-gateway-id",
        "route.gateway-id",
        "route.instance-id",
        "route.nat-gateway-id",
        "route.transit-gateway-id",
        "route.origin",
        "route.state",
        "route.vpc-peering-connection-id",
        "vpc-id",
    ];
    const PAGE: (usize, usize) = (5, 100);

    fn values(&self, filter: &str, _network: &Network) -> Vec<String> {
        let routes = |target: &str| {
            let with = self.routes.iter().filter(|route| route.target.0 == target);
            with.map(|route| route.target.1.clone()).collect()
        };
        match filter {
            "association.route-table-association-id" => self.associations.iter().map(|(id, _)| id.clone()).collect(),
            "association.route-table-id" | "route-table-id" => vec![self.id.clone()],
            "association.subnet-id" => self.associations.iter().filter_map(|(_, subnet)| subnet.clone()).collect(),
            "association.main" => self.associations.iter().map(|(_, subnet)| subnet.is_none().to_string()).collect(),
            "owner-id" => vec![self.owner.clone()],
            "vpc-id" => vec![self.vpc.clone()],
            "route.gateway-id" => routes("gatewayId"),
            "route.nat-gateway-id" => routes("natGatewayId"),
            "route.vpc-peering-connection-id" => routes("vpcPeeringConnectionId"),
            "route.state" => vec!["active".to_owned()],
            "route.origin" => self.routes.iter().map(|route| route.origin.to_owned()).collect(),
            "route.destination-cidr-block" | "route.destination-ipv6-cidr-block" => {
                let wanted_v6 = filter == "route.destination-ipv6-cidr-block";
                let block = |route: &Route| match &route.destination {
                    Destination::V4(block) => (!wanted_v6).then(|| block.clone()),
                    Destination::V6(block) => wanted_v6.then(|| block.clone()),
                };
                self.routes.iter().filter_map(block).collect()
            }
            _ => Vec::new(),
        }
    }

    fn xml(&self, network: &Network) -> Xml {
        let associations = self.associations.iter().map(|(id, subnet)| {
            Xml::new()
                .text("routeTableAssociationId", id)
                .text("routeTableId", &self.id)
                .optional("subnetId", subnet.as_ref())
                .flag("main", subnet.is_none())
                .structure("associationState", Xml::new().text("state", "associated"))
        });
        Xml::new()
            .text("routeTableId", &self.id)
            .text("vpcId", &self.vpc)
            .text("ownerId", &self.owner)
            .list("routeSet", self.routes.iter().map(Route::xml))
            .list("associationSet", associations)
            .list("propagatingVgwSet", [])
            .and(network.tags.xml(&self.id))
    }
}

/// `CreateRouteTable`
pub(crate) fn create(call: &mut Call) -> Answer {
    let vpc = call.network.vpc(call.parameters.required("VpcId")?)?;
    let tags = tags::on_create(call.parameters, &kind::ROUTE_TABLE)?;
    let table = RouteTable::new(vpc, false);
    call.network.tags.set(&table.id, &tags);
    let answer = Xml::new().structure("routeTable", table.xml(call.network));
    call.network.route_tables.insert(table);
    Ok(answer)
}

/// `DescribeRouteTables`
pub(crate) fn describe_tables(call: &mut Call) -> Answer {
    describe(call, &call.network.route_tables, "routeTableSet")
}

/// `DeleteRouteTable`, which an association prevents.
pub(crate) fn delete(call: &mut Call) -> Answer {
    let table = table(call)?;
    let id = table.id.clone();
    if !table.associations.is_empty() {
        return Err(Error::dependency(&kind::ROUTE_TABLE, &id));
    }
    call.network.route_tables.retain(|table| table.id != id);
    call.network.tags.forget(&id);
    done()
}

/// `AssociateRouteTable`
pub(crate) fn associate(call: &mut Call) -> Answer {
    let subnet = call.network.subnet(call.parameters.required("SubnetId")?)?;
    let (subnet, vpc) = (subnet.id.clone(), subnet.vpc.clone());
    let has_one = call.network.route_tables.iter().any(|table| table.has_subnet(&subnet));
    let table = table(call)?;
    if table.vpc != vpc {
        let message = format!("Route table {} and subnet {subnet} belong to different networks", table.id);
        return Err(Error::parameter(message));
    }
    if has_one {
        let message = format!("the specified association for subnet {subnet} conflicts with an existing association");
        return Err(Error::new("Resource.AlreadyAssociated", message));
    }
    let id = new_id("rtbassoc");
    table.associations.push((id.clone(), Some(subnet)));
    let state = Xml::new().text("state", "associated");
    Ok(Xml::new().text("associationId", id).structure("associationState", state))
}

/// `DisassociateRouteTable`
pub(crate) fn disassociate(call: &mut Call) -> Answer {
    let id = call.parameters.required("AssociationId")?;
    let found = call.network.route_tables.iter_mut().find_map(|table| {
        let at = table.associations.iter().position(|(other, subnet)| other == id && subnet.is_some())?;
        Some(table.associations.remove(at))
    });
    let missing = || Error::new("InvalidAssociationID.NotFound", format!("The association ID '{id}' does not exist"));
    found.ok_or_else(missing).and_then(|_| done())
}

/// `CreateRoute`
pub(crate) fn create_route(call: &mut Call) -> Answer {
    let destination = destination(call.parameters)?;
    let route = Route { destination, target: target(call.parameters)?, origin: "CreateRoute" };
    let table = table(call)?;
    if table.routes.iter().any(|other| other.destination == route.destination) {
        return Err(Error::new("RouteAlreadyExists", "The route identified by its destination already exists."));
    }
    table.routes.push(route);
    done()
}

/// `DeleteRoute`
pub(crate) fn delete_route(call: &mut Call) -> Answer {
    let destination = destination(call.parameters)?;
    let table = table(call)?;
    let at = table.routes.iter().position(|route| route.destination == destination && route.target.1 != "local");
    let missing = || Error::new("InvalidRoute.NotFound", "no route with that destination in the route table");
    table.routes.remove(at.ok_or_else(missing)?);
    done()
}

fn table<'a>(call: &'a mut Call) -> Result<&'a mut RouteTable, Error> {
    let id = call.parameters.required("RouteTableId")?;
    kind::ROUTE_TABLE.check(id)?;
    call.network.route_tables.find_mut(id).ok_or_else(|| Error::not_found(&kind::ROUTE_TABLE, id))
}

fn destination(parameters: &Parameters) -> Result<Destination, Error> {
    let v6 = parameters.text("DestinationIpv6CidrBlock").map(|block| Destination::V6(block.to_owned()));
    let v4 = || parameters.required("DestinationCidrBlock").map(|block| Destination::V4(block.to_owned()));
    v6.map_or_else(v4, Ok)
}

fn target(parameters: &Parameters) -> Result<(&'static str, String), Error> {
    let kinds = [
        ("GatewayId", "gatewayId"),
        ("NatGatewayId", "natGatewayId"),
        ("NetworkInterfaceId", "networkInterfaceId"),
        ("VpcPeeringConnectionId", "vpcPeeringConnectionId"),
    ];
    let target = kinds.into_iter().find_map(|(name, element)| Some((element, parameters.text(name)?.to_owned())));
    target.ok_or_else(|| Error::missing_parameter("GatewayId"))
}
