//! Durations in the notation of Go's `time.ParseDuration`, which is what users write in `timeouts` blocks.

use std::time::Duration;

/// The duration that `text` writes: numbers with units, such as `1h30m` or `1.5h`. `None` for anything else, and for
/// negative durations.
#[must_use]
pub fn parse_go_duration(text: &str) -> Option<Duration> {
    if text == "0" {
        return Some(Duration::ZERO);
    }
    let mut rest = text.strip_prefix('+').unwrap_or(text);
    let mut total = Duration::ZERO;
    loop {
        let (term, after) = parse_term(rest)?;
        total = total.checked_add(term)?;
        if after.is_empty() {
            return Some(total);
        }
        rest = after;
    }
}

/// One number with its unit, and what follows it.
fn parse_term(text: &str) -> Option<(Duration, &str)> {
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let number: f64 = text[..digits].parse().ok()?;
    let after = &text[digits..];
    let length = after.find(|c: char| c.is_ascii_digit() || c == '.').unwrap_or(after.len());
    let seconds = seconds_per(&after[..length])?;
    let duration = Duration::try_from_secs_f64(number * seconds).ok()?;
    Some((duration, &after[length..]))
}

fn seconds_per(unit: &str) -> Option<f64> {
    Some(match unit {
        "ns" => 1e-9,
        "us" | "µs" | "μs" => 1e-6,
        "ms" => 1e-3,
        "s" => 1.0,
        "m" => 60.0,
        "h" => 3600.0,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_go_reads() {
        let cases = [
            ("10m", Some(600.0)),
            ("1h30m", Some(5400.0)),
            ("1.5h", Some(5400.0)),
            ("300ms", Some(0.3)),
            ("1h0m0.5s", Some(3600.5)),
            ("0", Some(0.0)),
            ("+5s", Some(5.0)),
            (".5s", Some(0.5)),
            ("", None),
            ("10", None),
            ("m", None),
            ("10 m", None),
            ("-5m", None),
            ("1d", None),
            ("1..5s", None),
            ("99999999999999999999h", None),
        ];
        for (text, seconds) in cases {
            assert_eq!(parse_go_duration(text).map(|duration| duration.as_secs_f64()), seconds, "{text:?}");
        }
    }
}
