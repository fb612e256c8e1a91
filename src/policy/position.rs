//! What stands where EC2 found a document wrong. EC2 answers with no more than a position.

use super::json::{Node, Value};
use super::place::{Place, Span};

/// Longer quotations are cut.
const MOST_QUOTED: usize = 100;

/// Says what stands in `text` at the position that EC2's refusal of it names: `Syntax error at position (1,75)`.
///
/// The answer names statement and member as a user finds them, and quotes them: `Statement[0].Effect (line 1, column
/// 28), which reads "Effect": "Perhaps"`. None where the refusal names no position, or the text is no JSON.
#[must_use]
pub fn at_position(text: &str, refusal: &str) -> Option<String> {
    let place @ Place { line, column } = position_in(refusal)?;
    let policy = Node::parse(text).ok()?;
    let (path, span) = innermost(&policy, place.offset_in(text));
    let what = if path.is_empty() { "the document" } else { path.as_str() };
    Some(format!("{what} (line {line}, column {column}), which reads {}", shortened(span.of(text))))
}

/// The two numbers of `position (line,column)`.
fn position_in(refusal: &str) -> Option<Place> {
    let (_, rest) = refusal.rsplit_once("position (")?;
    let (line, column) = rest.split_once(')')?.0.split_once(',')?;
    Some(Place { line: line.trim().parse().ok()?, column: column.trim().parse().ok()? })
}

/// The path and the place of the smallest part around the byte at `offset`: a member with its name, or an element.
fn innermost(policy: &Node, offset: usize) -> (String, Span) {
    let (mut node, mut path, mut span) = (policy, String::new(), policy.span);
    loop {
        let inner = match &node.value {
            Value::Object(members) => members.iter().find(|member| member.span.contains(offset)).map(|member| {
                let dot = if path.is_empty() { "" } else { "." };
                (format!("{path}{dot}{}", member.name), member.span, &member.node)
            }),
            Value::List(elements) => {
                let found = elements.iter().enumerate().find(|(_, element)| element.span.contains(offset));
                found.map(|(index, element)| (format!("{path}[{index}]"), element.span, element))
            }
            Value::Scalar => None,
        };
        let Some(inner) = inner else { return (path, span) };
        (path, span, node) = inner;
    }
}

/// The text on one line, cut where it is long.
fn shortened(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    let line = words.join(" ");
    match line.char_indices().nth(MOST_QUOTED) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: &str = "{\"Statement\": [\n  {\"Effect\": \"Perhaps\",\n   \"Action\": [\"a:b\", \"c\"]}]}";

    fn told(line: usize, column: usize) -> Option<String> {
        at_position(POLICY, &format!("The Policy Document is not valid. Syntax error at position ({line},{column})"))
    }

    #[test]
    fn a_position_is_told_as_a_path() {
        let cases = [
            (2, 4, "Statement[0].Effect (line 2, column 4), which reads \"Effect\": \"Perhaps\""),
            (2, 16, "Statement[0].Effect (line 2, column 16), which reads \"Effect\": \"Perhaps\""),
            (3, 23, "Statement[0].Action[1] (line 3, column 23), which reads \"c\""),
            (9, 9, "the document (line 9, column 9), which reads {\"Statement\": [ {\"Effect\""),
        ];
        for (line, column, text) in cases {
            let told = told(line, column).expect("a position");
            assert!(told.starts_with(text), "{told}");
        }
    }

    #[test]
    fn a_refusal_without_a_position_tells_nothing() {
        assert_eq!(at_position(POLICY, "UnknownError"), None);
        assert_eq!(at_position(POLICY, "Syntax error at position (x)"), None);
        assert_eq!(at_position("{", "Syntax error at position (1,1)"), None);
    }

    #[test]
    fn long_texts_are_cut() {
        let long = format!("[\"{}\"]", "ä".repeat(200));
        let told = at_position(&long, "position (1,3)").expect("a position");
        assert!(told.ends_with("ä…") && told.chars().count() < 150, "{told}");
    }
}
