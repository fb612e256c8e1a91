//! A directory with a configuration, and the real `terraform` run in it as a user has it: installed
//! from a mirror by `terraform init`, with a lock file, and with nothing of the developer's own set-up.

use std::collections::BTreeMap;
use std::env::consts::{ARCH, OS};
use std::fs;
use std::io::Read;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;
use terraform_provider_lambda::ADDRESS;

use super::network::Network;
use super::run::Run;

/// No command takes near as long: it hangs.
const DEADLINE: Duration = Duration::from_mins(3);

/// Removed when the test ends.
pub(super) struct Workspace {
    directory: TempDir,
    environment: Mutex<BTreeMap<String, String>>,
}

impl Workspace {
    /// Installs the provider, configured for the network's EC2, and declares `var.network`.
    pub(super) fn new(network: &Network) -> Self {
        let workspace = Self::empty();
        workspace.write("provider.tf", &provider_block(network.ec2.url()));
        workspace.declare("network", &network.to_variable());
        workspace.init();
        workspace
    }

    /// The same, with the plan-time checks that ask EC2 turned off.
    pub(super) fn without_preflight_checks(network: &Network) -> Self {
        let workspace = Self::new(network);
        let block = provider_block(network.ec2.url());
        workspace.write("provider.tf", &block.replace("  region", "  preflight_checks = false\n  region"));
        workspace
    }

    /// Has the provider in its mirror, and no configuration.
    pub(super) fn empty() -> Self {
        let directory = tempfile::Builder::new().prefix("lambda-it-").tempdir().expect("a directory");
        let workspace = Self { directory, environment: Mutex::default() };
        workspace.fill_mirror();
        workspace
    }

    /// Sets an environment variable for the commands to come, over what stands there otherwise.
    pub(super) fn env(&self, name: &str, value: &str) {
        self.environment.lock().unwrap().insert(name.to_owned(), value.to_owned());
    }

    pub(super) fn path(&self) -> &Path {
        self.directory.path()
    }

    pub(super) fn write(&self, file: &str, text: &str) {
        fs::write(self.path().join(file), text).expect("the workspace is writable");
    }

    /// Declares a variable, and gives it its value.
    pub(super) fn declare(&self, variable: &str, value: &Value) {
        let file = json!({
            "variable": { variable: { "type": "any", "default": value } }
        });
        self.write(&format!("{variable}.tf.json"), &file.to_string());
    }

    pub(super) fn init(&self) {
        self.run(&["init", "-input=false"]).succeeded();
    }

    /// What `terraform apply` does with `main.tf` as its text.
    pub(super) fn apply(&self, main: &str) -> Run {
        self.write("main.tf", main);
        self.run(&["apply", "-json", "-auto-approve", "-input=false"])
    }

    /// What `terraform plan` makes of `main.tf` as its text.
    pub(super) fn plan(&self, main: &str) -> Run {
        self.write("main.tf", main);
        self.plan_again(&[])
    }

    /// Plans the configuration as it stands.
    pub(super) fn plan_again(&self, options: &[&str]) -> Run {
        self.run(&[&["plan", "-json", "-input=false"], options].concat())
    }

    /// Panics unless the configuration as it stands is what exists.
    #[track_caller]
    pub(super) fn has_no_changes(&self) {
        self.plan_again(&["-detailed-exitcode"]).succeeded();
    }

    pub(super) fn destroy(&self) -> Run {
        self.run(&["destroy", "-json", "-auto-approve", "-input=false"])
    }

    /// The attributes that the state file keeps for `address`; `Value::Null` when it has none.
    pub(super) fn state(&self, address: &str) -> Value {
        let (kind, name) = address.split_once('.').expect("TYPE.NAME");
        self.state_file()["resources"]
            .as_array()
            .into_iter()
            .flatten()
            .find(|resource| resource["type"] == kind && resource["name"] == name)
            .map_or(Value::Null, |found| found["instances"][0]["attributes"].clone())
    }

    pub(super) fn state_file(&self) -> Value {
        let text = fs::read_to_string(self.path().join("terraform.tfstate")).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// Runs `terraform` to its end.
    pub(super) fn run(&self, arguments: &[&str]) -> Run {
        let mut command = self.command();
        let process = command
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("terraform is on the PATH");
        Running(process).finish(arguments)
    }

    /// `terraform` without the caller's credentials, settings and plugins.
    fn command(&self) -> Command {
        let mut command = Command::new("terraform");
        for (name, _) in std::env::vars_os() {
            let inherited = name.to_string_lossy();
            if inherited.starts_with("AWS_") || inherited.starts_with("TF_") {
                command.env_remove(&name);
            }
        }
        command
            .current_dir(self.path())
            .env("HOME", self.path())
            .env("TMPDIR", self.path()) // where a provider that is killed leaves its socket
            .env("TF_CLI_CONFIG_FILE", self.path().join("cli.tfrc"))
            .env("AWS_EC2_METADATA_DISABLED", "true")
            .env("NO_PROXY", "127.0.0.1")
            .env("TF_CLI_ARGS", "-no-color")
            .envs(self.environment.lock().unwrap().iter());
        command
    }

    /// Puts the built binary where a release would be unpacked, and makes that the only source.
    fn fill_mirror(&self) {
        let version = env!("CARGO_PKG_VERSION");
        let kind = ADDRESS.rsplit('/').next().unwrap_or_default();
        let package = self.path().join(format!("mirror/{ADDRESS}/{version}/{}", platform()));
        fs::create_dir_all(&package).expect("the workspace is writable");
        symlink(
            env!("CARGO_BIN_EXE_terraform-provider-lambda"),
            package.join(format!("terraform-provider-{kind}_v{version}")),
        )
        .expect("the mirror is writable");
        self.write(
            "cli.tfrc",
            &format!(
                "disable_checkpoint = true\nprovider_installation {{\n  filesystem_mirror {{\n    path = {}\n  }}\n}}\n",
                json!(self.path().join("mirror"))
            ),
        );
    }
}

/// A process that does not outlive the test.
struct Running(Child);

impl Running {
    fn finish(mut self, arguments: &[&str]) -> Run {
        let (done, output) = channel();
        let mut stdout = self.0.stdout.take().expect("stdout is piped");
        let mut stderr = self.0.stderr.take().expect("stderr is piped");
        // Both pipes have to be drained at once, or a full one stops the process.
        let errors = thread::spawn(move || read(&mut stderr));
        thread::spawn(move || {
            let text = (read(&mut stdout), errors.join().unwrap_or_default());
            done.send(text).ok();
        });
        let (stdout, stderr) = match output.recv_timeout(DEADLINE) {
            Ok(texts) => texts,
            Err(RecvTimeoutError::Timeout) => panic!("terraform {arguments:?} hangs"),
            Err(RecvTimeoutError::Disconnected) => panic!("the reader of terraform's output died"),
        };
        let status = self.0.wait().expect("terraform can be waited for");
        Run::new(arguments, status.code(), &stdout, &stderr)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Fails when it has ended already, which is the ordinary case.
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

fn read(pipe: &mut impl Read) -> String {
    let mut bytes = Vec::new();
    pipe.read_to_end(&mut bytes).ok();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The block that every configuration but a few begins with.
fn provider_block(url: &str) -> String {
    let source = required_provider();
    let region = Network::REGION;
    let arguments = connection(url);
    format!("{source}\nprovider \"lambda\" {{\n  region = \"{region}\"\n{arguments}}}\n")
}

/// Names the provider by its address.
pub(super) fn required_provider() -> String {
    format!("terraform {{\n  required_providers {{\n    lambda = {{\n      source = \"{ADDRESS}\"\n    }}\n  }}\n}}\n")
}

/// The arguments of a provider block that leads to the EC2 at `url`.
pub(super) fn connection(url: &str) -> String {
    format!(
        "  access_key = \"test\"\n  secret_key = \"test\"\n  endpoints {{\n    ec2 = \"{url}\"\n    sts = \"{url}\"\n  }}\n"
    )
}

/// As Terraform spells it in a mirror's paths.
fn platform() -> String {
    let system = if OS == "macos" { "darwin" } else { OS };
    let machine = match ARCH {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        other => other,
    };
    format!("{system}_{machine}")
}
