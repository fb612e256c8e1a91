//! Documents of any size get an answer. How long they take is for `make bench`; here, what is not linear would not end.

use terraform_provider_lambda::policy::{Severity, equivalent, findings};

#[test]
fn a_megabyte_of_nesting_is_refused() {
    for open in ["[", "{\"Statement\":", "{\"Statement\":[{\"Condition\":{\"a\":"] {
        let nested = open.repeat(1_000_000 / open.len());
        assert_eq!(findings(&nested)[0].severity, Severity::Error);
        assert!(!equivalent(&nested, "{}"));
        assert!(equivalent(&nested, &nested));
    }
}

#[test]
fn a_thousand_statements_are_compared() {
    let ascending = policy(0..1_000);
    assert!(equivalent(&ascending, &policy((0..1_000).rev())));
    assert!(!equivalent(&ascending, &policy(1..1_001)));
}

/// What EC2 would never take is judged by its text alone.
#[test]
fn ten_thousand_statements_are_refused() {
    let ascending = policy(0..10_000);
    assert!(equivalent(&ascending, &ascending));
    assert!(!equivalent(&ascending, &policy((0..10_000).rev())));
    assert_eq!(findings(&ascending)[0].summary, "Policy too long");
}

fn policy(numbers: impl Iterator<Item = usize>) -> String {
    let statements: Vec<_> = numbers.map(statement).collect();
    format!("{{\"Statement\":[{}]}}", statements.join(","))
}

fn statement(number: usize) -> String {
    format!(
        "{{\"Sid\":\"s{number}\",\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"lambda:*\",\"Resource\":\"*\"}}"
    )
}
