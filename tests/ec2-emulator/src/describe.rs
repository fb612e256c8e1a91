//! What all Describe calls share: ids, filters, pages.

use std::collections::HashSet;

use crate::call::Call;
use crate::error::Error;
use crate::kind::Kind;
use crate::network::Network;
use crate::parameters::Parameters;
use crate::table::{Row, Table};
use crate::xml::Xml;

/// A kind of resource that can be described.
pub(crate) trait Described: Row {
    /// What it is.
    const KIND: &'static Kind;
    /// The parameter that lists ids.
    const IDS: &'static str;
    /// The filters that EC2 knows, save `tag:KEY` and `tag-key`, which every kind here has.
    const FILTERS: &'static [&'static str];
    /// The least and the greatest `MaxResults`.
    const PAGE: (usize, usize) = (5, 1000);

    /// The values that `filter` compares; none where the emulated resource has nothing of the sort.
    fn values(&self, filter: &str, network: &Network) -> Vec<String>;

    /// Whether Describe calls know it by now.
    fn visible(&self, _call: &Call) -> bool {
        true
    }

    fn xml(&self, network: &Network) -> Xml;
}

/// Answers a Describe call: `set` is the element that lists the resources.
pub(crate) fn describe<T: Described>(call: &Call, table: &Table<T>, set: &'static str) -> Result<Xml, Error> {
    let ids = call.parameters.list(T::IDS);
    let filters = Filters::read(call.parameters, T::FILTERS)?;
    let page = Page::read(call.parameters, T::PAGE)?;
    if page.size.is_some() && !ids.is_empty() {
        let message = format!("The parameter {} cannot be used with the parameter MaxResults", T::IDS);
        return Err(Error::combination(message));
    }
    known(call, table, &ids)?;
    let wanted: HashSet<_> = ids.iter().copied().collect();
    let asked = |row: &&T| wanted.is_empty() || wanted.contains(row.id());
    let found = table.numbered().filter(|(_, row)| row.visible(call)).filter(|(_, row)| asked(row));
    let found = found.filter(|(_, row)| filters.match_row(*row, call.network));
    let (rows, next) = page.cut(found);
    Ok(Xml::new().list(set, rows.into_iter().map(|row| row.xml(call.network))).optional("nextToken", next))
}

/// # Errors
/// When one of `ids` is malformed or nothing has it.
fn known<T: Described>(call: &Call, table: &Table<T>, ids: &[&str]) -> Result<(), Error> {
    for id in ids {
        T::KIND.check(id)?;
        table.find(id).filter(|row| row.visible(call)).ok_or_else(|| Error::not_found(T::KIND, id))?;
    }
    Ok(())
}

/// `Filter.N`: all have to match, each by any of its values.
pub(crate) struct Filters(Vec<(String, Vec<String>)>);

impl Filters {
    /// # Errors
    /// When a filter is none of `known` and no tag filter.
    pub(crate) fn read(parameters: &Parameters, known: &[&str]) -> Result<Self, Error> {
        let read = |filter: Parameters| {
            let name = filter.required("Name")?;
            let valid = known.contains(&name) || name == "tag-key" || name.starts_with("tag:");
            let values = filter.list("Value").into_iter().map(ToOwned::to_owned).collect();
            if valid { Ok((name.to_owned(), values)) } else { Err(Error::filter(name)) }
        };
        parameters.structures("Filter").into_iter().map(read).collect::<Result<_, _>>().map(Self)
    }

    pub(crate) fn matches(&self, values: impl Fn(&str) -> Vec<String>) -> bool {
        self.0.iter().all(|(name, wanted)| {
            let values = values(name);
            wanted.iter().any(|pattern| values.iter().any(|value| matches(pattern, value)))
        })
    }

    fn match_row<T: Described>(&self, row: &T, network: &Network) -> bool {
        self.matches(|name| network.tags.filter_values(row.id(), name).unwrap_or_else(|| row.values(name, network)))
    }
}

/// `*` stands for any characters, `?` for one, a backslash takes the meaning from the next. Case counts.
fn matches(pattern: &str, value: &str) -> bool {
    let mut rest = pattern.chars();
    match rest.next() {
        None => value.is_empty(),
        Some('*') => {
            let ends = value.char_indices().map(|(at, _)| at).chain([value.len()]);
            ends.into_iter().any(|at| matches(rest.as_str(), &value[at..]))
        }
        Some('?') => {
            let mut value = value.chars();
            value.next().is_some() && matches(rest.as_str(), value.as_str())
        }
        Some(character) => {
            let literal = if character == '\\' { rest.next().unwrap_or('\\') } else { character };
            value.strip_prefix(literal).is_some_and(|value| matches(rest.as_str(), value))
        }
    }
}

/// `MaxResults` and `NextToken`.
pub(crate) struct Page {
    size: Option<usize>,
    /// The number of the last row of the page before.
    after: u64,
}

impl Page {
    /// # Errors
    /// When `MaxResults` is below the least or the token is none of ours. More than the greatest is taken as that.
    pub(crate) fn read(parameters: &Parameters, (least, greatest): (usize, usize)) -> Result<Self, Error> {
        let size = parameters.number::<usize>("MaxResults")?;
        if size.is_some_and(|size| size < least) {
            return Err(Error::max_results(least, greatest));
        }
        let after = parameters.text("NextToken").map_or(Ok(0), read_token)?;
        Ok(Self { size: size.map(|size| size.min(greatest)), after })
    }

    /// One page of `rows`, which come with their numbers, and the token for the next.
    pub(crate) fn cut<T>(&self, rows: impl IntoIterator<Item = (u64, T)>) -> (Vec<T>, Option<String>) {
        let mut rest = rows.into_iter().filter(|(number, _)| *number > self.after).peekable();
        let mut page = Vec::new();
        let mut last = self.after;
        while self.size.is_none_or(|size| page.len() < size)
            && let Some((number, row)) = rest.next()
        {
            last = number;
            page.push(row);
        }
        (page, rest.peek().map(|_| token(last)))
    }
}

/// Looks like EC2's: base 64, nothing to be read in it.
fn token(last: u64) -> String {
    format!("eyJ2IjoiMiIsInMiOiIx{last:016X}==")
}

fn read_token(text: &str) -> Result<u64, Error> {
    let digits = text.strip_prefix("eyJ2IjoiMiIsInMiOiIx").and_then(|rest| rest.strip_suffix("=="));
    digits.and_then(|digits| u64::from_str_radix(digits, 16).ok()).ok_or_else(|| Error::next_token(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filter_values_have_wildcards() {
        for (pattern, value) in
            [("vpc-1", "vpc-1"), ("com.*.lambda", "com.a.b.lambda"), ("a?c", "abc"), (r"a\*", "a*"), ("*", "")]
        {
            assert!(matches(pattern, value), "{pattern} {value}");
        }
        for (pattern, value) in [("vpc-1", "vpc-12"), ("VPC-1", "vpc-1"), ("a?c", "ac"), (r"a\*", "ab"), ("", "a")] {
            assert!(!matches(pattern, value), "{pattern} {value}");
        }
    }

    #[test]
    fn pages_neither_skip_nor_repeat() {
        let rows: Vec<_> = (1..=12).map(|n| (n, n)).collect();
        let mut seen = Vec::new();
        let mut page = Page { size: Some(5), after: 0 };
        loop {
            let (part, next) = page.cut(rows.clone());
            seen.extend(part);
            let Some(next) = next else { break };
            page.after = read_token(&next).unwrap();
        }
        assert_eq!(seen, (1..=12).collect::<Vec<u64>>());
    }
}
