//! Resources of one kind in the order in which they were made.

use std::collections::{BTreeMap, HashMap};

/// Something that EC2 gives an id.
pub(crate) trait Row {
    fn id(&self) -> &str;
}

/// The resources of one kind. Each keeps its number for life, so that paging neither skips nor repeats one when others go.
#[derive(Debug)]
pub(crate) struct Table<T> {
    rows: BTreeMap<u64, T>,
    /// The numbers by id: a call about a thousand of ten thousand resources looks for each of them.
    numbers: HashMap<String, u64>,
    last: u64,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { rows: BTreeMap::new(), numbers: HashMap::new(), last: 0 }
    }
}

impl<T: Row> Table<T> {
    pub(crate) fn insert(&mut self, row: T) {
        self.last += 1;
        self.numbers.insert(row.id().to_owned(), self.last);
        self.rows.insert(self.last, row);
    }

    pub(crate) fn find(&self, id: &str) -> Option<&T> {
        self.rows.get(self.numbers.get(id)?)
    }

    pub(crate) fn find_mut(&mut self, id: &str) -> Option<&mut T> {
        self.rows.get_mut(self.numbers.get(id)?)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.rows.values()
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.rows.values_mut()
    }

    /// Each with its number.
    pub(crate) fn numbered(&self) -> impl Iterator<Item = (u64, &T)> {
        self.rows.iter().map(|(number, row)| (*number, row))
    }

    /// Drops those that `keep` says no to, and returns their ids.
    pub(crate) fn retain(&mut self, mut keep: impl FnMut(&T) -> bool) -> Vec<String> {
        let dropped: Vec<_> = self.iter().filter(|row| !keep(row)).map(|row| row.id().to_owned()).collect();
        for id in &dropped {
            let number = self.numbers.remove(id);
            number.and_then(|number| self.rows.remove(&number));
        }
        dropped
    }
}
