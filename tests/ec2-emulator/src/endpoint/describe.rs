//! `DescribeVpcEndpoints`

use crate::call::{Answer, Call};
use crate::clock::iso_8601;
use crate::describe::{Described, describe};
use crate::kind::{self, Kind};
use crate::network::Network;
use crate::xml::Xml;

use super::Endpoint;

impl Described for Endpoint {
    const KIND: &'static Kind = &kind::ENDPOINT;
    const IDS: &'static str = "VpcEndpointId";
    const FILTERS: &'static [&'static str] = &[
        "ip-address-type",
        "service-name",
        "service-region",
        "vpc-id",
        "vpc-endpoint-id",
        "vpc-endpoint-state",
        "vpc-endpoint-type",
    ];
    const PAGE: (usize, usize) = (1, 1000);

    fn values(&self, filter: &str, _network: &Network) -> Vec<String> {
        let value = match filter {
            "ip-address-type" => self.ip_type.as_str().to_owned(),
            "service-name" => self.service_name(),
            "service-region" => self.service_region.clone(),
            "vpc-id" => self.vpc.clone(),
            "vpc-endpoint-id" => self.id.clone(),
            "vpc-endpoint-state" => self.state.as_str().to_owned(),
            "vpc-endpoint-type" => "Interface".to_owned(),
            _ => return Vec::new(),
        };
        vec![value]
    }

    fn visible(&self, call: &Call) -> bool {
        self.known_from <= call.now
    }

    fn xml(&self, network: &Network) -> Xml {
        let groups = self.groups.iter().map(|id| {
            let name = network.groups.find(id).map(|group| group.name.clone());
            Xml::new().text("groupId", id).optional("groupName", name)
        });
        let dns_options = Xml::new()
            .text("dnsRecordIpType", self.record_type.as_str())
            .flag("privateDnsOnlyForInboundResolverEndpoint", false);
        Xml::new()
            .text("vpcEndpointId", &self.id)
            .text("vpcEndpointType", "Interface")
            .text("vpcId", &self.vpc)
            .text("serviceName", self.service_name())
            .text("serviceRegion", &self.service_region)
            .text("state", self.state.as_str())
            .text("policyDocument", &self.policy)
            .texts("routeTableIdSet", [""; 0])
            .texts("subnetIdSet", self.subnets())
            .list("groupSet", groups)
            .text("ipAddressType", self.ip_type.as_str())
            .structure("dnsOptions", dns_options)
            .flag("privateDnsEnabled", self.private_dns)
            .flag("requesterManaged", false)
            .texts("networkInterfaceIdSet", self.attachments.iter().map(|attachment| &attachment.interface))
            .and(self.dns_xml())
            .text("creationTimestamp", iso_8601(self.created))
            .and(network.tags.xml(&self.id))
            .text("ownerId", &self.owner)
            .and(self.failure())
    }
}

impl Endpoint {
    fn failure(&self) -> Xml {
        let Some(error) = &self.last_error else { return Xml::new() };
        let last_error = Xml::new().text("message", &error.message).text("code", &error.code);
        Xml::new().structure("lastError", last_error).text("failureReason", &error.message)
    }
}

/// `DescribeVpcEndpoints`
pub(crate) fn describe_vpc_endpoints(call: &mut Call) -> Answer {
    describe(call, &call.network.endpoints, "vpcEndpointSet")
}
