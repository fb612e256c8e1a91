//! The names of an endpoint, sorted by what they are for.

use std::collections::{BTreeMap, BTreeSet};

use crate::ec2::DnsEntry;

/// The names among an endpoint's DNS entries.
///
/// EC2 lists, in this order: `ID-HASH.lambda.REGION.vpce.DOMAIN`, one `ID-HASH-ZONE.lambda.REGION.vpce.DOMAIN` for each
/// zone, the private name `lambda.REGION.DOMAIN`, and a wildcard for services that have one.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Names {
    /// The name that resolves to all addresses.
    pub(super) regional: Option<String>,
    /// The name of each availability zone, by the zone's name.
    pub(super) zonal: BTreeMap<String, String>,
    /// The names that resolve within the VPC only.
    pub(super) private: BTreeSet<String>,
    /// The zone of the Regional and zonal names.
    pub(super) hosted_zone_id: Option<String>,
}

impl Names {
    /// Sorts the entries of the endpoint `id`.
    pub(super) fn of(id: &str, entries: &[DnsEntry]) -> Self {
        let mut names = Self::default();
        for entry in entries {
            let Some(name) = &entry.dns_name else { continue };
            match own_label(id, name) {
                Some(label) => names.add_own(label, name, entry),
                None if name.starts_with("*.") => {}
                None => {
                    names.private.insert(name.clone());
                }
            }
        }
        names
    }

    fn add_own(&mut self, label: &str, name: &str, entry: &DnsEntry) {
        if let Some((_, zone)) = label.split_once('-') {
            self.zonal.insert(zone.to_owned(), name.to_owned());
        } else {
            self.regional = Some(name.to_owned());
            self.hosted_zone_id.clone_from(&entry.hosted_zone_id);
        }
    }
}

/// What follows the endpoint's id in the first label of a name of its own: `HASH` or `HASH-ZONE`.
fn own_label<'a>(id: &str, name: &'a str) -> Option<&'a str> {
    name.split('.').next()?.strip_prefix(id)?.strip_prefix('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_by_what_they_are_for() {
        let entry = |name: &str, zone: &str| DnsEntry {
            dns_name: Some(name.to_owned()),
            hosted_zone_id: Some(zone.to_owned()),
        };
        let names = Names::of(
            "vpce-0abc",
            &[
                entry("vpce-0abc-x1y2z3a4.lambda.us-east-1.vpce.amazonaws.com", "Z7HUB"),
                entry("vpce-0abc-x1y2z3a4-us-east-1a.lambda.us-east-1.vpce.amazonaws.com", "Z7HUB"),
                entry("vpce-0abc-x1y2z3a4-us-east-1b.lambda.us-east-1.vpce.amazonaws.com", "Z7HUB"),
                entry("lambda.us-east-1.amazonaws.com", "Z0PRIVATE"),
                entry("*.lambda.us-east-1.amazonaws.com", "Z0PRIVATE"),
            ],
        );
        assert_eq!(names.regional.unwrap(), "vpce-0abc-x1y2z3a4.lambda.us-east-1.vpce.amazonaws.com");
        assert_eq!(names.zonal.keys().collect::<Vec<_>>(), ["us-east-1a", "us-east-1b"]);
        assert_eq!(names.private, BTreeSet::from(["lambda.us-east-1.amazonaws.com".to_owned()]));
        assert_eq!(names.hosted_zone_id.unwrap(), "Z7HUB");
    }
}
