//! Wildcards as IAM has them: `*` for any text, `?` for one character.

/// Whether `pattern` matches the whole of `text`.
pub(super) fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<_>, Vec<_>) = (pattern.chars().collect(), text.chars().collect());
    let (mut at, mut of) = (0, 0);
    // Where the last `*` stood, and how far into the text it has been taken to reach.
    let mut star = None;
    while of < text.len() {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, of));
                at += 1;
            }
            Some(c) if *c == '?' || *c == text[of] => (at, of) = (at + 1, of + 1),
            _ => {
                let Some((stood, reached)) = star else { return false };
                star = Some((stood, reached + 1));
                (at, of) = (stood + 1, reached + 1);
            }
        }
    }
    pattern[at..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn wildcards_stand_for_text() {
        for (pattern, text) in [("*", ""), ("a*c", "abbc"), ("a?c", "abc"), ("*b*", "abc"), ("a*b*c", "aXbYbZc")] {
            assert!(matches(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [("", "a"), ("a?c", "ac"), ("a*c", "abd"), ("abc", "ab"), ("ab", "abc")] {
            assert!(!matches(pattern, text), "{pattern} {text}");
        }
    }
}
