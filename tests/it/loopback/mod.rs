//! Servers on loopback that stand in for what the AWS SDK talks to beside AWS itself. They end with the test.

mod http;
mod proxy;
mod tls;

pub(crate) use http::{Answer, HttpServer};
pub(crate) use proxy::Proxy;
pub(crate) use tls::TlsServer;
