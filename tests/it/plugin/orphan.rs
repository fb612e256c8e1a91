//! The process does not outlive the one that started it.

use rustix::process::{Pid, Signal, kill_process};

use crate::{
    client::{Launch, Plugin},
    plugin::call,
};

/// A shell that starts the provider, says its number and waits for it.
const PARENT: &str = r#""$0" & echo "provider $!" >&2; wait"#;

#[tokio::test]
async fn it_ends_when_its_parent_is_gone() {
    let mut plugin = Launch::new().through("sh", &["-c", PARENT]).start().await;
    let provider = Provider::of(&mut plugin).await;
    call(&plugin).await.expect("an answer");
    plugin.process.signal(Signal::KILL);
    // The provider holds stdout as well; the connection stays open all the while.
    assert_eq!(plugin.process.rest_of_stdout().await, "");
    assert!(!plugin.socket().exists());
    std::mem::forget(provider);
}

/// Ends the provider if the test fails: it is no child of ours.
struct Provider(Pid);

impl Provider {
    async fn of(plugin: &mut Plugin) -> Self {
        let line = plugin.process.stderr_line(|line| line.starts_with("provider ")).await;
        let id = line.trim_start_matches("provider ").parse().ok().and_then(Pid::from_raw);
        Self(id.expect("a process id"))
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        let _ = kill_process(self.0, Signal::KILL);
    }
}
