//! Why no answer came from AWS, in the user's terms: what was tried, what stood in the way, what to do.

use std::error::Error;
use std::fmt;
use std::path::PathBuf;

use super::settings::Proxy;

/// No answer came over HTTP. Displays as whole sentences.
#[derive(Debug)]
pub struct Unreachable(String);

impl fmt::Display for Unreachable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Unreachable {}

impl Unreachable {
    /// Reads a failed request for `url`, which may have gone through `proxy`.
    pub(super) fn new(
        url: &str,
        proxy: Option<&Proxy>,
        ca_bundle: Option<&(PathBuf, &'static str)>,
        error: &reqwest::Error,
    ) -> Self {
        let host = host(url);
        let causes = causes(error);
        let said = causes.join(": ");
        let has = |text: &str| said.contains(text);
        let cause = causes.last().map(String::as_str).unwrap_or_default();
        let proxied = proxy.filter(|_| !error.is_status());
        let text = if has("proxy authorization required") || has("407") && has("tunnel") {
            format!("The proxy {} asks for a name and a password. {}", through(proxied), PASSWORD)
        } else if has("tunnel error") {
            format!("The proxy {} did not open a way to {host}: {cause}. {}", through(proxied), PROXY)
        } else if has("invalid peer certificate") {
            format!("{host} shows a certificate that is not trusted: {cause}. {}", trust(ca_bundle))
        } else if has("dns error") {
            format!(
                "The name {host} cannot be resolved: {cause}. Check the Region and the name server.{}",
                also(proxied)
            )
        } else if error.is_timeout() && error.is_connect() {
            format!(
                "{host} took too long to accept a connection. Check routes, firewalls and the Region.{}",
                also(proxied)
            )
        } else if error.is_timeout() {
            format!("{host} took too long to answer.{}", also(proxied))
        } else if error.is_connect() {
            format!("{host} cannot be reached: {cause}. Check the network and the endpoint URL.{}", also(proxied))
        } else {
            format!("The connection to {host} broke: {cause}.{}", also(proxied))
        };
        Self(text)
    }
}

const PASSWORD: &str = "Give them in its URL: https_proxy = \"http://user:password@proxy.example.com:3128\".";
const PROXY: &str = "Check that URL, and whether no_proxy should name the host.";

fn trust(ca_bundle: Option<&(PathBuf, &'static str)>) -> String {
    match ca_bundle {
        Some((path, named_by)) => format!(
            "Only the certificates of {} ({named_by}) are trusted: add the one that signed it there.",
            path.display()
        ),
        None => "Name a file with the certificate that signed it by custom_ca_bundle or AWS_CA_BUNDLE.".to_owned(),
    }
}

fn through(proxy: Option<&Proxy>) -> String {
    proxy.map_or_else(|| "in between".to_owned(), |proxy| format!("{} ({})", host(&proxy.url), proxy.named_by))
}

/// The proxy may be at fault for much that looks like the host's.
fn also(proxy: Option<&Proxy>) -> String {
    proxy.map(|proxy| format!(" A proxy is configured: {} ({}).", host(&proxy.url), proxy.named_by)).unwrap_or_default()
}

/// Host and port of a URL, without the user and the password that may stand before them.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    authority.rsplit_once('@').map_or(authority, |(_, host)| host)
}

fn behind<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    match error.downcast_ref::<std::io::Error>() {
        Some(io) => io.get_ref().map(|inner| inner as &(dyn Error + 'static)),
        None => error.source(),
    }
}

/// The error and what is behind it, without repetition. What an I/O error carries is not among its sources.
fn causes(error: &reqwest::Error) -> Vec<String> {
    let all = std::iter::successors(Some(error as &(dyn Error + 'static)), |&error| behind(error));
    let mut said: Vec<_> = all.map(ToString::to_string).collect();
    said.dedup();
    said
}
