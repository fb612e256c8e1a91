//! Signals.

use rustix::process::Signal;

use crate::{
    client::Plugin,
    plugin::{call, call_over},
};

#[tokio::test]
async fn interrupts_and_hangups_are_left_to_core() {
    let plugin = Plugin::start().await;
    for signal in [Signal::INT, Signal::HUP, Signal::INT] {
        plugin.process.signal(signal);
        call(&plugin).await.expect("an answer");
    }
}

#[tokio::test]
async fn sigterm_ends_it_with_several_connections_open() {
    let mut plugin = Plugin::start().await;
    let other = plugin.connect(plugin.tls()).await.expect("a connection");
    call_over(other.clone()).await.expect("an answer");
    let mut stdio = plugin.stdio().stream_stdio(()).await.expect("a stream").into_inner();
    plugin.process.signal(Signal::TERM);
    assert_eq!(plugin.process.ended().await.code(), Some(0));
    assert!(stdio.message().await.expect("the stream ends").is_none());
}
