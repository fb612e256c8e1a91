//! Who may connect, and how.

use rustix::process::Signal;
use tokio::net::UnixStream;
use tokio_rustls::rustls::version::{TLS12, TLS13};

use crate::{
    client::{ClientCertificate, Launch, Plugin, Tls},
    plugin::{call, call_over},
};

#[tokio::test]
async fn both_tls_versions_are_served() {
    let plugin = Plugin::start().await;
    for version in [&TLS12, &TLS13] {
        let stream = plugin.tls().only(version).connect(&plugin.socket()).await.expect("TLS");
        assert_eq!(stream.get_ref().1.protocol_version(), Some(version.version));
        let channel = plugin.connect(plugin.tls().only(version)).await.expect("a connection");
        call_over(channel).await.expect("an answer");
    }
}

#[tokio::test]
async fn h2_is_negotiated_when_offered() {
    let plugin = Plugin::start().await;
    let stream = plugin.tls().connect(&plugin.socket()).await.expect("TLS");
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
}

#[tokio::test]
async fn a_client_that_offers_nothing_is_served() {
    let plugin = Plugin::start().await;
    let channel = plugin.connect(plugin.tls().without_alpn()).await.expect("a connection");
    call_over(channel).await.expect("an answer");
}

#[tokio::test]
async fn a_client_without_a_certificate_is_refused() {
    assert_refused(Tls::without_certificate, "peer sent no certificates").await;
}

#[tokio::test]
async fn a_client_with_another_certificate_is_refused() {
    let another = ClientCertificate::generate();
    assert_refused(|tls| tls.with_certificate(another.clone()), "invalid peer certificate").await;
}

#[tokio::test]
async fn a_client_with_the_certificate_but_not_its_key_is_refused() {
    let announced = ClientCertificate::generate();
    let plugin = Launch::new().env("TF_LOG", "ERROR").announcing(announced.clone()).start().await;
    let stolen = plugin.tls().with_certificate(announced.with_another_key());
    assert_refused_by(plugin, |_| stolen.clone(), "invalid peer certificate").await;
}

async fn assert_refused(change: impl Fn(Tls) -> Tls, reason: &str) {
    let plugin = Launch::new().env("TF_LOG", "ERROR").start().await;
    assert_refused_by(plugin, change, reason).await;
}

/// The client gets no answer, the log has the reason, and the right client is still served.
async fn assert_refused_by(mut plugin: Plugin, change: impl Fn(Tls) -> Tls, reason: &str) {
    for version in [&TLS12, &TLS13] {
        if let Ok(channel) = plugin.connect(change(plugin.tls()).only(version)).await {
            call_over(channel).await.expect_err("the call must fail");
        }
    }
    plugin.process.stderr_line(|line| line.contains("TLS handshake failed") && line.contains(reason)).await;
    call(&plugin).await.expect("an answer");
}

#[tokio::test]
async fn a_client_without_tls_is_refused() {
    let plugin = Plugin::start().await;
    if let Ok(channel) = plugin.connect_plain().await {
        call_over(channel).await.expect_err("the call must fail");
    }
    call(&plugin).await.expect("an answer");
}

#[tokio::test]
async fn clients_that_stall_in_the_handshake_keep_nobody_waiting() {
    let plugin = Plugin::start().await;
    let mut stalled = Vec::new();
    for _ in 0..100 {
        stalled.push(UnixStream::connect(plugin.socket()).await.expect("a connection"));
    }
    let channel = plugin.connect(plugin.tls()).await.expect("a connection");
    call_over(channel).await.expect("an answer");
}

#[tokio::test]
async fn a_stalled_handshake_does_not_hold_up_the_end() {
    let mut plugin = Plugin::start().await;
    let stalled = UnixStream::connect(plugin.socket()).await.expect("a connection");
    plugin.process.signal(Signal::TERM);
    assert_eq!(plugin.process.ended().await.code(), Some(0));
    drop(stalled);
}
