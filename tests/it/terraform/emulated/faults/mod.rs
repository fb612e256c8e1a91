//! What EC2 and the machine do wrong during a create, an update and a delete, and what is left of it: nothing that is not
//! in the state, nothing that the next command does not mend.

mod always;
mod hanging;
mod interrupted;
mod killed;
mod once;
mod patience;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};
use std::{fs, thread};

use ec2_emulator::Timing;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use super::Stage;
use crate::client::BINARY;
use crate::terraform::run::Run;

/// No condition takes near as long to come true.
const PATIENCE: Duration = Duration::from_secs(30);

/// One of two configurations of an endpoint. The change from one to the other needs every call that an update can need:
/// the first has security groups and the second leaves them to EC2, subnets move, tags come and go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Version {
    First,
    Second,
}

impl Version {
    fn other(self) -> Self {
        if self == Self::First { Self::Second } else { Self::First }
    }

    /// `arguments` in addition. Each operation may take `limit`.
    fn endpoint(self, limit: &str, arguments: &str) -> String {
        let own = match self {
            Self::First => {
                r#"subnet_ids         = [var.network.subnets[0], var.network.subnets[1]]
                security_group_ids = [var.network.groups[0]]
                tags               = { Name = "it", first = "yes" }"#
            }
            Self::Second => {
                r#"subnet_ids = [var.network.subnets[0], var.network.subnets[2]]
                tags       = { Name = "it", second = "yes" }"#
            }
        };
        format!(
            r#"resource "lambda_vpc_endpoint" "it" {{
                vpc_id = var.network.vpc
                {own}
                {arguments}
                {}
            }}
            "#,
            timeouts(limit)
        )
    }

    /// The policy of that endpoint, as a resource of its own.
    fn policy(self, limit: &str) -> String {
        let action = if self == Self::First { "InvokeFunction" } else { "GetFunction" };
        format!(
            r#"resource "lambda_endpoint_policy" "it" {{
                vpc_endpoint_id = lambda_vpc_endpoint.it.id
                policy = jsonencode({{
                    Statement = [{{ Effect = "Allow", Principal = "*", Action = "lambda:{action}", Resource = "*" }}]
                }})
                {}
            }}
            "#,
            timeouts(limit)
        )
    }
}

fn timeouts(limit: &str) -> String {
    format!("timeouts {{\n create = \"{limit}\"\n update = \"{limit}\"\n delete = \"{limit}\"\n }}")
}

/// What makes a creation need every call that it can need.
const ALL_AT_CREATION: &str = "private_dns_enabled = true
    private_dns_after_available = true
    tag_network_interfaces = true";

impl Stage {
    /// Without plan-time checks, whose calls would stand between a fault and the call that it is for.
    pub(super) fn unchecked() -> Self {
        let stage = Self::new();
        stage.set_checks("false");
        stage
    }

    /// The same on an EC2 that does everything at once.
    fn unchecked_and_immediate() -> Self {
        let stage = Self::unchecked();
        stage.emulator.set_timing(Timing::immediate());
        stage
    }

    fn set_checks(&self, on: &str) {
        let file = self.terraform.path().join("provider.tf");
        let block = fs::read_to_string(&file).unwrap();
        let lines = block.lines().filter(|line| !line.contains("preflight_checks"));
        let checked = lines.map(|line| line.replace("  region", &format!("  preflight_checks = {on}\n  region")));
        fs::write(file, checked.collect::<Vec<_>>().join("\n")).unwrap();
    }

    /// What `apply` does when all calls are those of the change itself.
    fn apply_unrefreshed(&self, main: &str) -> Run {
        self.terraform.write("main.tf", main);
        self.terraform.run(&["apply", "-json", "-auto-approve", "-input=false", "-refresh=false"])
    }

    fn destroy_unrefreshed(&self) -> Run {
        self.terraform.run(&["destroy", "-json", "-auto-approve", "-input=false", "-refresh=false"])
    }

    /// Does `command` and, once `operation` has been called in it, `meanwhile`.
    fn during(&self, operation: &str, command: impl FnOnce() -> Run + Send, meanwhile: impl FnOnce()) -> Run {
        let before = self.emulator.count(operation);
        thread::scope(|scope| {
            let running = scope.spawn(command);
            assert!(self.emulator.wait_for_calls(operation, before + 1, PATIENCE), "{operation} is never called");
            meanwhile();
            running.join().unwrap()
        })
    }

    /// The endpoint's id in the state.
    fn id(&self) -> String {
        let state = self.terraform.state("lambda_vpc_endpoint.it");
        state["id"].as_str().unwrap_or_else(|| panic!("no endpoint in the state: {state}")).to_owned()
    }

    /// Panics unless the state says of the one endpoint what EC2 says.
    #[track_caller]
    fn state_is_true(&self) {
        self.emulator.clear_faults();
        let (state, there) =
            (self.terraform.state("lambda_vpc_endpoint.it"), self.network.ec2.endpoint(&self.network.vpc));
        let listed = |name: &str| texts(&state[name]);
        assert_eq!(state["id"], there.id.as_str());
        assert_eq!(listed("subnet_ids"), there.subnets.iter().cloned().collect::<Vec<_>>());
        assert_eq!(listed("security_group_ids"), there.groups.iter().cloned().collect::<Vec<_>>());
        assert_eq!(state["private_dns_enabled"], there.private_dns);
        let tags: BTreeMap<String, String> = serde_json::from_value(state["tags_all"].clone()).unwrap();
        assert_eq!(tags, there.tags);
    }

    /// Panics unless the configuration is what exists, once.
    #[track_caller]
    fn is_mended(&self) {
        self.terraform.has_no_changes();
        self.state_is_true();
        assert_eq!(self.emulator.endpoint_count(), 1);
    }

    /// Whether the next apply would replace the resource of this type.
    fn is_tainted(&self, kind: &str) -> bool {
        let file = self.terraform.state_file();
        let resources = file["resources"].as_array().into_iter().flatten();
        let mut instances = resources.filter(|resource| resource["type"] == kind).map(|found| &found["instances"][0]);
        instances.any(|instance| instance["status"] == "tainted")
    }

    /// Sends a signal to the processes that run the provider for this workspace.
    fn signal_provider(&self, signal: Signal) {
        let providers = processes(self.terraform.path(), BINARY);
        assert!(!providers.is_empty(), "no provider is running");
        for provider in providers {
            kill_process(provider, signal).unwrap();
        }
    }
}

/// The elements of a JSON array, sorted.
fn texts(array: &Value) -> Vec<String> {
    let mut texts: Vec<_> =
        array.as_array().into_iter().flatten().filter_map(Value::as_str).map(ToOwned::to_owned).collect();
    texts.sort();
    texts
}

/// The processes in `directory` whose program's path ends in `program`. Nobody but the test starts any there.
fn processes(directory: &Path, program: &str) -> Vec<Pid> {
    let directory = directory.canonicalize().unwrap();
    let program = Path::new(program).canonicalize().unwrap_or_else(|_| program.into());
    let entries = fs::read_dir("/proc").unwrap().filter_map(|entry| Some(entry.ok()?.path()));
    let ours = entries.filter(|process| {
        let leads_to = |link: &str| process.join(link).read_link().unwrap_or_default();
        leads_to("cwd") == directory && leads_to("exe").ends_with(&program)
    });
    ours.filter_map(|process| Pid::from_raw(process.file_name()?.to_str()?.parse().ok()?)).collect()
}

/// Runs `command`, which must be over soon, however long EC2 takes.
#[track_caller]
fn soon(command: impl FnOnce() -> Run) -> Run {
    let started = Instant::now();
    let run = command();
    assert!(started.elapsed() < Duration::from_secs(20), "it took {:?}", started.elapsed());
    run
}
