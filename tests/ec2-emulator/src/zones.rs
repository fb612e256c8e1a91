//! Regions, their partitions and their Availability Zones.

use crate::call::{Answer, Call};
use crate::describe::Filters;
use crate::error::Error;
use crate::xml::Xml;

const FILTERS: &[&str] = &[
    "group-long-name",
    "group-name",
    "message",
    "opt-in-status",
    "parent-zone-id",
    "parent-zone-name",
    "region-name",
    "state",
    "zone-id",
    "zone-name",
    "zone-type",
];

/// An Availability Zone of an account. Names mean other zones in other accounts, ids the same; here the order of
/// ids is shifted, so that nobody gets away with taking `a` for `az1`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Zone {
    /// `eu-central-1a`
    pub(crate) name: String,
    /// `euc1-az2`
    pub(crate) id: String,
}

/// The zones of a Region.
pub(crate) fn zones(region: &str) -> Vec<Zone> {
    let (letters, numbers): (&str, &[u8]) = match region {
        "us-east-1" => ("abcdef", &[6, 1, 2, 4, 3, 5]),
        "us-west-2" => ("abcd", &[2, 1, 3, 4]),
        "us-west-1" => ("ab", &[3, 1]),
        "ca-central-1" => ("abd", &[1, 2, 4]),
        "ap-northeast-1" => ("acd", &[4, 1, 2]),
        "ap-northeast-2" => ("abcd", &[1, 2, 3, 4]),
        _ => ("abc", &[2, 3, 1]),
    };
    let code = code(region);
    let zone =
        |(letter, number): (char, &u8)| Zone { name: format!("{region}{letter}"), id: format!("{code}-az{number}") };
    letters.chars().zip(numbers).map(zone).collect()
}

/// The zone with this name or id.
pub(crate) fn find(region: &str, name_or_id: &str) -> Option<Zone> {
    zones(region).into_iter().find(|zone| zone.name == name_or_id || zone.id == name_or_id)
}

/// `use1` for `us-east-1`, `apne1` for `ap-northeast-1`, `usge1` for `us-gov-east-1`.
fn code(region: &str) -> String {
    let mut parts = region.split('-');
    let area = parts.next().unwrap_or_default().to_owned();
    parts.fold(area, |code, part| code + &abbreviated(part))
}

fn abbreviated(part: &str) -> String {
    let compass =
        part.strip_prefix("north").map(|rest| ("n", rest)).or(part.strip_prefix("south").map(|rest| ("s", rest)));
    match compass {
        Some((point, rest)) => format!("{point}{}", rest.get(..1).unwrap_or_default()),
        None => part.get(..1).unwrap_or_default().to_owned(),
    }
}

/// The partition of a Region: `aws`, `aws-cn`, …
pub(crate) fn partition(region: &str) -> &'static str {
    match region {
        cn if cn.starts_with("cn-") => "aws-cn",
        gov if gov.starts_with("us-gov-") => "aws-us-gov",
        eusc if eusc.starts_with("eusc-") => "aws-eusc",
        _ => "aws",
    }
}

/// What DNS names of a Region's AWS services end in.
pub(crate) fn dns_suffix(region: &str) -> &'static str {
    match partition(region) {
        "aws-cn" => "amazonaws.com.cn",
        "aws-eusc" => "amazonaws.eu",
        _ => "amazonaws.com",
    }
}

/// `DescribeAvailabilityZones`
pub(crate) fn describe_availability_zones(call: &mut Call) -> Answer {
    let region = &call.place.region;
    let filters = Filters::read(call.parameters, FILTERS)?;
    let (names, ids) = (call.parameters.list("ZoneName"), call.parameters.list("ZoneId"));
    if let Some(unknown) = names.iter().chain(&ids).find(|zone| find(region, zone).is_none()) {
        return Err(Error::value(format!("Invalid availability zone: [{unknown}]")));
    }
    let asked = |zone: &Zone| {
        (names.is_empty() || names.contains(&zone.name.as_str())) && (ids.is_empty() || ids.contains(&zone.id.as_str()))
    };
    let found = zones(region).into_iter().filter(asked);
    let found = found.filter(|zone| filters.matches(|filter| values(region, zone, filter)));
    Ok(Xml::new().list("availabilityZoneInfo", found.map(|zone| xml(region, &zone))))
}

fn values(region: &str, zone: &Zone, filter: &str) -> Vec<String> {
    let value = match filter {
        "zone-name" => &zone.name,
        "zone-id" => &zone.id,
        "region-name" | "group-name" => region,
        "state" => "available",
        "opt-in-status" => "opt-in-not-required",
        "zone-type" => "availability-zone",
        _ => return Vec::new(),
    };
    vec![value.to_owned()]
}

fn xml(region: &str, zone: &Zone) -> Xml {
    Xml::new()
        .text("zoneName", &zone.name)
        .text("zoneId", &zone.id)
        .text("zoneState", "available")
        .text("zoneType", "availability-zone")
        .text("regionName", region)
        .text("groupName", region)
        .text("networkBorderGroup", region)
        .text("optInStatus", "opt-in-not-required")
        .list("messageSet", [])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zone_ids_are_those_of_aws() {
        let ids = |region| zones(region).into_iter().map(|zone| zone.id).collect::<Vec<_>>();
        assert_eq!(ids("us-east-1")[4], "use1-az3");
        for (region, prefix) in [
            ("eu-central-1", "euc1-"),
            ("ap-northeast-1", "apne1-"),
            ("ap-southeast-2", "apse2-"),
            ("us-gov-east-1", "usge1-"),
            ("cn-northwest-1", "cnnw1-"),
            ("sa-east-1", "sae1-"),
            ("il-central-1", "ilc1-"),
            ("eu-north-1", "eun1-"),
        ] {
            assert!(ids(region).iter().all(|id| id.starts_with(prefix)), "{region}: {:?}", ids(region));
        }
    }
}
