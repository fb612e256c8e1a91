//! The services that endpoints are for.

use crate::call::{Answer, Call};
use crate::describe::{Filters, Page};
use crate::endpoint::base_name;
use crate::error::Error;
use crate::settings::Settings;
use crate::xml::Xml;
use crate::zones::{dns_suffix, partition, zones};

const FILTERS: &[&str] = &["owner", "service-name", "service-region", "service-type", "supported-ip-address-types"];

/// A service of AWS that has endpoints.
#[derive(Debug)]
pub(crate) struct Service {
    /// `lambda`
    pub(crate) short: &'static str,
    /// `Interface` or `Gateway`
    pub(crate) kind: &'static str,
    /// Whether endpoints in other Regions can have it.
    pub(crate) cross_region: bool,
}

static SERVICES: [Service; 6] = [
    Service { short: "ec2", kind: "Interface", cross_region: false },
    Service { short: "kms", kind: "Interface", cross_region: true },
    Service { short: "lambda", kind: "Interface", cross_region: true },
    Service { short: "logs", kind: "Interface", cross_region: false },
    Service { short: "s3", kind: "Gateway", cross_region: false },
    Service { short: "sts", kind: "Interface", cross_region: false },
];

impl Service {
    /// `com.amazonaws.eu-central-1.lambda`
    pub(crate) fn name(&self, region: &str) -> String {
        let prefix = if partition(region) == "aws-cn" { "cn.com" } else { "com" };
        format!("{prefix}.amazonaws.{region}.{}", self.short)
    }

    /// The public names that an endpoint with private DNS takes over.
    pub(crate) fn private_names(&self, region: &str) -> Vec<String> {
        match self.kind {
            "Interface" => vec![format!("{}.{region}.{}", self.short, dns_suffix(region))],
            _ => Vec::new(),
        }
    }

    /// Whether endpoints can be in the zone with this id. Only Lambda is ever missing from one here.
    pub(crate) fn is_offered_in(&self, zone: &str, settings: &Settings) -> bool {
        self.short != "lambda" || !settings.zones_not_offered.iter().any(|id| id == zone)
    }

    /// `vpce-svc-…`, the same in every emulator.
    fn id(&self, region: &str) -> String {
        let name = self.name(region);
        let sum = name
            .bytes()
            .fold(14_695_981_039_346_656_037, |sum: u64, byte| (sum ^ u64::from(byte)).wrapping_mul(1_099_511_628_211));
        format!("vpce-svc-0{sum:016x}")
    }

    fn values(&self, region: &str, filter: &str) -> Vec<String> {
        match filter {
            "owner" => vec!["amazon".to_owned()],
            "service-name" => vec![self.name(region)],
            "service-region" => vec![region.to_owned()],
            "service-type" => vec![self.kind.to_owned()],
            "supported-ip-address-types" => vec!["ipv4".to_owned(), "ipv6".to_owned()],
            _ => Vec::new(),
        }
    }

    /// Zones are listed to callers of the same Region only.
    fn xml(&self, region: &str, call: &Call) -> Xml {
        let here = region == call.place.region;
        let offered = zones(region).into_iter().filter(|zone| here && self.is_offered_in(&zone.id, call.settings));
        let (names, ids): (Vec<_>, Vec<_>) = offered.map(|zone| (zone.name, zone.id)).unzip();
        let private = self.private_names(region);
        Xml::new()
            .text("serviceName", self.name(region))
            .text("serviceId", self.id(region))
            .list("serviceType", [Xml::new().text("serviceType", self.kind)])
            .text("serviceRegion", region)
            .texts("availabilityZoneSet", names)
            .texts("availabilityZoneIdSet", ids)
            .text("owner", "amazon")
            .texts("baseEndpointDnsNameSet", [base_name(self.short, region)])
            .optional("privateDnsName", private.first())
            .list("privateDnsNameSet", private.iter().map(|name| Xml::new().text("privateDnsName", name)))
            .flag("vpcEndpointPolicySupported", true)
            .flag("acceptanceRequired", false)
            .flag("managesVpcEndpoints", false)
            .list("tagSet", [])
            .text("privateDnsNameVerificationState", "verified")
            .texts("supportedIpAddressTypeSet", ["ipv6", "ipv4"])
    }
}

/// The service with this name in the Region.
pub(crate) fn find(name: &str, region: &str) -> Option<&'static Service> {
    SERVICES.iter().find(|service| service.name(region) == name)
}

/// `DescribeVpcEndpointServices`
pub(crate) fn describe_vpc_endpoint_services(call: &mut Call) -> Answer {
    let filters = Filters::read(call.parameters, FILTERS)?;
    let page = Page::read(call.parameters, (1, 1000))?;
    let names = call.parameters.list("ServiceName");
    let services = candidates(call);
    if let Some(unknown) =
        names.iter().find(|name| !services.iter().any(|(service, region)| service.name(region) == **name))
    {
        return Err(Error::unknown_service(unknown));
    }
    let asked = |service: &Service, region: &str| names.is_empty() || names.contains(&service.name(region).as_str());
    let found = services.into_iter().filter(|(service, region)| asked(service, region));
    let found = found.filter(|(service, region)| filters.matches(|filter| service.values(region, filter)));
    let (found, next) = page.cut((1..).zip(found));
    let names: Vec<_> = found.iter().map(|(service, region)| service.name(region)).collect();
    let details: Vec<_> = found.iter().map(|(service, region)| service.xml(region, call)).collect();
    Ok(Xml::new().texts("serviceNameSet", names).list("serviceDetailSet", details).optional("nextToken", next))
}

/// The services of the caller's Region, or those of the asked Regions that can be had from there.
fn candidates(call: &Call) -> Vec<(&'static Service, String)> {
    let here = call.place.region.as_str();
    let asked = call.parameters.list("ServiceRegion");
    let regions = if asked.is_empty() { vec![here] } else { asked };
    let in_region = |region: &str| {
        let reachable = SERVICES.iter().filter(|service| service.cross_region || region == here);
        reachable.map(|service| (service, region.to_owned())).collect::<Vec<_>>()
    };
    regions.into_iter().flat_map(in_region).collect()
}
