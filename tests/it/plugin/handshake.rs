//! The handshake line, and what it depends on.

use crate::{
    client::{Launch, Plugin},
    plugin::call,
};

#[tokio::test]
async fn the_line_has_six_fields() {
    let plugin = Plugin::start().await;
    assert_eq!(plugin.line.fields().len(), 6, "{}", plugin.line.text);
    assert!(plugin.line.certificate.is_some());
    assert!(plugin.socket().is_absolute());
    call(&plugin).await.expect("an answer");
}

#[tokio::test]
async fn a_client_that_knows_multiplexing_is_told_that_there_is_none() {
    let plugin = Launch::new().env("PLUGIN_MULTIPLEX_GRPC", "true").start().await;
    assert_eq!(plugin.line.fields()[6..], ["false"], "{}", plugin.line.text);
    call(&plugin).await.expect("an answer");
}

#[tokio::test]
async fn without_a_client_certificate_there_is_no_tls() {
    let plugin = Launch::new().plaintext().start().await;
    assert_eq!(plugin.line.fields()[5..], [""], "{}", plugin.line.text);
    call(&plugin).await.expect("an answer");
}

#[tokio::test]
async fn protocol_versions_are_a_set() {
    for versions in ["5,6", "6,5", "6", "5, 6", "16,6", ""] {
        let plugin = Launch::new().env("PLUGIN_PROTOCOL_VERSIONS", versions).start().await;
        call(&plugin).await.expect(versions);
    }
}

#[tokio::test]
async fn another_protocol_version_is_refused() {
    for versions in ["5", "16", "5,7", "six"] {
        let output = Launch::new().env("PLUGIN_PROTOCOL_VERSIONS", versions).run().await;
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{stderr}");
        assert!(stderr.contains("protocol 6") && stderr.contains(versions), "{stderr}");
        // From this, core tells its user both sides' versions.
        assert_eq!(output.stdout, b"1|6|unix||grpc|\n", "{output:?}");
    }
}

#[tokio::test]
async fn a_client_certificate_that_is_none_is_refused() {
    for pem in ["nonsense", "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n"] {
        let output = Launch::new().env("PLUGIN_CLIENT_CERT", pem).run().await;
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{stderr}");
        assert!(stderr.contains("PLUGIN_CLIENT_CERT"), "{stderr}");
        assert!(output.stdout.is_empty(), "{output:?}");
    }
}

#[tokio::test]
async fn nothing_follows_the_line_on_stdout() {
    let mut plugin = Launch::new().env("TF_LOG", "TRACE").start().await;
    call(&plugin).await.expect("an answer");
    drop(plugin.controller().shutdown(terraform_provider_lambda::proto::plugin::Empty {}).await);
    assert_eq!(plugin.process.rest_of_stdout().await, "");
}
