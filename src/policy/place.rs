//! Places in a text: as bytes, and as line and column.

/// A part of a text, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: usize,
    /// The first byte after it.
    pub(super) end: usize,
}

impl Span {
    /// Whether the byte at `offset` is part of it.
    pub(super) fn contains(self, offset: usize) -> bool {
        (self.start..self.end).contains(&offset)
    }

    /// This part of `text`.
    pub(super) fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }
}

/// Line and column of a character, both counted from one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) column: usize,
}

impl Place {
    /// The byte that stands here; a place after the end of the text is its end.
    pub(super) fn offset_in(self, text: &str) -> usize {
        let mut lines = text.split_inclusive('\n');
        let before: usize = lines.by_ref().take(self.line.saturating_sub(1)).map(str::len).sum();
        let line = lines.next().unwrap_or_default();
        let within = line.char_indices().nth(self.column.saturating_sub(1));
        before + within.map_or(line.len(), |(offset, _)| offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_byte() {
        let text = "a\nbé\"c\n\nd";
        for (offset, line, column) in [(0, 1, 1), (5, 2, 3), (6, 2, 4), (9, 4, 1), (2, 2, 1)] {
            assert_eq!(Place { line, column }.offset_in(text), offset, "{line}, {column}");
        }
        assert_eq!(Place { line: 9, column: 9 }.offset_in(text), text.len());
        assert_eq!(Place { line: 0, column: 0 }.offset_in(text), 0);
    }
}
