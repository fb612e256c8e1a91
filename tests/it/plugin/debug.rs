//! `--debug`: served without core having started the process.

use std::path::Path;

use rustix::process::Signal;
use serde_json::Value;
use tokio::net::UnixStream;

use crate::{
    client::{Channel, Launch, Process},
    plugin::call_over,
};

#[tokio::test]
async fn it_prints_where_it_serves_until_it_is_interrupted() {
    for (flag, signal) in [("--debug", Signal::INT), ("-debug", Signal::TERM)] {
        let launch = Launch::by_hand().arg(flag);
        let mut process = launch.spawn();
        let server = reattach(&mut process).await;
        let socket = Path::new(server["Addr"]["String"].as_str().expect("a path"));
        // Terraform connects several times, and never says Shutdown.
        for _ in 0..2 {
            let stream = UnixStream::connect(socket).await.expect("a connection");
            call_over(Channel::over(stream).await.expect("HTTP/2")).await.expect("an answer");
        }
        process.signal(signal);
        assert_eq!(process.ended().await.code(), Some(0));
        assert!(!socket.exists());
    }
}

/// The value of the printed variable, for one of its providers: it is the same for both.
async fn reattach(process: &mut Process) -> Value {
    let line = loop {
        let line = process.stdout_line().await.expect("the variable is printed");
        if line.contains("TF_REATTACH_PROVIDERS") {
            break line;
        }
    };
    let value = line.strip_prefix("export TF_REATTACH_PROVIDERS='").and_then(|rest| rest.strip_suffix('\''));
    let providers: Value = serde_json::from_str(value.expect(&line)).expect(&line);
    let addresses: Vec<_> = providers.as_object().expect(&line).keys().cloned().collect();
    assert_eq!(addresses, ["registry.opentofu.org", "registry.terraform.io"].map(address), "{line}");
    let server = &providers[address("registry.terraform.io")];
    assert_eq!(*server, providers[address("registry.opentofu.org")]);
    assert_eq!(server["Protocol"], "grpc");
    assert_eq!(server["ProtocolVersion"], 6);
    assert_eq!(server["Test"], true);
    assert_eq!(server["Pid"], process.id());
    assert_eq!(server["Addr"]["Network"], "unix");
    server.clone()
}

fn address(registry: &str) -> String {
    let (_host, source) = terraform_provider_lambda::ADDRESS.split_once('/').expect("HOST/NAMESPACE/NAME");
    format!("{registry}/{source}")
}
