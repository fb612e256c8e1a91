//! What one `terraform` command said and did, read from its `-json` lines.

use serde_json::Value;

/// A finished command.
pub(super) struct Run {
    command: String,
    code: Option<i32>,
    messages: Vec<Value>,
    transcript: String,
}

/// An error or a warning as a user sees it.
#[derive(Debug)]
pub(super) struct Diagnostic {
    pub(super) summary: String,
    pub(super) detail: String,
    /// The line of the configuration that Terraform shows with it: the attribute at fault.
    pub(super) line: String,
}

impl Run {
    pub(super) fn new(arguments: &[&str], code: Option<i32>, stdout: &str, stderr: &str) -> Self {
        let messages = stdout.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        Self {
            command: format!("terraform {}", arguments.join(" ")),
            code,
            messages,
            transcript: format!("{stdout}{stderr}"),
        }
    }

    /// Panics unless the command succeeded.
    #[track_caller]
    pub(super) fn succeeded(self) -> Self {
        assert_eq!(self.code, Some(0), "{}", self.report());
        self
    }

    /// Panics unless the command refused to do it with one error, and returns that.
    #[track_caller]
    pub(super) fn error(&self) -> Diagnostic {
        assert_eq!(self.code, Some(1), "{}", self.report());
        let mut errors = self.errors();
        assert_eq!(errors.len(), 1, "{}", self.report());
        errors.remove(0)
    }

    /// The one error or warning of the command; panics when there is another number of them.
    #[track_caller]
    pub(super) fn finding(&self) -> Diagnostic {
        let mut findings: Vec<_> = self.errors().into_iter().chain(self.warnings()).collect();
        assert_eq!(findings.len(), 1, "{}", self.report());
        findings.remove(0)
    }

    /// Panics unless a command without `-json` failed; returns all that it printed.
    #[track_caller]
    pub(super) fn failed(&self) -> &str {
        assert_eq!(self.code, Some(1), "{}", self.report());
        &self.transcript
    }

    /// All that the command printed.
    pub(super) fn transcript(&self) -> &str {
        &self.transcript
    }

    pub(super) fn errors(&self) -> Vec<Diagnostic> {
        self.diagnostics("error")
    }

    pub(super) fn warnings(&self) -> Vec<Diagnostic> {
        self.diagnostics("warn")
    }

    /// `"update lambda_vpc_endpoint.it"` and so on: what the plan is going to do.
    pub(super) fn actions(&self) -> Vec<String> {
        self.changes("planned_change")
    }

    /// The same for what the plan found changed behind Terraform's back.
    pub(super) fn drift(&self) -> Vec<String> {
        self.changes("resource_drift")
    }

    /// In the order of their text: Terraform works on several at a time.
    fn changes(&self, kind: &str) -> Vec<String> {
        let mut changes: Vec<_> = self.of_type(kind).map(|message| change(&message["change"])).collect();
        changes.sort();
        changes
    }

    fn diagnostics(&self, level: &str) -> Vec<Diagnostic> {
        self.of_type("diagnostic")
            .filter(|message| message["@level"] == level)
            .map(|message| Diagnostic::from_json(&message["diagnostic"]))
            .collect()
    }

    fn of_type(&self, kind: &str) -> impl Iterator<Item = &Value> {
        self.messages.iter().filter(move |message| message["type"] == kind)
    }

    /// What a developer needs to see why a scenario failed.
    fn report(&self) -> String {
        format!("{} ended with {:?}:\n{}", self.command, self.code, self.transcript)
    }
}

fn change(change: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    format!("{} {}", text(&change["action"]), text(&change["resource"]["addr"]))
}

impl Diagnostic {
    fn from_json(diagnostic: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_default().trim().to_owned();
        Self {
            summary: text(&diagnostic["summary"]),
            detail: text(&diagnostic["detail"]),
            line: text(&diagnostic["snippet"]["code"]),
        }
    }
}
