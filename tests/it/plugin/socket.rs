//! Where the socket is, who can reach it, and that it goes away.

use std::{
    fs,
    os::unix::fs::{FileTypeExt as _, MetadataExt as _},
    path::Path,
};

use rustix::process::Signal;

use crate::{
    client::{Launch, Plugin},
    plugin::call,
};

#[tokio::test]
async fn it_is_in_a_directory_that_only_its_owner_can_enter() {
    let plugin = Plugin::start().await;
    let socket = plugin.socket();
    let directory = socket.parent().expect("a directory");
    assert_eq!(directory.parent(), Some(plugin.temporary.path()));
    assert_eq!(fs::metadata(directory).expect("a directory").mode() & 0o777, 0o700);
    assert!(fs::metadata(&socket).expect("a socket").file_type().is_socket());
}

#[tokio::test]
async fn the_directory_is_gone_after_the_process() {
    let mut plugin = Plugin::start().await;
    plugin.process.signal(Signal::TERM);
    plugin.process.ended().await;
    assert_empty(plugin.temporary.path());
}

#[tokio::test]
async fn a_temporary_directory_that_cannot_hold_a_socket_is_avoided() {
    let scratch = tempfile::tempdir().expect("a temporary directory");
    let long = scratch.path().join("d".repeat(120));
    let odd = scratch.path().join("a|b");
    fs::create_dir(&long).expect("a directory");
    fs::create_dir(&odd).expect("a directory");
    for directory in [&long, &odd, &scratch.path().join("missing")] {
        let mut plugin = Launch::new().env("TMPDIR", directory).start().await;
        call(&plugin).await.expect("an answer");
        let socket = plugin.socket();
        assert!(socket.starts_with("/tmp") && !socket.starts_with(scratch.path()), "{}", socket.display());
        plugin.process.signal(Signal::TERM);
        plugin.process.ended().await;
        assert!(!socket.parent().expect("a directory").exists());
    }
    assert_empty(&long);
    assert_empty(&odd);
}

#[tokio::test]
async fn the_client_may_choose_the_directory() {
    let chosen = tempfile::tempdir().expect("a temporary directory");
    let mut plugin = Launch::new().env("PLUGIN_UNIX_SOCKET_DIR", chosen.path()).start().await;
    assert!(plugin.socket().starts_with(chosen.path()), "{}", plugin.line.text);
    call(&plugin).await.expect("an answer");
    plugin.process.signal(Signal::TERM);
    plugin.process.ended().await;
    assert_empty(chosen.path());
}

#[tokio::test]
async fn a_chosen_directory_that_does_not_exist_is_an_error() {
    let output = Launch::new().env("PLUGIN_UNIX_SOCKET_DIR", "/nonexistent").run().await;
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(stderr.contains("/nonexistent"), "{stderr}");
    assert!(output.stdout.is_empty());
}

fn assert_empty(directory: &Path) {
    let left: Vec<_> = fs::read_dir(directory).expect("a directory").collect();
    assert!(left.is_empty(), "left behind: {left:?}");
}
