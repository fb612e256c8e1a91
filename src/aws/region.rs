//! Regions: which there are.

/// The Regions that AWS had when this version was made, by partition. Source: the partitions file of AWS's SDKs.
const REGIONS: [&str; 48] = [
    "af-south-1",
    "ap-east-1",
    "ap-east-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "ca-central-1",
    "ca-west-1",
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "me-west-1",
    "mx-central-1",
    "sa-east-1",
    "sa-west-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
    "cn-north-1",
    "cn-northwest-1",
    "eusc-de-east-1",
    "us-iso-east-1",
    "us-iso-west-1",
    "us-isob-east-1",
    "us-isob-west-1",
    "eu-isoe-west-1",
    "us-isof-east-1",
    "us-isof-south-1",
    "us-gov-east-1",
    "us-gov-west-1",
];

/// Whether `region` is one that this version knows.
///
/// # Errors
/// When it is not, with the name that is nearest.
pub(super) fn check(region: &str) -> Result<(), String> {
    if REGIONS.contains(&region) {
        return Ok(());
    }
    let near = REGIONS.iter().min_by_key(|known| strsim::damerau_levenshtein(known, region));
    let near = near.filter(|known| strsim::damerau_levenshtein(known, region) <= 3);
    let meant = near.map(|name| format!(" Did you mean {name}?")).unwrap_or_default();
    Err(format!(
        "\"{region}\" is not a Region of AWS that this version of the provider knows.{meant} If it is new, or an \
             emulator's, set skip_region_validation = true."
    ))
}
