//! A client that knows nothing of EC2 but its wire.

use roxmltree::{Document, Node};

/// A caller of EC2 in one Region.
#[derive(Clone, Debug)]
pub(super) struct Client {
    pub(super) url: String,
    pub(super) access_key: String,
    pub(super) region: String,
}

/// What was answered.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) body: String,
}

impl Client {
    pub(super) fn new(url: &str, region: &str) -> Self {
        Self { url: url.to_owned(), access_key: "test".to_owned(), region: region.to_owned() }
    }

    /// The same caller in another Region.
    pub(super) fn in_region(&self, region: &str) -> Self {
        Self { region: region.to_owned(), ..self.clone() }
    }

    /// Somebody else in the same Region.
    pub(super) fn with_key(&self, access_key: &str) -> Self {
        Self { access_key: access_key.to_owned(), ..self.clone() }
    }

    /// A call that gets an answer, whatever that is.
    pub(super) fn call(&self, action: &str, parameters: &[(&str, &str)]) -> Result<Reply, ureq::Error> {
        let authorization = format!(
            "AWS4-HMAC-SHA256 Credential={}/20260101/{}/ec2/aws4_request, SignedHeaders=host, Signature=0",
            self.access_key, self.region
        );
        let mut response = ureq::post(&self.url)
            .config()
            .http_status_as_error(false)
            .build()
            .header("Authorization", &authorization)
            .send_form([("Action", action), ("Version", "2016-11-15")].iter().chain(parameters).copied())?;
        Ok(Reply { status: response.status().as_u16(), body: response.body_mut().read_to_string()? })
    }

    /// A call that succeeds.
    pub(super) fn ok(&self, action: &str, parameters: &[(&str, &str)]) -> Reply {
        let reply = self.call(action, parameters).unwrap_or_else(|error| panic!("{action}: {error}"));
        assert_eq!(reply.status, 200, "{action} {parameters:?}: {}", reply.body);
        reply
    }

    /// A call that is refused: status and code, and the message.
    pub(super) fn refused(&self, action: &str, parameters: &[(&str, &str)]) -> (u16, String, String) {
        let reply = self.call(action, parameters).unwrap_or_else(|error| panic!("{action}: {error}"));
        assert_ne!(reply.status, 200, "{action} {parameters:?}: {}", reply.body);
        assert!(reply.has("RequestID"), "{}", reply.body);
        (reply.status, reply.text("Code"), reply.text("Message"))
    }

    /// The code with which a call is refused.
    pub(super) fn code(&self, action: &str, parameters: &[(&str, &str)]) -> String {
        self.refused(action, parameters).1
    }

    /// The message with which a call is refused.
    pub(super) fn message(&self, action: &str, parameters: &[(&str, &str)]) -> String {
        self.refused(action, parameters).2
    }
}

impl Reply {
    /// The text of the first element with this name.
    pub(super) fn text(&self, name: &str) -> String {
        self.read(|root| find(root, name).and_then(|node| node.text()).unwrap_or_default().to_owned())
    }

    /// The texts of all elements with this name.
    pub(super) fn texts(&self, name: &str) -> Vec<String> {
        self.read(|root| {
            let named = root.descendants().filter(|node| node.tag_name().name() == name);
            named.filter_map(|node| node.text()).map(ToOwned::to_owned).collect()
        })
    }

    /// The texts of the items of the first list with this name.
    pub(super) fn items(&self, list: &str) -> Vec<String> {
        self.read(|root| {
            let items = find(root, list).into_iter().flat_map(|node| node.children().filter(Node::is_element));
            items.filter_map(|node| node.text()).map(ToOwned::to_owned).collect()
        })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.read(|root| find(root, name).is_some())
    }

    fn read<T>(&self, read: impl FnOnce(Node) -> T) -> T {
        let document = Document::parse(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body));
        read(document.root_element())
    }
}

fn find<'a, 'i>(root: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    root.descendants().find(|node| node.tag_name().name() == name)
}
