//! Log lines, as go-plugin reads them.

use serde_json::Value;
use terraform_provider_lambda::proto::plugin::Empty;

use crate::{
    client::{Launch, Plugin},
    plugin::{call, call_over},
};

#[tokio::test]
async fn every_line_is_hclog_json() {
    let lines = lines_of(Launch::new().env("TF_LOG", "TRACE")).await;
    assert!(!lines.is_empty());
    for line in lines {
        let record: Value = serde_json::from_str(&line).expect(&line);
        let text = |name: &str| record[name].as_str().unwrap_or_else(|| panic!("no {name}: {line}"));
        assert!(["trace", "debug", "info", "warn", "error"].contains(&text("@level")), "{line}");
        assert_go_timestamp(text("@timestamp"));
        assert!(!text("@message").is_empty() && !text("@module").contains("::"), "{line}");
    }
}

/// The layout `2006-01-02T15:04:05.000000Z07:00`, in UTC.
fn assert_go_timestamp(text: &str) {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    assert_eq!(shape, "0000-00-00T00:00:00.000000Z", "{text}");
    let age = jiff::Timestamp::now().duration_since(text.parse().expect("a time"));
    assert!(age.as_secs() < 60 && !age.is_negative(), "{text} is {age} ago");
}

#[tokio::test]
async fn without_a_variable_nothing_is_logged() {
    assert_eq!(lines_of(Launch::new()).await, [""; 0]);
    assert_eq!(lines_of(Launch::new().env("TF_LOG", "OFF")).await, [""; 0]);
}

#[tokio::test]
async fn the_most_specific_variable_counts() {
    let error_only = [
        [("TF_LOG_PROVIDER_LAMBDA", "error"), ("TF_LOG_PROVIDER", "trace"), ("TF_LOG", "trace")],
        [("TF_LOG_PROVIDER_LAMBDA", ""), ("TF_LOG_PROVIDER", "ERROR"), ("TF_LOG", "trace")],
        [("TF_LOG_PROVIDER_LAMBDA", ""), ("TF_LOG_PROVIDER", ""), ("TF_LOG", "Error")],
    ];
    for variables in error_only {
        let lines = lines_of(with(&variables)).await;
        assert!(!lines.is_empty() && lines.iter().all(|line| line.contains(r#""@level":"error""#)), "{lines:#?}");
    }
    for level in ["JSON", "trace", "whatever"] {
        let lines = lines_of(with(&[("TF_LOG_PROVIDER_LAMBDA", level)])).await;
        assert!(lines.iter().any(|line| line.contains(r#""@level":"debug""#)), "{level}: {lines:#?}");
    }
}

/// HTTP/2 frames and TLS messages are logged below warnings by their crates.
#[tokio::test]
async fn other_crates_log_warnings_at_most() {
    for line in lines_of(Launch::new().env("TF_LOG", "TRACE")).await {
        let record: Value = serde_json::from_str(&line).expect(&line);
        let module = record["@module"].as_str().unwrap_or_default();
        let foreign = ["h2", "hyper", "rustls", "tokio", "tonic", "tower"];
        assert!(!foreign.iter().any(|name| module.starts_with(name)), "{line}");
    }
}

fn with(variables: &[(&str, &str)]) -> Launch {
    variables.iter().fold(Launch::new(), |launch, (name, value)| launch.env(name, *value))
}

/// What is logged of a call, a refused client and a shutdown.
async fn lines_of(launch: Launch) -> Vec<String> {
    let mut plugin: Plugin = launch.start().await;
    call(&plugin).await.expect("an answer");
    if let Ok(channel) = plugin.connect(plugin.tls().without_certificate()).await {
        call_over(channel).await.expect_err("the call must fail");
    }
    plugin.controller().shutdown(Empty {}).await.expect("Shutdown is answered");
    plugin.process.ended().await;
    plugin.process.stderr().await
}
