//! What `DescribeVpcEndpoints` says of an endpoint.

use roxmltree::{Document, Node};

use crate::Result;

/// All texts, in their order.
pub(super) struct Description(Vec<String>);

/// The endpoints in one answer, and the token for the next page.
pub(super) fn read(answer: &str) -> Result<(Vec<Description>, Option<String>)> {
    let document = Document::parse(answer).map_err(|error| format!("DescribeVpcEndpoints: {error}"))?;
    let child = |name: &str| document.root_element().children().find(|node| node.has_tag_name(name));
    let set = child("vpcEndpointSet").ok_or("DescribeVpcEndpoints: no set")?;
    let endpoints = set.children().filter(Node::is_element).map(Description::of).collect();
    Ok((endpoints, child("nextToken").and_then(|token| token.text()).map(ToOwned::to_owned)))
}

impl Description {
    fn of(item: Node) -> Self {
        Self(item.descendants().filter(Node::is_text).filter_map(|text| text.text()).map(stored).collect())
    }

    /// Its three subnets, in EC2's order.
    pub(super) fn subnets(&self) -> Result<[&str; 3]> {
        let subnets: Vec<_> = self.0.iter().map(String::as_str).filter(|text| text.starts_with("subnet-")).collect();
        Ok(subnets.try_into().map_err(|_| "the endpoint is not in three subnets")?)
    }

    /// The texts that differ, this one's and the `other`'s, so that a text never follows one that is a part of it.
    pub(super) fn differences<'a>(&'a self, other: &'a Self) -> Result<Vec<(&'a str, &'a str)>> {
        if self.0.len() != other.0.len() {
            return Err("EC2 says more of one endpoint than of another".into());
        }
        let both = self.0.iter().zip(&other.0).filter(|(one, other)| one != other);
        let mut differences: Vec<_> = both.map(|(one, other)| (one.as_str(), other.as_str())).collect();
        differences.sort_by_key(|(one, _)| (std::cmp::Reverse(one.len()), *one));
        differences.dedup();
        Ok(differences)
    }
}

/// A text as the state has it: in a time of day, fractions of a second are without zeros at their end.
fn stored(text: &str) -> String {
    match text.strip_suffix('Z').and_then(|time| time.rsplit_once('.')) {
        Some((seconds, fraction)) if fraction.len() == 3 => match fraction.trim_end_matches('0') {
            "" => format!("{seconds}Z"),
            rest => format!("{seconds}.{rest}Z"),
        },
        _ => text.to_owned(),
    }
}
