//! What holds for any text. The seeds are held to it by `tests/it`, too.

use super::{at_position, equivalent, findings};

/// Findings end, always the same, and speak of invalid JSON exactly when it is.
pub fn check_findings(text: &str) {
    let found = findings(text);
    let says = |summary: &str| found.iter().any(|finding| finding.summary == summary);
    let is_json = serde_json::from_str::<serde_json::Value>(text).is_ok();
    assert!(says("Policy too long") || is_json != says("Invalid JSON"), "{found:?}");
    assert_eq!(found, findings(text), "the same text, the same findings");
    for column in [0, 1, text.len() / 2, text.len()] {
        assert_eq!(at_position(text, &format!("position (1,{column})")).is_some(), is_json, "column {column}");
    }
}

/// Equivalence of the texts before and after a zero byte ends, has no direction and sees no white space.
pub fn check_equivalence(texts: &str) {
    let (a, b) = texts.split_once('\0').unwrap_or((texts, ""));
    assert!(equivalent(a, a) && equivalent(b, b));
    assert_eq!(equivalent(a, b), equivalent(b, a));
    let Ok(json) = serde_json::from_str::<serde_json::Value>(a) else { return };
    let (compact, pretty) = (json.to_string(), format!(" {json:#}\n"));
    assert!(equivalent(&compact, &pretty), "white space counts");
    assert_eq!(equivalent(&compact, b), equivalent(&pretty, b), "white space counts against another");
}
