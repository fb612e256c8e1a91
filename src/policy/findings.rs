//! What can be said of a policy before EC2 has seen it.

use serde_json::{Map, Value as Json};

use super::{glob, lambda};

/// EC2's limit for the policy of an endpoint, in characters.
const MOST_CHARACTERS: usize = 20_480;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// EC2 refuses the document.
    Error,
    /// The document is accepted, and will hardly do what was meant.
    Warning,
}

/// One thing to say about a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How grave it is.
    pub severity: Severity,
    /// Where in the document: `Statement[0].Action[1]`; empty for the whole.
    pub path: String,
    /// What kind of thing it is, in a few words.
    pub summary: &'static str,
    /// What is wrong, with the text at fault, and what to do.
    pub message: String,
}

/// Everything there is to say about this policy, in the order of the document.
#[must_use]
pub fn findings(text: &str) -> Vec<Finding> {
    let mut found = Findings::default();
    let length = text.chars().count();
    if length > MOST_CHARACTERS {
        found.error("", "Policy too long", format!(
            "The policy has {length} characters; EC2 accepts at most 20,480. Leave out white space (jsonencode() writes \
             none), or join statements and use wildcards."
        ));
        return found.0;
    }
    match serde_json::from_str(text) {
        Ok(Json::Object(policy)) => found.of_policy(&policy),
        Ok(_) => found.error("", "Invalid policy", "A policy is a JSON object with a Statement.".to_owned()),
        Err(error) => found.error("", "Invalid JSON", format!(
            "The policy is not a JSON document: {error}. Build it with jsonencode() or with a data source that renders \
             JSON, so that its syntax is always right."
        )),
    }
    found.0
}

#[derive(Default)]
struct Findings(Vec<Finding>);

impl Findings {
    fn error(&mut self, path: &str, summary: &'static str, message: String) {
        self.0.push(Finding { severity: Severity::Error, path: path.to_owned(), summary, message });
    }

    fn warning(&mut self, path: &str, summary: &'static str, message: String) {
        self.0.push(Finding { severity: Severity::Warning, path: path.to_owned(), summary, message });
    }

    fn of_policy(&mut self, policy: &Map<String, Json>) {
        match policy.get("Statement") {
            None => self.error(
                "",
                "No statement",
                "The policy has no Statement. Add one: without it, EC2 refuses it.".to_owned(),
            ),
            Some(Json::Array(statements)) if statements.is_empty() => {
                self.error(
                    "Statement",
                    "No statement",
                    "The list of statements is empty. Add at least one.".to_owned(),
                );
            }
            Some(Json::Array(statements)) => {
                for (index, statement) in statements.iter().enumerate() {
                    self.of_statement(&format!("Statement[{index}]"), statement);
                }
            }
            Some(statement) => self.of_statement("Statement", statement),
        }
    }

    fn of_statement(&mut self, path: &str, statement: &Json) {
        let Some(statement) = statement.as_object() else {
            self.error(
                path,
                "Invalid statement",
                "A statement is a JSON object with Effect, Principal and Action.".to_owned(),
            );
            return;
        };
        self.of_members(path, statement);
        for (place, action) in texts(path, statement, "Action").into_iter().chain(texts(path, statement, "NotAction")) {
            self.of_action(&place, action);
        }
        self.of_resources(path, statement);
        self.of_condition(path, statement);
    }

    fn of_members(&mut self, path: &str, statement: &Map<String, Json>) {
        const REQUIRED: [(&str, &[&str]); 3] = [
            ("Effect", &["Effect"]),
            ("Principal", &["Principal", "NotPrincipal"]),
            ("Action", &["Action", "NotAction"]),
        ];
        for (name, members) in REQUIRED {
            if !members.iter().any(|member| statement.contains_key(*member)) {
                self.error(
                    path,
                    "Incomplete statement",
                    format!("The statement has no {name}, which every statement of an endpoint policy needs. Add it."),
                );
            }
        }
        let effect = statement.get("Effect").and_then(Json::as_str).unwrap_or_default();
        if effect.eq_ignore_ascii_case("Allow") && statement.contains_key("NotPrincipal") {
            self.warning(&format!("{path}.NotPrincipal"), "NotPrincipal with Allow", "The statement allows everybody but \
                those named, also whoever sends no credentials. Name whom to allow in Principal, or deny in a statement of \
                its own.".to_owned());
        }
    }

    fn of_action(&mut self, path: &str, action: &str) {
        let Some((service, name)) = action.split_once(':') else {
            if action != "*" {
                self.warning(
                    path,
                    "Unknown action",
                    format!("\"{action}\" is no action: it names no service. Write \"lambda:{action}\"."),
                );
            }
            return;
        };
        if !glob::matches(&service.to_ascii_lowercase(), "lambda") {
            self.warning(
                path,
                "Action of another service",
                format!("\"{action}\" never passes an endpoint for Lambda, so it can never match here. Take it out."),
            );
        } else if !lambda::is_known(name) {
            let remedy = lambda::nearest_action(name)
                .map_or_else(|| "Check its name.".to_owned(), |nearest| format!("Did you mean \"lambda:{nearest}\"?"));
            self.warning(path, "Unknown action", format!(
                "This version of the provider knows no action \"{action}\". {remedy} If AWS has added it since, all is well."
            ));
        }
    }

    fn of_resources(&mut self, path: &str, statement: &Map<String, Json>) {
        let resources = texts(path, statement, "Resource");
        let listed: Vec<_> = resources.iter().map(|(_, resource)| *resource).collect();
        for (place, resource) in &resources {
            if let Some(twin) = missing_twin(resource, &listed) {
                self.warning(place, "Function named in one form only", format!(
                    "\"{resource}\" has no counterpart: Lambda needs both the unqualified and the qualified ARN of a \
                     function. Add \"{twin}\" to the same statement."
                ));
            }
        }
        if listed.is_empty() || listed.contains(&"*") {
            return;
        }
        for (place, action) in texts(path, statement, "Action") {
            let name = action.split_once(':').map_or("", |(_, name)| name);
            if lambda::takes_no_resource(name) {
                self.warning(&place, "Action without resources", format!(
                    "\"{action}\" cannot be limited to resources, so it matches only where Resource is \"*\". Give it a \
                     statement of its own with \"*\"."
                ));
            }
        }
    }

    fn of_condition(&mut self, path: &str, statement: &Map<String, Json>) {
        let Some(operators) = statement.get("Condition").and_then(Json::as_object) else { return };
        for (operator, keys) in operators {
            let is_string = operator.to_ascii_lowercase().contains("stringlike")
                || operator.to_ascii_lowercase().contains("stringnotlike");
            let Some(keys) = keys.as_object() else { continue };
            for key in keys.keys() {
                self.of_condition_key(&format!("{path}.Condition.{operator}.{key}"), key);
            }
            for key in keys.keys().filter(|_| is_string) {
                for (place, value) in texts(&format!("{path}.Condition.{operator}"), keys, key) {
                    if breaks_the_rule_of_six(value) {
                        self.warning(&place, "Wildcard that AWS refuses", format!(
                            "In an endpoint policy, a wildcard needs at least six other characters in a row before or after \
                             it, which \"{value}\" does not have. Write more of the text."
                        ));
                    }
                }
            }
        }
    }

    /// Only Lambda's own keys are known here; those of IAM are many, and some end in a name of the user's.
    fn of_condition_key(&mut self, path: &str, key: &str) {
        let Some((_, name)) = key.split_once(':').filter(|(service, _)| service.eq_ignore_ascii_case("lambda")) else {
            return;
        };
        if !lambda::is_condition_key(name) {
            let remedy = lambda::nearest_condition_key(name)
                .map_or_else(|| "Check its name.".to_owned(), |nearest| format!("Did you mean \"lambda:{nearest}\"?"));
            self.warning(path, "Unknown condition key", format!(
                "This version of the provider knows no condition key \"{key}\". {remedy} If AWS has added it since, all is well."
            ));
        }
    }
}

/// The texts of a member, which holds one or a list, each with its place.
fn texts<'a>(path: &str, object: &'a Map<String, Json>, member: &str) -> Vec<(String, &'a str)> {
    match object.get(member) {
        Some(Json::String(text)) => vec![(format!("{path}.{member}"), text)],
        Some(Json::Array(values)) => {
            let texts = values.iter().enumerate().filter_map(|(index, value)| Some((index, value.as_str()?)));
            texts.map(|(index, text)| (format!("{path}.{member}[{index}]"), text)).collect()
        }
        _ => Vec::new(),
    }
}

/// The other form of a function's ARN, where none of `listed` stands for it.
fn missing_twin(resource: &str, listed: &[&str]) -> Option<String> {
    const BEFORE_THE_NAME: usize = 6; // arn, partition, service, Region, account, "function"
    let parts: Vec<_> = resource.split(':').collect();
    if parts.len() <= BEFORE_THE_NAME || parts[0] != "arn" || parts[2] != "lambda" || parts[5] != "function" {
        return None;
    }
    let unqualified = parts[..=BEFORE_THE_NAME].join(":");
    if parts.len() > BEFORE_THE_NAME + 1 {
        return (!listed.iter().any(|other| glob::matches(other, &unqualified))).then_some(unqualified);
    }
    let qualified = format!("{unqualified}:*");
    let of_the_same = format!("{unqualified}:");
    let found = listed.iter().any(|other| other.starts_with(&of_the_same) || glob::matches(other, &qualified));
    (!found).then_some(qualified)
}

/// Whether a wildcard stands beside fewer than six other characters on both sides.
fn breaks_the_rule_of_six(value: &str) -> bool {
    const ENOUGH: usize = 6;
    let lengths: Vec<_> = value.split(['*', '?']).map(|part| part.chars().count()).collect();
    lengths.windows(2).any(|sides| sides.iter().all(|length| *length < ENOUGH))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const FUNCTION: &str = "arn:aws:lambda:eu-west-1:123456789012:function:orders";

    /// A sound statement, changed in one member; null takes the member out.
    fn with(member: &str, value: Json) -> Vec<(Severity, String, String)> {
        let mut statement =
            json!({"Effect": "Allow", "Principal": "*", "Action": "lambda:InvokeFunction", "Resource": "*"});
        statement[member] = value;
        statement.as_object_mut().expect("an object").retain(|_, value| !value.is_null());
        let found = findings(&json!({"Statement": [statement]}).to_string());
        found.into_iter().map(|finding| (finding.severity, finding.path, finding.message)).collect()
    }

    #[test]
    fn a_sound_policy_gives_none() {
        assert_eq!(with("Sid", json!("ok")), []);
        assert_eq!(with("Action", json!(["*", "lambda:*", "LAMBDA:invokefunction", "lambda:Get*"])), []);
        assert_eq!(with("Resource", json!([FUNCTION, format!("{FUNCTION}:*")])), []);
        assert_eq!(with("Resource", json!([FUNCTION, format!("{FUNCTION}:prod")])), []);
        assert_eq!(with("Resource", json!("arn:aws:lambda:*:*:function:ord*")), []);
        assert_eq!(with("Condition", json!({"StringLike": {"aws:PrincipalArn": "arn:aws:iam::*"}})), []);
        assert_eq!(with("Condition", json!({"test": "odd"})), []);
    }

    #[test]
    fn what_ec2_would_refuse_is_an_error() {
        for text in ["{\n  \"Statement\": x", "[]", "{}", r#"{"Statement": []}"#, r#"{"Statement": ["x"]}"#, ""] {
            assert_eq!(findings(text).first().map(|found| found.severity), Some(Severity::Error), "{text}");
        }
        assert!(findings("{\n  \"Statement\": x")[0].message.contains("line 2 column"));
        for member in ["Effect", "Principal", "Action"] {
            let found = with(member, Json::Null);
            assert_eq!(
                (found.len(), found[0].0, found[0].1.as_str()),
                (1, Severity::Error, "Statement[0]"),
                "{member}"
            );
            assert!(found[0].2.contains(member), "{member}");
        }
        let long = format!("{{\"Statement\": \"{}\"}}", "ä".repeat(20_480));
        assert_eq!(findings(&long)[0].summary, "Policy too long");
        assert_eq!(findings(&"[".repeat(20_000))[0].severity, Severity::Error, "nesting ends in a refusal");
    }

    #[test]
    fn what_will_hardly_do_what_was_meant_is_a_warning() {
        let qualified = format!("{FUNCTION}:prod");
        let cases = [
            ("Action", json!(["*", "s3:GetObject"]), "Statement[0].Action[1]", "can never match"),
            ("Action", json!("lambda:InvokeFunctoin"), "Statement[0].Action", "\"lambda:InvokeFunction\"?"),
            ("Action", json!("InvokeFunction"), "Statement[0].Action", "Write \"lambda:InvokeFunction\""),
            ("Resource", json!(FUNCTION), "Statement[0].Resource", "function:orders:*\""),
            (
                "Resource",
                json!([qualified]),
                "Statement[0].Resource[0]",
                "Add \"arn:aws:lambda:eu-west-1:123456789012:function:orders\"",
            ),
            (
                "Condition",
                json!({"StringLike": {"aws:PrincipalOrgID": "o-*"}}),
                "Statement[0].Condition.StringLike.aws:PrincipalOrgID",
                "six",
            ),
            (
                "Condition",
                json!({"Bool": {"Lambda:InvokedViaFunctionURI": "true", "lambda:invokedviafunctionurl": "true", "aws:X": "1"}}),
                "Statement[0].Condition.Bool.Lambda:InvokedViaFunctionURI",
                "\"lambda:InvokedViaFunctionUrl\"?",
            ),
            ("NotPrincipal", json!({"AWS": "1"}), "Statement[0].NotPrincipal", "everybody"),
        ];
        for (member, value, path, message) in cases {
            let found = with(member, value);
            assert_eq!((found.len(), found[0].0, found[0].1.as_str()), (1, Severity::Warning, path), "{found:?}");
            assert!(found[0].2.contains(message), "{found:?}");
        }
    }

    #[test]
    fn an_action_without_resources_wants_all_of_them() {
        let policy = json!({"Statement": {"Effect": "Allow", "Principal": "*", "Action": "lambda:ListFunctions",
            "Resource": [FUNCTION, format!("{FUNCTION}:*")]}});
        let found = findings(&policy.to_string());
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].path.as_str(), found[0].summary), ("Statement.Action", "Action without resources"));
    }
}
