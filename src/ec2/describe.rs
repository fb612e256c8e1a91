//! What the Describe calls have in common.

use std::collections::BTreeSet;

use aws_sdk_ec2::types::Filter;

use super::Error;

/// How many things a page of an answer holds at the most.
pub(super) const PAGE: i32 = 1000;

/// A filter: what has one of `values` passes. EC2 takes up to 200 of them.
pub(super) fn filter(name: &str, values: impl IntoIterator<Item = impl Into<String>>) -> Filter {
    Filter::builder().name(name).set_values(Some(values.into_iter().map(Into::into).collect())).build()
}

/// Asks for `ids` in portions that one answer can hold.
pub(super) async fn for_each_hundred<T, F: Future<Output = Result<Vec<T>, Error>>>(
    ids: BTreeSet<String>,
    call: impl Fn(Vec<String>) -> F,
) -> Result<Vec<T>, Error> {
    let ids: Vec<_> = ids.into_iter().collect();
    let mut found = Vec::new();
    for some in ids.chunks(100) {
        found.extend(call(some.to_vec()).await?);
    }
    Ok(found)
}
