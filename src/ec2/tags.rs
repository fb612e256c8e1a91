//! `CreateTags` and `DeleteTags`

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_ec2::types::Tag;

use super::batch::Batch;
use super::create_vpc_endpoint::list;
use super::{Client, Deadline, Error};

/// Changes of tags that are being asked for. Resources that get the same tags, as from `default_tags`, share a call.
#[derive(Debug, Default)]
pub(super) struct Tagging(Mutex<BTreeMap<Deed, Arc<Batch<()>>>>);

/// What is to be done to tags.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Deed {
    Set(BTreeMap<String, String>),
    /// Those with these keys, whatever their values.
    Remove(BTreeSet<String>),
}

impl Tagging {
    fn batch(&self, deed: &Deed) -> Arc<Batch<()>> {
        let mut batches = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        batches.retain(|_, batch| Arc::strong_count(batch) > 1);
        batches.entry(deed.clone()).or_default().clone()
    }
}

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
        self.retag(ids, &Deed::Set(tags.clone()), deadline).await
    }

    /// Removes the tags with these keys from the resources with these ids, whatever their values. Nothing is asked of EC2
    /// when there are no keys: it would remove all tags.
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
        self.retag(ids, &Deed::Remove(keys.clone()), deadline).await
    }

    /// Together with others who ask for the same at the same time.
    async fn retag(&self, ids: &BTreeSet<String>, deed: &Deed, deadline: &Deadline) -> Result<(), Error> {
        let call = |all: BTreeSet<String>| async move { self.change_tags(&all, deed, deadline).await };
        let outcome = self.shared.tagging.batch(deed).ask_or_alone(ids, deadline, call).await;
        self.shared.forget(ids);
        outcome.map(drop)
    }

    /// There is nothing in the answers.
    async fn change_tags(&self, ids: &BTreeSet<String>, deed: &Deed, deadline: &Deadline) -> Result<Vec<()>, Error> {
        match deed {
            Deed::Set(tags) => {
                let request = || self.sdk.create_tags().set_resources(list(ids)).set_tags(Some(to_sdk(tags)));
                self.call("CreateTags", deadline, || request().send()).await?;
            }
            Deed::Remove(keys) => {
                let tags: Vec<_> = keys.iter().map(|key| Tag::builder().key(key).build()).collect();
                let request = || self.sdk.delete_tags().set_resources(list(ids)).set_tags(Some(tags.clone()));
                self.call("DeleteTags", deadline, || request().send()).await?;
            }
        }
        Ok(Vec::new())
    }
}

pub(super) fn to_sdk(tags: &BTreeMap<String, String>) -> Vec<Tag> {
    tags.iter().map(|(key, value)| Tag::builder().key(key).value(value).build()).collect()
}

pub(super) fn from_sdk(tags: Vec<Tag>) -> BTreeMap<String, String> {
    tags.into_iter().filter_map(|tag| Some((tag.key?, tag.value.unwrap_or_default()))).collect()
}
