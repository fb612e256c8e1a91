//! The DNS names of an endpoint, in EC2's order: Regional, zonal, private.

use crate::xml::Xml;
use crate::zones::{dns_suffix, partition};

use super::Endpoint;

impl Endpoint {
    /// Name and hosted zone of each entry. An endpoint without subnets has none, one of another Region's service none
    /// for its zones.
    fn dns_entries(&self) -> Vec<(String, String)> {
        if self.attachments.is_empty() {
            return Vec::new();
        }
        let public_zone = public_zone(&self.service_region);
        let mut entries = vec![(self.own_name(""), public_zone.clone())];
        if !self.is_cross_region() {
            let zonal =
                self.attachments.iter().map(|at| (self.own_name(&format!("-{}", at.zone)), public_zone.clone()));
            entries.extend(zonal);
        }
        if self.private_dns {
            let names = self.service.private_names(&self.service_region);
            entries.extend(names.into_iter().map(|name| (name, self.private_zone.clone())));
        }
        entries
    }

    fn own_name(&self, zone: &str) -> String {
        let base = base_name(self.service.short, &self.service_region);
        format!("{}-{}{zone}.{base}", self.id, self.dns_hash)
    }

    pub(super) fn dns_xml(&self) -> Xml {
        let entries = self.dns_entries();
        let entries =
            entries.into_iter().map(|(name, zone)| Xml::new().text("dnsName", name).text("hostedZoneId", zone));
        Xml::new().list("dnsEntrySet", entries)
    }
}

/// What the names of all endpoints for a service end in: `lambda.eu-central-1.vpce.amazonaws.com`.
pub(crate) fn base_name(service: &str, region: &str) -> String {
    let suffix = if partition(region) == "aws-cn" { dns_suffix(region) } else { "amazonaws.com" };
    format!("{service}.{region}.vpce.{suffix}")
}

/// The public hosted zone of a Region's endpoints: the real one where it was seen, else one made up.
fn public_zone(region: &str) -> String {
    match region {
        "us-east-1" => "Z7HUB22UULQXV".to_owned(),
        "us-east-2" => "ZC8PG0KIFKBRI".to_owned(),
        other => {
            let seed = other.bytes().fold(7, |sum: u64, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
            hosted_zone(&mut fastrand::Rng::with_seed(seed))
        }
    }
}

/// A hosted zone id that nothing has yet.
pub(super) fn new_hosted_zone() -> String {
    hosted_zone(&mut fastrand::Rng::new())
}

fn hosted_zone(random: &mut fastrand::Rng) -> String {
    let rest = std::iter::repeat_with(|| random.alphanumeric().to_ascii_uppercase()).take(13);
    std::iter::once('Z').chain(rest).collect()
}

/// Eight letters and digits.
pub(super) fn new_hash() -> String {
    std::iter::repeat_with(|| fastrand::alphanumeric().to_ascii_lowercase()).take(8).collect()
}
