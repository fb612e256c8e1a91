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
fn ten_thousand_statements_are_compared() {
    let statement = |number: usize| {
        format!(
            "{{\"Sid\":\"s{number}\",\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"lambda:*\",\"Resource\":\"*\"}}"
        )
    };
    let policy = |numbers: &mut dyn Iterator<Item = usize>| {
        format!("{{\"Statement\":[{}]}}", numbers.map(statement).collect::<Vec<_>>().join(","))
    };
    let ascending = policy(&mut (0..10_000));
    assert!(equivalent(&ascending, &policy(&mut (0..10_000).rev())));
    assert!(!equivalent(&ascending, &policy(&mut (1..10_001))));
    assert_eq!(findings(&ascending)[0].summary, "Policy too long");
}
