//! `CreateTags` and `DeleteTags`

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_ec2::types::Tag;

use super::create_vpc_endpoint::list;
use super::{Client, Deadline, Error};

impl Client {
    /// Sets tags of the resources with these ids; others stay. Nothing is asked of EC2 when there is nothing to set.
    ///
    /// # Errors
    /// What EC2 refused, or that it cannot be reached.
    pub async fn create_tags(
        &self,
        ids: &BTreeSet<String>,
        tags: &BTreeMap<String, String>,
        deadline: &Deadline,
    ) -> Result<(), Error> {
        if tags.is_empty() || ids.is_empty() {
            return Ok(());
        }
        let request = || self.sdk.create_tags().set_resources(list(ids)).set_tags(Some(to_sdk(tags)));
        let outcome = self.call("CreateTags", deadline, || request().send()).await;
        self.shared.forget(ids);
        outcome.map(drop)
    }

    /// Removes the tags with these keys from the resources with these ids, whatever their values. Nothing is asked of EC2 when there are no keys: it would
    /// remove all tags.
    ///
    /// # Errors
    /// What EC2 refused, or that it cannot be reached.
    pub async fn delete_tags(
        &self,
        ids: &BTreeSet<String>,
        keys: &BTreeSet<String>,
        deadline: &Deadline,
    ) -> Result<(), Error> {
        if keys.is_empty() || ids.is_empty() {
            return Ok(());
        }
        let tags: Vec<_> = keys.iter().map(|key| Tag::builder().key(key).build()).collect();
        let request = || self.sdk.delete_tags().set_resources(list(ids)).set_tags(Some(tags.clone()));
        let outcome = self.call("DeleteTags", deadline, || request().send()).await;
        self.shared.forget(ids);
        outcome.map(drop)
    }
}

pub(super) fn to_sdk(tags: &BTreeMap<String, String>) -> Vec<Tag> {
    tags.iter().map(|(key, value)| Tag::builder().key(key).value(value).build()).collect()
}

pub(super) fn from_sdk(tags: Vec<Tag>) -> BTreeMap<String, String> {
    tags.into_iter().filter_map(|tag| Some((tag.key?, tag.value.unwrap_or_default()))).collect()
}
