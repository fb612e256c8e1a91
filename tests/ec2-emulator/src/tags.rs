//! Tags, kept apart from what they are on: `CreateTags` and the others do not care what that is.

use std::collections::{BTreeMap, BTreeSet};

use crate::call::{Answer, Call, done};
use crate::describe::{Filters, Page};
use crate::error::Error;
use crate::kind::Kind;
use crate::parameters::Parameters;
use crate::xml::Xml;

/// Tags of user's making on one resource.
const LIMIT: usize = 50;
const LONGEST_KEY: usize = 128;
const LONGEST_VALUE: usize = 256;
const FILTERS: &[&str] = &["key", "resource-id", "resource-type", "value"];

/// Tags by resource id and key.
#[derive(Debug, Default)]
pub(crate) struct Tags(BTreeMap<String, BTreeMap<String, String>>);

impl Tags {
    pub(crate) fn of(&self, id: &str) -> impl Iterator<Item = (&str, &str)> {
        self.0.get(id).into_iter().flatten().map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// Overwrites what is there by key.
    pub(crate) fn set(&mut self, id: &str, tags: &BTreeMap<String, String>) {
        let tags = tags.iter().map(|(key, value)| (key.clone(), value.clone()));
        self.0.entry(id.to_owned()).or_default().extend(tags);
    }

    /// Drops the tags of what is gone.
    pub(crate) fn forget(&mut self, id: &str) {
        self.0.remove(id);
    }

    /// What the filters `tag:KEY` and `tag-key` compare; `None` for any other filter.
    pub(crate) fn filter_values(&self, id: &str, filter: &str) -> Option<Vec<String>> {
        if filter == "tag-key" {
            return Some(self.of(id).map(|(key, _)| key.to_owned()).collect());
        }
        let key = filter.strip_prefix("tag:")?;
        Some(self.of(id).filter(|(found, _)| *found == key).map(|(_, value)| value.to_owned()).collect())
    }

    /// `<tagSet>`
    pub(crate) fn xml(&self, id: &str) -> Xml {
        let tags = self.of(id).map(|(key, value)| Xml::new().text("key", key).text("value", value));
        Xml::new().list("tagSet", tags)
    }
}

/// The tags that `TagSpecification.N` has for a new resource of this kind.
///
/// # Errors
/// When a specification is for another kind, or a tag cannot be.
pub(crate) fn on_create(parameters: &Parameters, kind: &Kind) -> Result<BTreeMap<String, String>, Error> {
    let mut tags = BTreeMap::new();
    for specification in parameters.structures("TagSpecification") {
        let resource_type = specification.required("ResourceType")?;
        if resource_type != kind.resource_type {
            let message = format!("'{resource_type}' is not a valid taggable resource type for this operation.");
            return Err(Error::value(message));
        }
        tags.append(&mut read(&specification)?);
    }
    if tags.len() > LIMIT { Err(Error::tag_limit()) } else { Ok(tags) }
}

fn read(parameters: &Parameters) -> Result<BTreeMap<String, String>, Error> {
    let mut tags = BTreeMap::new();
    for tag in parameters.structures("Tag") {
        let key = tag.text("Key").ok_or_else(|| Error::tag_key("A tag key may not be empty."))?;
        let value = tag.raw("Value").unwrap_or_default();
        check(key, value)?;
        if tags.insert(key.to_owned(), value.to_owned()).is_some() {
            return Err(Error::value(format!("Duplicate tag key '{key}' specified.")));
        }
    }
    Ok(tags)
}

fn check(key: &str, value: &str) -> Result<(), Error> {
    if key.to_ascii_lowercase().starts_with("aws:") {
        return Err(Error::tag_key("Tag keys starting with 'aws:' are reserved for internal use"));
    }
    if key.chars().count() > LONGEST_KEY {
        return Err(Error::tag_key(format!("Tag key exceeds the maximum length of {LONGEST_KEY} characters")));
    }
    if value.chars().count() > LONGEST_VALUE {
        return Err(Error::value(format!("Tag value exceeds the maximum length of {LONGEST_VALUE} characters")));
    }
    Ok(())
}

/// `CreateTags`
pub(crate) fn create_tags(call: &mut Call) -> Answer {
    let ids = resources(call)?;
    let tags = read(call.parameters)?;
    if tags.is_empty() {
        return Err(Error::missing_parameter("Tag"));
    }
    for id in &ids {
        let keys: BTreeSet<_> =
            call.network.tags.of(id).map(|(key, _)| key).chain(tags.keys().map(String::as_str)).collect();
        if keys.iter().filter(|key| !key.starts_with("aws:")).count() > LIMIT {
            return Err(Error::tag_limit());
        }
    }
    for id in &ids {
        call.network.tags.set(id, &tags);
    }
    done()
}

/// `DeleteTags`: a key alone takes the tag whatever its value; no tag at all takes all but those of AWS.
pub(crate) fn delete_tags(call: &mut Call) -> Answer {
    let ids = resources(call)?;
    let wanted = call.parameters.structures("Tag");
    let named = |key: &str, value: &str| {
        wanted.iter().any(|tag| tag.text("Key") == Some(key) && tag.raw("Value").is_none_or(|wanted| wanted == value))
    };
    for id in ids {
        let Some(tags) = call.network.tags.0.get_mut(&id) else { continue };
        tags.retain(|key, value| key.starts_with("aws:") || !(wanted.is_empty() || named(key, value)));
    }
    done()
}

/// The ids of `ResourceId.N`, all of which exist.
fn resources(call: &Call) -> Result<Vec<String>, Error> {
    let ids = call.parameters.required_list("ResourceId")?;
    for id in &ids {
        let kind = Kind::of(id).ok_or_else(|| Error::invalid_id(id))?;
        kind.check(id)?;
        if !call.network.has(id) && call.peerings.find(id).is_none() {
            return Err(Error::not_found(kind, id));
        }
    }
    Ok(ids.into_iter().map(ToOwned::to_owned).collect())
}

/// `DescribeTags`
pub(crate) fn describe_tags(call: &mut Call) -> Answer {
    let filters = Filters::read(call.parameters, FILTERS)?;
    let page = Page::read(call.parameters, (5, 1000))?;
    let all = call.network.tags.0.iter().flat_map(|(id, tags)| tags.iter().map(move |tag| (id, tag)));
    let found = all.filter(|(id, (key, value))| {
        filters.matches(|filter| match filter {
            "key" | "tag-key" => vec![(*key).clone()],
            "value" => vec![(*value).clone()],
            "resource-id" => vec![(*id).clone()],
            "resource-type" => vec![resource_type(id).to_owned()],
            _ => {
                filter.strip_prefix("tag:").filter(|named| named == key).map(|_| (*value).clone()).into_iter().collect()
            }
        })
    });
    let (tags, next) = page.cut((1..).zip(found));
    let tags = tags.into_iter().map(|(id, (key, value))| {
        let tag = Xml::new().text("resourceId", id).text("resourceType", resource_type(id));
        tag.text("key", key).text("value", value)
    });
    Ok(Xml::new().list("tagSet", tags).optional("nextToken", next))
}

fn resource_type(id: &str) -> &'static str {
    Kind::of(id).map_or("", |kind| kind.resource_type)
}
