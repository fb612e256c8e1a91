//! A directory with a configuration, and `terraform` in it as a user has it: installed by `terraform init` from a mirror,
//! with a lock file, and with nothing of the caller's own set-up.

use std::{
    collections::BTreeMap,
    env, fs,
    fs::File,
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::{Run, Running, Source};
use crate::Result;

/// No command takes near as long: it hangs.
const LIMIT: Duration = Duration::from_mins(4);

/// Removed on drop. Several of them can work at the same time.
pub(crate) struct Workspace {
    directory: TempDir,
    environment: BTreeMap<String, String>,
}

impl Workspace {
    /// With the provider installed, asked for by `versions.tf`, and no more of a configuration.
    pub(crate) fn new(source: &Source) -> Result<Self> {
        let directory = tempfile::Builder::new().prefix("lambda-bench-").tempdir()?;
        let workspace = Self { directory, environment: BTreeMap::new() };
        let mirror = workspace.path().join("mirror");
        source.offer(&mirror)?;
        let installation =
            format!("provider_installation {{\n  filesystem_mirror {{\n    path = {}\n  }}\n}}\n", json!(mirror));
        workspace.write("cli.tfrc", &format!("disable_checkpoint = true\n{installation}"))?;
        workspace.write("versions.tf", &source.required())?;
        workspace.run(&["init", "-input=false"])?.succeeded()?;
        Ok(workspace)
    }

    pub(crate) fn path(&self) -> &Path {
        self.directory.path()
    }

    /// Sets an environment variable for the commands to come.
    pub(crate) fn env(&mut self, name: &str, value: &str) {
        self.environment.insert(name.to_owned(), value.to_owned());
    }

    pub(crate) fn write(&self, file: &str, text: &str) -> Result<()> {
        let path = self.path().join(file);
        fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()).into())
    }

    /// What the state file says; `Null` when there is none.
    pub(crate) fn state(&self) -> Result<Value> {
        let text = fs::read_to_string(self.path().join("terraform.tfstate")).unwrap_or_else(|_| "null".to_owned());
        Ok(serde_json::from_str(&text)?)
    }

    /// `terraform plan` of the configuration as it stands.
    pub(crate) fn plan(&self, options: &[&str]) -> Result<Run> {
        self.run(&[&["plan", "-input=false"], options].concat())
    }

    /// `terraform apply` of the configuration as it stands.
    pub(crate) fn apply(&self, options: &[&str]) -> Result<Run> {
        self.run(&[&["apply", "-input=false", "-auto-approve"], options].concat())
    }

    /// Runs `terraform` to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Result<Run> {
        self.start(arguments, LIMIT)?.finish()
    }

    /// Starts `terraform`; after `limit` it is killed. One command at a time in each workspace.
    pub(crate) fn start(&self, arguments: &[&str], limit: Duration) -> Result<Running> {
        // A file takes any amount of text without anybody reading along.
        let output = self.path().join("output.txt");
        let file = File::create(&output)?;
        let mut command = self.command();
        command.args(arguments).stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file);
        Running::start(command, format!("terraform {}", arguments.join(" ")), output, limit)
    }

    fn command(&self) -> Command {
        let mut command = Command::new("terraform");
        command
            .env_clear()
            .envs(env::var_os("PATH").map(|path| ("PATH", path)))
            .current_dir(self.path())
            .env("HOME", self.path())
            .env("TMPDIR", self.path()) // where a provider that is killed leaves its socket
            .env("TF_CLI_CONFIG_FILE", self.path().join("cli.tfrc"))
            .env("TF_CLI_ARGS", "-no-color")
            .env("CHECKPOINT_DISABLE", "1")
            .env("AWS_EC2_METADATA_DISABLED", "true")
            .env("NO_PROXY", "127.0.0.1")
            .envs(&self.environment);
        command
    }
}
