//! Several configurations in one process, as under `--debug`: each keeps its own.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};

use super::Setting;
use crate::terraform::workspace::required_provider;

/// Ends with the test. What it prints must have somewhere to go until then.
struct Debugged {
    process: Child,
    _stdout: BufReader<ChildStdout>,
}

impl Debugged {
    /// The process, and the value of the variable that it prints.
    fn start() -> (Self, String) {
        let mut process = Command::new(env!("CARGO_BIN_EXE_terraform-provider-lambda"))
            .arg("--debug")
            .env("AWS_EC2_METADATA_DISABLED", "true")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the provider starts");
        let mut stdout = BufReader::new(process.stdout.take().expect("stdout is piped"));
        let mut line = String::new();
        while !line.starts_with("export TF_REATTACH_PROVIDERS=") {
            line.clear();
            assert_ne!(stdout.read_line(&mut line).unwrap(), 0, "the variable is printed");
        }
        let value =
            line.trim_end().trim_start_matches("export TF_REATTACH_PROVIDERS='").trim_end_matches('\'').to_owned();
        (Self { process, _stdout: stdout }, value)
    }
}

impl Drop for Debugged {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

#[test]
fn configurations_in_one_process_do_not_disturb_each_other() {
    let setting = Setting::new();
    let (_process, reattach) = Debugged::start();
    setting.terraform.env("TF_REATTACH_PROVIDERS", &reattach);
    let url = setting.emulator.url();
    let alias = |name: &str, region: &str| {
        format!(
            "provider \"lambda\" {{\n  alias = \"{name}\"\n  region = \"{region}\"\n  access_key = \"AKIA{name}\"\n  \
             secret_key = \"s\"\n  endpoints {{\n    ec2 = \"{url}\"\n  }}\n}}\n"
        )
    };
    let endpoint = |name: &str| {
        format!(
            "import {{\n  to = lambda_vpc_endpoint.{name}\n  id = \"vpce-0123456789abcdef0\"\n}}\n\
             resource \"lambda_vpc_endpoint\" \"{name}\" {{\n  provider = lambda.{name}\n  vpc_id = \"vpc-1\"\n  subnet_ids = [\"subnet-1\"]\n}}\n"
        )
    };
    let regions = [("one", "eu-west-1"), ("two", "us-east-2"), ("three", "ap-south-1")];
    let providers: String = regions.iter().map(|(name, region)| alias(name, region)).collect();
    setting.terraform.write("provider.tf", &format!("{}{providers}", required_provider()));
    let endpoints: String = regions.iter().map(|(name, _)| endpoint(name)).collect();
    // Twice: a command after another one finds nothing of it.
    for _ in 0..2 {
        setting.emulator.reset_calls();
        // No such endpoint is anywhere; who asks where is the point.
        assert_eq!(setting.terraform.plan(&endpoints).errors().len(), 3);
        let asked: BTreeSet<_> = setting.ec2_calls().into_iter().map(|call| (call.access_key, call.region)).collect();
        let expected = regions.iter().map(|(name, region)| (format!("AKIA{name}"), (*region).to_owned())).collect();
        assert_eq!(asked, expected);
    }
}
