//! The parameters of a Query request: flat names, lists numbered (`SubnetId.1`), structures dotted (`Filter.1.Value.2`).

use std::collections::{BTreeMap, BTreeSet};

use crate::error::Error;

/// Parameters by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Parameters(BTreeMap<String, String>);

impl Parameters {
    /// Reads a form: the body of a POST, or a query string.
    pub(crate) fn parse(form: &[u8]) -> Self {
        Self(form_urlencoded::parse(form).map(|(name, value)| (name.into_owned(), value.into_owned())).collect())
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Takes a parameter out.
    pub(crate) fn remove(&mut self, name: &str) -> Option<String> {
        self.0.remove(name)
    }

    /// The value as it was sent; `None` also when that was empty.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.raw(name).filter(|value| !value.is_empty())
    }

    /// The value as it was sent, however empty.
    pub(crate) fn raw(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// # Errors
    /// When it was not sent.
    pub(crate) fn required(&self, name: &str) -> Result<&str, Error> {
        self.text(name).ok_or_else(|| Error::missing_parameter(name))
    }

    /// # Errors
    /// When it is neither `true` nor `false`.
    pub(crate) fn flag(&self, name: &str) -> Result<Option<bool>, Error> {
        match self.text(name) {
            None => Ok(None),
            Some("true" | "True" | "1") => Ok(Some(true)),
            Some("false" | "False" | "0") => Ok(Some(false)),
            Some(other) => Err(Error::value(format!("Invalid value '{other}' for {name}. Expecting true or false."))),
        }
    }

    /// # Errors
    /// When it is not a whole number.
    pub(crate) fn number<N: std::str::FromStr>(&self, name: &str) -> Result<Option<N>, Error> {
        let read = |value: &str| {
            value.parse().map_err(|_| Error::value(format!("Invalid value '{value}' for {name}. Expecting a number.")))
        };
        self.text(name).map(read).transpose()
    }

    /// The values of `name.1`, `name.2` and so on, in the order of their numbers.
    pub(crate) fn list(&self, name: &str) -> Vec<&str> {
        let numbered = self.below(name).filter_map(|(rest, value)| Some((rest.parse::<u32>().ok()?, value)));
        let mut numbered: Vec<_> = numbered.collect();
        numbered.sort_unstable_by_key(|(number, _)| *number);
        numbered.into_iter().map(|(_, value)| value).collect()
    }

    /// # Errors
    /// When nothing is in the list.
    pub(crate) fn required_list(&self, name: &str) -> Result<Vec<&str>, Error> {
        let values = self.list(name);
        if values.is_empty() { Err(Error::missing_parameter(name)) } else { Ok(values) }
    }

    /// The members of `name.1`, `name.2` and so on.
    pub(crate) fn structures(&self, name: &str) -> Vec<Self> {
        let mut structures = BTreeMap::<u32, Self>::new();
        for (rest, value) in self.below(name) {
            if let Some((number, member)) = rest.split_once('.')
                && let Ok(number) = number.parse()
            {
                structures.entry(number).or_default().0.insert(member.to_owned(), value.to_owned());
            }
        }
        structures.into_values().collect()
    }

    /// The members of the one structure `name`.
    pub(crate) fn structure(&self, name: &str) -> Self {
        Self(self.below(name).map(|(member, value)| (member.to_owned(), value.to_owned())).collect())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The names up to the first dot.
    pub(crate) fn names(&self) -> BTreeSet<&str> {
        self.0.keys().map(|name| name.split_once('.').map_or(name.as_str(), |(first, _)| first)).collect()
    }

    fn below(&self, name: &str) -> impl Iterator<Item = (&str, &str)> {
        self.iter().filter_map(move |(key, value)| Some((key.strip_prefix(name)?.strip_prefix('.')?, value)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_in_the_order_of_their_numbers() {
        let form: Vec<_> = (1..=11).rev().map(|n| format!("SubnetId.{n}=s{n}")).collect();
        let parameters = Parameters::parse(form.join("&").as_bytes());
        assert_eq!(parameters.list("SubnetId")[..3], ["s1", "s2", "s3"]);
        assert_eq!(parameters.list("SubnetId")[9..], ["s10", "s11"]);
        assert!(parameters.list("Subnet").is_empty());
    }

    #[test]
    fn structures_hold_their_members() {
        let parameters = Parameters::parse(b"Filter.1.Name=tag%3Aa+b&Filter.1.Value.1=x&Filter.2.Name=vpc-id");
        let filters = parameters.structures("Filter");
        assert_eq!(filters.len(), 2);
        assert_eq!(filters[0].text("Name"), Some("tag:a b"));
        assert_eq!(filters[0].list("Value"), ["x"]);
        assert_eq!(parameters.names(), BTreeSet::from(["Filter"]));
    }
}
