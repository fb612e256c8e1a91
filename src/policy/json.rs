//! JSON with positions: where each part of a text stands, members that are given twice included.

use std::collections::HashSet;

use super::place::Span;

/// One value of a JSON text.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// Where it stands in the text.
    pub(super) span: Span,
    pub(super) value: Value,
}

#[derive(Clone, Debug)]
pub(super) enum Value {
    /// A text, a number, a Boolean or null.
    Scalar,
    List(Vec<Node>),
    Object(Vec<Member>),
}

/// A member of an object.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub(super) name: String,
    /// The name and the value.
    pub(super) span: Span,
    pub(super) node: Node,
}

impl Node {
    /// Reads a text. What is nested too deeply (128 levels) is refused as well.
    pub(super) fn parse(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str::<serde_json::Value>(text)?;
        Ok(Reader { text, at: 0 }.node())
    }

    /// The second of two members of one name, anywhere in here.
    pub(super) fn repeated_member(&self) -> Option<&Member> {
        match &self.value {
            Value::List(elements) => elements.iter().find_map(Self::repeated_member),
            Value::Object(members) => {
                let mut names = HashSet::new();
                members.iter().find_map(|member| {
                    if names.insert(&member.name) { member.node.repeated_member() } else { Some(member) }
                })
            }
            Value::Scalar => None,
        }
    }
}

/// Reads a text of which is known that it is JSON.
struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl Reader<'_> {
    fn node(&mut self) -> Node {
        self.skip(|byte| byte.is_ascii_whitespace());
        let start = self.at;
        let value = match self.peek() {
            Some(b'{') => Value::Object(self.items(b'}', Self::member)),
            Some(b'[') => Value::List(self.items(b']', Self::node)),
            Some(b'"') => {
                self.string();
                Value::Scalar
            }
            _ => {
                self.skip(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
                Value::Scalar
            }
        };
        Node { span: Span { start, end: self.at }, value }
    }

    fn member(&mut self) -> Member {
        let start = self.at;
        let name = self.string();
        self.skip(|byte| byte.is_ascii_whitespace() || byte == b':');
        let node = self.node();
        Member { name, span: Span { start, end: self.at }, node }
    }

    /// What stands between commas, up to the closing bracket.
    fn items<T>(&mut self, close: u8, item: impl Fn(&mut Self) -> T) -> Vec<T> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip(|byte| byte.is_ascii_whitespace() || byte == b',');
            if self.peek().is_none_or(|byte| byte == close) {
                self.at += 1;
                return items;
            }
            items.push(item(self));
        }
    }

    fn string(&mut self) -> String {
        let start = self.at;
        self.at += 1;
        while let Some(byte) = self.peek().filter(|byte| *byte != b'"') {
            self.at += if byte == b'\\' { 2 } else { 1 };
        }
        self.at += 1;
        serde_json::from_str(&self.text[start..self.at]).expect("a string of a JSON text is one by itself")
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip(&mut self, wanted: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&wanted) {
            self.at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_knows_where_it_stands() {
        let text = "{\"a\" : [1.50, \"\\u00e9\\\"\", {}],\n \"b\":null}";
        let Value::Object(members) = Node::parse(text).expect("it is JSON").value else { panic!("no object") };
        assert_eq!(members[1].span.of(text), "\"b\":null");
        let Value::List(elements) = &members[0].node.value else { panic!("no list") };
        let written: Vec<_> = elements.iter().map(|node| node.span.of(text)).collect();
        assert_eq!(written, ["1.50", "\"\\u00e9\\\"\"", "{}"]);
    }

    #[test]
    fn a_member_given_twice_is_found() {
        let name = |text| Node::parse(text).expect("it is JSON").repeated_member().map(|member| member.name.clone());
        assert_eq!(name(r#"{"a": [{"b": 1, "\u0062": 2}]}"#).as_deref(), Some("b"));
        assert_eq!(name(r#"{"a": {"b": 1}, "b": 1, "B": 2}"#), None);
    }

    #[test]
    fn deep_nesting_is_refused() {
        assert!(Node::parse(&"[".repeat(1_000_000)).is_err());
        let closed = format!("{}{}", "[".repeat(500_000), "]".repeat(500_000));
        assert!(Node::parse(&closed).is_err());
    }
}
