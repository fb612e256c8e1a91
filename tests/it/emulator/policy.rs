//! Endpoint policies.

use std::time::Duration;

use super::lab::Lab;

/// The default policy of an interface endpoint: no `Version`, and a space before each line feed after a comma.
const DEFAULT: &str = concat!(
    "{\n",
    "  \"Statement\": [\n",
    "    {\n",
    "      \"Action\": \"*\", \n",
    "      \"Effect\": \"Allow\", \n",
    "      \"Principal\": \"*\", \n",
    "      \"Resource\": \"*\"\n",
    "    }\n",
    "  ]\n",
    "}"
);
const OWN: &str = "{\"Statement\":[{\"Effect\":\"Allow\",\r\n\t\"Principal\":{\"AWS\":\"arn:aws:iam::123456789012:role/new\"},\
                   \"Action\":\"lambda:*\",\"Resource\":\"*\",\"Condition\":{\"StringLike\":{\"aws:PrincipalArn\":[\"<&>\"]}}}]}";

#[test]
fn the_policy_is_the_default_one_until_another_is_set_and_again_after_a_reset() {
    let lab = Lab::new();
    let id = lab.create_plain();
    assert_eq!(lab.describe(&id).text("policyDocument"), DEFAULT);
    lab.modify(&id, &[("PolicyDocument", OWN)]);
    assert_eq!(lab.describe(&id).text("policyDocument"), OWN, "echoed byte for byte, at once");
    lab.advance(10);
    lab.modify(&id, &[("ResetPolicy", "true")]);
    assert_eq!(lab.describe(&id).text("policyDocument"), DEFAULT);
}

#[test]
fn a_policy_that_is_none_is_refused_with_the_position() {
    let lab = Lab::new();
    let id = lab.create_plain();
    let not_grammar =
        r#"{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"test":"x"}}]}"#;
    for (policy, position) in [("{not json", "(1,2)"), (not_grammar, "(1,97)"), ("{\n  \"Statment\": []\n}", "(2,3)")] {
        let (code, message) = lab.modify_refused(&id, &[("PolicyDocument", policy)]);
        assert_eq!(code, "InvalidPolicyDocument");
        assert_eq!(message, format!("The Policy Document is not valid. Syntax error at position {position}"));
    }
    assert_eq!(lab.describe(&id).text("policyDocument"), DEFAULT);
}

#[test]
fn a_policy_may_be_as_long_as_ec2_says_and_no_longer() {
    let lab = Lab::new();
    let id = lab.create_plain();
    let padded = |length| format!("{DEFAULT}{}", " ".repeat(length - DEFAULT.len()));
    assert_eq!(lab.modify_refused(&id, &[("PolicyDocument", &padded(20_481))]).0, "InvalidPolicyDocument");
    lab.modify(&id, &[("PolicyDocument", &padded(20_480))]);
}

#[test]
fn a_principal_that_iam_does_not_know_yet_is_an_unknown_error_for_a_while() {
    let lab = Lab::new();
    let id = lab.create_plain();
    lab.emulator.hide_principal("arn:aws:iam::123456789012:role/new", Duration::from_secs(10));
    let (code, message) = lab.modify_refused(&id, &[("PolicyDocument", OWN)]);
    assert_eq!((code.as_str(), message.as_str()), ("InvalidPolicyDocument", "UnknownError"));
    lab.advance(10);
    lab.modify(&id, &[("PolicyDocument", OWN)]);
}

#[test]
fn a_policy_can_change_behind_everyones_back() {
    let lab = Lab::new();
    let id = lab.create_plain();
    assert!(lab.emulator.replace_policy(&id, "{}"));
    let endpoint = lab.describe(&id);
    assert_eq!((endpoint.text("policyDocument"), endpoint.text("state")), ("{}".into(), "available".into()));
    assert!(!lab.emulator.replace_policy("vpce-00000000000000001", "{}"));
}
