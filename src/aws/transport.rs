//! HTTP to AWS: proxies, certificates, time limits and the user agent. The SDK asks for a connector, reqwest is the wire.

use std::collections::HashMap;
use std::fs;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use reqwest::{Certificate, Client, ClientBuilder, Method, NoProxy, redirect, retry};

use super::Misconfigured;
use super::settings::{Proxy, TransportSettings};
use super::unreachable::Unreachable;

/// Hosts that no proxy can stand before: this machine, and the credential services that only this machine reaches.
const NEVER_PROXIED: &str = "localhost,127.0.0.0/8,::1,169.254.0.0/16,fd00:ec2::/32";

/// The time limits of a connector: to connect, and to wait for bytes.
type Limits = (Option<Duration>, Option<Duration>);

/// The HTTP client of everything that is said to AWS. Connections are kept and shared.
#[derive(Clone, Debug)]
pub(super) struct Transport(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    settings: TransportSettings,
    certificates: Vec<Certificate>,
    clients: Mutex<HashMap<Limits, Client>>,
}

impl Transport {
    /// Takes `settings` over and reads the certificates that they name.
    ///
    /// # Errors
    /// What is wrong with a proxy's URL or with the certificates.
    pub(super) fn new(settings: TransportSettings) -> Result<Self, Misconfigured> {
        let certificates = certificates(&settings)?;
        let transport = Self(Arc::new(Shared { settings, certificates, clients: Mutex::default() }));
        transport.0.check()?;
        Ok(transport)
    }

    fn client(&self, limits: Limits) -> Result<Client, ConnectorError> {
        let mut clients = self.0.clients.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = clients.get(&limits) {
            return Ok(client.clone());
        }
        let client = self.0.build(limits).map_err(|error| ConnectorError::user(error.into()))?;
        clients.insert(limits, client.clone());
        Ok(client)
    }
}

impl HttpClient for Transport {
    fn http_connector(&self, settings: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        let limits = (settings.connect_timeout(), settings.read_timeout());
        SharedHttpConnector::new(Connector { transport: self.clone(), limits })
    }
}

impl Shared {
    /// Finds at configuration what would fail each request. Certificates are judged only when somebody names them: to load
    /// the system's takes time that no start should spend.
    fn check(&self) -> Result<(), Misconfigured> {
        for proxy in [&self.settings.http_proxy, &self.settings.https_proxy].into_iter().flatten() {
            reqwest::Proxy::all(&proxy.url).map_err(|_| not_a_proxy(proxy))?;
        }
        let Some((path, named_by)) = &self.settings.ca_bundle else { return Ok(()) };
        self.build((None, None)).map(drop).map_err(|_| {
            let text = format!("{} ({named_by}) holds a certificate that cannot be read.", path.display());
            Misconfigured::new("custom_ca_bundle", text)
        })
    }

    fn build(&self, (connect, read): Limits) -> reqwest::Result<Client> {
        let mut builder = Client::builder()
            .no_proxy()
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .tls_danger_accept_invalid_certs(self.settings.insecure);
        if !self.certificates.is_empty() {
            builder = builder.tls_certs_only(self.certificates.clone());
        }
        let passed_by = NoProxy::from_string(&format!("{},{NEVER_PROXIED}", self.settings.no_proxy));
        if let Some(proxy) = &self.settings.http_proxy {
            builder = builder.proxy(reqwest::Proxy::http(&proxy.url)?.no_proxy(passed_by.clone()));
        }
        if let Some(proxy) = &self.settings.https_proxy {
            builder = builder.proxy(reqwest::Proxy::https(&proxy.url)?.no_proxy(passed_by));
        }
        builder = limited(builder, connect, ClientBuilder::connect_timeout);
        limited(builder, read, ClientBuilder::read_timeout).build()
    }

    /// The SDK's own name with ours and Terraform's before it, as AWS's logs show it.
    fn user_agent(&self, sdk: &str) -> String {
        let (before, after) = &self.settings.user_agent;
        format!("{before} {sdk} {after}").trim().to_owned()
    }
}

#[derive(Debug)]
struct Connector {
    transport: Transport,
    limits: Limits,
}

impl HttpConnector for Connector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let (transport, limits) = (self.transport.clone(), self.limits);
        HttpConnectorFuture::new(async move { transport.exchange(request, limits).await })
    }
}

impl Transport {
    async fn exchange(&self, request: HttpRequest, limits: Limits) -> Result<HttpResponse, ConnectorError> {
        let sent = self.client(limits)?.execute(self.outgoing(&request, limits)?).await;
        let response = sent.map_err(|error| self.failed(request.uri(), error))?;
        incoming(response).await.map_err(|error| self.failed(request.uri(), error))
    }

    fn outgoing(&self, request: &HttpRequest, limits: Limits) -> Result<reqwest::Request, ConnectorError> {
        let body = request.body().bytes().ok_or_else(|| ConnectorError::user("a streamed request".into()))?;
        let method = Method::from_bytes(request.method().as_bytes()).map_err(|e| ConnectorError::user(e.into()))?;
        let mut outgoing = self.client(limits)?.request(method, request.uri()).body(body.to_vec());
        for (name, value) in request.headers() {
            outgoing = match name {
                "user-agent" => outgoing.header(name, self.0.user_agent(value)),
                _ => outgoing.header(name, value),
            };
        }
        outgoing.build().map_err(|error| ConnectorError::user(error.without_url().into()))
    }

    fn failed(&self, url: &str, error: reqwest::Error) -> ConnectorError {
        let timed_out = error.is_timeout();
        let proxy = if url.starts_with("https:") { &self.0.settings.https_proxy } else { &self.0.settings.http_proxy };
        let why = Unreachable::new(url, proxy.as_ref(), self.0.settings.ca_bundle.as_ref(), &error.without_url());
        if timed_out { ConnectorError::timeout(why.into()) } else { ConnectorError::io(why.into()) }
    }
}

/// The whole answer: those of EC2 and STS are small, and a part of one is of no use.
async fn incoming(response: reqwest::Response) -> reqwest::Result<HttpResponse> {
    let (status, headers) = (response.status(), response.headers().clone());
    let body = SdkBody::from(response.bytes().await?);
    let mut answer = HttpResponse::new(status.as_u16().try_into().expect("a status is one everywhere"), body);
    for (name, value) in &headers {
        if let Ok(value) = value.to_str() {
            answer.headers_mut().append(name.as_str().to_owned(), value.to_owned());
        }
    }
    Ok(answer)
}

fn limited(
    builder: ClientBuilder,
    limit: Option<Duration>,
    set: impl FnOnce(ClientBuilder, Duration) -> ClientBuilder,
) -> ClientBuilder {
    match limit {
        Some(limit) => set(builder, limit),
        None => builder,
    }
}

fn certificates(settings: &TransportSettings) -> Result<Vec<Certificate>, Misconfigured> {
    let Some((path, named_by)) = &settings.ca_bundle else { return Ok(Vec::new()) };
    let wrong = |what: String| {
        let text = format!("The file of certificates {} ({named_by}) {what}", path.display());
        Misconfigured::new("custom_ca_bundle", text)
    };
    let pem = fs::read(path).map_err(|error| wrong(format!("cannot be read: {error}.")))?;
    let certificates =
        Certificate::from_pem_bundle(&pem).map_err(|_| wrong("holds a certificate that cannot be read.".to_owned()))?;
    if certificates.is_empty() {
        return Err(wrong("holds no certificate. It must be PEM: -----BEGIN CERTIFICATE-----".to_owned()));
    }
    Ok(certificates)
}

/// The URL is not repeated: it may hold a password.
fn not_a_proxy(proxy: &Proxy) -> Misconfigured {
    let argument = if proxy.named_by.to_ascii_lowercase().contains("https") { "https_proxy" } else { "http_proxy" };
    let text = format!(
        "{} is not the URL of an HTTP proxy. It must be like http://proxy.example.com:3128 or \
         https://user:password@proxy.example.com.",
        proxy.named_by
    );
    Misconfigured::new(argument, text)
}
