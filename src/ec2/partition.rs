//! What follows from a Region's name alone.

/// The partition that `region` belongs to, as it stands in ARNs.
#[must_use]
pub fn partition(region: &str) -> &'static str {
    const BY_PREFIX: [(&str, &str); 7] = [
        ("cn-", "aws-cn"),
        ("us-gov-", "aws-us-gov"),
        ("us-iso-", "aws-iso"),
        ("us-isob-", "aws-iso-b"),
        ("eu-isoe-", "aws-iso-e"),
        ("us-isof-", "aws-iso-f"),
        ("eusc-", "aws-eusc"),
    ];
    BY_PREFIX.iter().find(|(prefix, _)| region.starts_with(prefix)).map_or("aws", |(_, partition)| partition)
}

/// The name of Lambda's endpoint service in `region`: PrivateLink puts `cn.` before it in China.
#[must_use]
pub fn service_name(region: &str) -> String {
    let prefix = if partition(region) == "aws-cn" { "cn." } else { "" };
    format!("{prefix}com.amazonaws.{region}.lambda")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_partition_has_its_name() {
        let cases = [
            ("eu-west-1", "aws", "com.amazonaws.eu-west-1.lambda"),
            ("cn-north-1", "aws-cn", "cn.com.amazonaws.cn-north-1.lambda"),
            ("us-gov-west-1", "aws-us-gov", "com.amazonaws.us-gov-west-1.lambda"),
            ("us-isob-east-1", "aws-iso-b", "com.amazonaws.us-isob-east-1.lambda"),
            ("eusc-de-east-1", "aws-eusc", "com.amazonaws.eusc-de-east-1.lambda"),
        ];
        for (region, in_partition, service) in cases {
            assert_eq!((partition(region), service_name(region).as_str()), (in_partition, service));
        }
    }
}
