//! Checks of the provider block that need no network: of single arguments, and of what no single argument shows.

use std::time::Duration;

use super::model::Model;
use crate::tf::check::Check;
use crate::tf::{Diagnostic, Diagnostics, Path, Value, parse_go_duration};

impl Model {
    /// Checks what no single argument shows.
    pub(super) fn validate(&self) -> Diagnostics {
        let mut diagnostics = Diagnostics::default();
        self.check_keys(&mut diagnostics);
        self.check_accounts(&mut diagnostics);
        self.check_roles(&mut diagnostics);
        diagnostics
    }

    fn check_keys(&self, diagnostics: &mut Diagnostics) {
        let pairs =
            [(&self.access_key, &self.secret_key, "secret_key"), (&self.secret_key, &self.access_key, "access_key")];
        for (given, other, name) in pairs {
            if given.known().is_some() && other.is_null() {
                let text =
                    format!("An access key and a secret key belong together. Set {name} as well, or neither of them.");
                diagnostics.push(Diagnostic::error("Incomplete credentials", text).at(name));
            }
        }
    }

    fn check_accounts(&self, diagnostics: &mut Diagnostics) {
        if !self.allowed_account_ids.is_null() && !self.forbidden_account_ids.is_null() {
            let text =
                "Say either which accounts are allowed or which are forbidden: take one of the two arguments out.";
            diagnostics.push(Diagnostic::error("Conflicting arguments", text).at("forbidden_account_ids"));
        }
        let skipped = self.skip_requesting_account_id.known() == Some(&true);
        if skipped && !self.allowed_account_ids.is_null() {
            let text = "Whether the account is one of allowed_account_ids cannot be told without asking for it. Take \
                        skip_requesting_account_id out, or allowed_account_ids.";
            diagnostics.push(Diagnostic::error("Conflicting arguments", text).at("skip_requesting_account_id"));
        }
    }

    fn check_roles(&self, diagnostics: &mut Diagnostics) {
        for (position, block) in self.assume_role_with_web_identity.0.iter().enumerate() {
            if block.web_identity_token.known().is_some() && block.web_identity_token_file.known().is_some() {
                let path = Path::from("assume_role_with_web_identity").index(position);
                let text =
                    "The token stands either in web_identity_token or in a file: take one of the two arguments out.";
                diagnostics.push(
                    Diagnostic::error("Conflicting arguments", text).at(path.attribute("web_identity_token_file")),
                );
            }
        }
    }
}

/// The argument that decides whom to ask and has no value before apply, where there is one.
pub(super) fn unknown_argument(config: &Value) -> Option<&str> {
    const HARMLESS: [&str; 3] = ["default_tags", "ignore_tags", "preflight_checks"];
    let Value::Object(arguments) = config else { return None };
    let mut names = arguments.iter().filter(|(_, value)| !value.is_wholly_known()).map(|(name, _)| name.as_str());
    names.find(|name| !HARMLESS.contains(name))
}

/// The text must be the URL of an API.
pub(super) fn url() -> Check {
    text("A URL.", "Invalid URL", |url| {
        let fine = url.is_empty() || url.starts_with("http://") || url.starts_with("https://");
        (!fine).then(|| format!("\"{url}\" is not the URL of an API. It must start with https:// or http://."))
    })
}

/// The text must be an ARN.
pub(super) fn arn() -> Check {
    text("An ARN.", "Invalid ARN", wrong_arn)
}

/// Each text must be an ARN.
pub(super) fn arns() -> Check {
    each("ARNs.", "Invalid ARN", wrong_arn)
}

fn wrong_arn(arn: &str) -> Option<String> {
    let fine = arn.is_empty() || (arn.starts_with("arn:") && arn.splitn(6, ':').count() == 6);
    (!fine).then(|| format!("\"{arn}\" is not an ARN such as arn:aws:iam::123456789012:role/name."))
}

/// Each text must be the id of an account.
pub(super) fn account_ids() -> Check {
    each("Account ids of 12 digits.", "Invalid account id", |id| {
        let fine = id.len() == 12 && id.bytes().all(|byte| byte.is_ascii_digit());
        (!fine).then(|| format!("\"{id}\" is not the id of an AWS account: it has 12 digits."))
    })
}

/// The text must be a duration that STS takes for a session.
pub(super) fn session_duration() -> Check {
    text("", "Invalid duration", |text| {
        let limits = Duration::from_mins(15)..=Duration::from_hours(12);
        let fine = text.is_empty() || parse_go_duration(text).is_some_and(|duration| limits.contains(&duration));
        (!fine).then(|| format!("\"{text}\" is not a duration between 15m and 12h, such as \"1h30m\"."))
    })
}

/// The text must be a name that STS takes for a session.
pub(super) fn session_name() -> Check {
    text("2 to 64 letters, digits and `_+=,.@-`.", "Invalid name", |name| {
        let fine =
            name.is_empty() || ((2..=64).contains(&name.len()) && name.bytes().all(|byte| is_name(byte, b"_+=,.@-")));
        (!fine).then(|| format!("\"{name}\" is not allowed here: STS takes 2 to 64 letters, digits and _+=,.@-"))
    })
}

/// The text must be an external id that STS takes. It is not repeated: some keep it secret.
pub(super) fn external_id() -> Check {
    text("2 to 1224 letters, digits and `_+=,.@:/-`.", "Invalid external id", |id| {
        let fine =
            id.is_empty() || ((2..=1224).contains(&id.len()) && id.bytes().all(|byte| is_name(byte, b"_+=,.@:/\\-")));
        (!fine).then(|| "STS takes an external id of 2 to 1224 letters, digits and _+=,.@:/-".to_owned())
    })
}

fn is_name(byte: u8, others: &[u8]) -> bool {
    byte.is_ascii_alphanumeric() || others.contains(&byte)
}

/// The text must be JSON.
pub(super) fn json() -> Check {
    text("JSON.", "Invalid JSON", |text| {
        let wrong = serde_json::from_str::<serde_json::Value>(text).err().filter(|_| !text.is_empty());
        wrong.map(|error| format!("The policy is not JSON: {error}."))
    })
}

fn text(wanted: &str, summary: &'static str, wrong: fn(&str) -> Option<String>) -> Check {
    Check::new(wanted, move |value, path, diagnostics| {
        if let Some(text) = value.as_str().and_then(wrong) {
            diagnostics.push(Diagnostic::error(summary, text).at(path.clone()));
        }
    })
}

fn each(wanted: &str, summary: &'static str, wrong: fn(&str) -> Option<String>) -> Check {
    Check::new(wanted, move |value, path, diagnostics| {
        let Value::Set(elements) = value else { return };
        for text in elements.iter().filter_map(Value::as_str).filter_map(wrong) {
            diagnostics.push(Diagnostic::error(summary, text).at(path.clone()));
        }
    })
}
