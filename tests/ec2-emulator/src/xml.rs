//! Answers as XML.

use quick_xml::Writer;
use quick_xml::escape::partial_escape;
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};

/// The children of an element, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Xml(Vec<(&'static str, Content)>);

#[derive(Clone, Debug)]
enum Content {
    Text(String),
    Children(Xml),
}

impl Xml {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    pub(crate) fn text(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.0.push((name, Content::Text(value.into())));
        self
    }

    pub(crate) fn optional(self, name: &'static str, value: Option<impl Into<String>>) -> Self {
        match value {
            Some(value) => self.text(name, value),
            None => self,
        }
    }

    pub(crate) fn flag(self, name: &'static str, value: bool) -> Self {
        self.text(name, value.to_string())
    }

    pub(crate) fn structure(mut self, name: &'static str, children: Self) -> Self {
        self.0.push((name, Content::Children(children)));
        self
    }

    /// A list of structures: an empty element when there are none, as EC2 does it.
    pub(crate) fn list(self, name: &'static str, items: impl IntoIterator<Item = Self>) -> Self {
        let items = items.into_iter().map(|item| ("item", Content::Children(item))).collect();
        self.structure(name, Self(items))
    }

    /// A list of plain values.
    pub(crate) fn texts(self, name: &'static str, items: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let items = items.into_iter().map(|item| ("item", Content::Text(item.into()))).collect();
        self.structure(name, Self(items))
    }

    /// The children of both.
    pub(crate) fn and(mut self, more: Self) -> Self {
        self.0.extend(more.0);
        self
    }

    /// The whole document, with `root` around it.
    pub(crate) fn document(&self, root: &str, namespace: Option<&str>) -> String {
        let mut writer = Writer::new(Vec::new());
        let mut start = BytesStart::new(root);
        start.extend_attributes(namespace.map(|namespace| ("xmlns", namespace)));
        let written = writer
            .write_event(Event::Start(start))
            .and_then(|()| self.write(&mut writer))
            .and_then(|()| writer.write_event(Event::End(BytesEnd::new(root))));
        written.expect("writing to memory does not fail");
        let body = String::from_utf8(writer.into_inner()).expect("all of it was text");
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{body}")
    }

    fn write(&self, writer: &mut Writer<Vec<u8>>) -> std::io::Result<()> {
        for (name, content) in &self.0 {
            let start = BytesStart::new(*name);
            match content {
                Content::Children(children) if children.0.is_empty() => writer.write_event(Event::Empty(start))?,
                content => {
                    writer.write_event(Event::Start(start))?;
                    content.write(writer)?;
                    writer.write_event(Event::End(BytesEnd::new(*name)))?;
                }
            }
        }
        Ok(())
    }
}

impl Content {
    fn write(&self, writer: &mut Writer<Vec<u8>>) -> std::io::Result<()> {
        match self {
            // A reader turns a bare carriage return into a line feed.
            Self::Text(text) => {
                let escaped = partial_escape(text.as_str()).replace('\r', "&#13;");
                writer.write_event(Event::Text(BytesText::from_escaped(escaped)))
            }
            Self::Children(children) => children.write(writer),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped_and_empty_lists_are_empty_elements() {
        let xml = Xml::new().text("a", "<&>\r\n").texts("b", [""; 0]).texts("c", ["1", "2"]);
        assert_eq!(
            xml.document("r", None),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<r><a>&lt;&amp;&gt;&#13;\n</a><b/><c><item>1</item><item>2</item></c></r>"
        );
    }
}
