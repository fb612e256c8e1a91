//! What IAM knows of AWS Lambda: its actions and condition keys. The data stands, with its date and source, in
//! `lambda.tsv`. Names are without `lambda:` here.

use super::glob;

const FACTS: &str = include_str!("lambda.tsv");

/// Every action with the kind of resource that it can be limited to, `*` for none.
fn actions() -> impl Iterator<Item = (&'static str, &'static str)> {
    FACTS.lines().filter_map(|line| line.strip_prefix("action\t")?.split_once('\t'))
}

/// Every condition key.
fn condition_keys() -> impl Iterator<Item = &'static str> {
    FACTS.lines().filter_map(|line| line.strip_prefix("condition-key\t"))
}

/// Whether `pattern` (in any case, perhaps with wildcards) names an action.
pub(super) fn is_known(pattern: &str) -> bool {
    if !pattern.contains(['*', '?']) {
        return actions().any(|(name, _)| name.eq_ignore_ascii_case(pattern));
    }
    let pattern = pattern.to_ascii_lowercase();
    actions().any(|(name, _)| glob::matches(&pattern, &name.to_ascii_lowercase()))
}

/// Whether the action `name` cannot be limited to a resource.
pub(super) fn takes_no_resource(name: &str) -> bool {
    actions().any(|(known, kind)| kind == "*" && known.eq_ignore_ascii_case(name))
}

/// Whether there is a condition key of this name, in any case.
pub(super) fn is_condition_key(name: &str) -> bool {
    condition_keys().any(|known| known.eq_ignore_ascii_case(name))
}

/// The action whose name is most like `name`.
pub(super) fn nearest_action(name: &str) -> Option<&'static str> {
    nearest(name, actions().map(|(known, _)| known))
}

/// The condition key whose name is most like `name`.
pub(super) fn nearest_condition_key(name: &str) -> Option<&'static str> {
    nearest(name, condition_keys())
}

fn nearest(name: &str, all: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    const LIKE_ENOUGH: f64 = 0.6;
    // The comparison takes time by both lengths; so long a name is like none.
    const LONGEST: usize = 100;
    if name.len() > LONGEST {
        return None;
    }
    let name = name.to_ascii_lowercase();
    let likeness = |known: &str| strsim::normalized_damerau_levenshtein(&known.to_ascii_lowercase(), &name);
    let scored = all.map(|known| (likeness(known), known));
    scored.filter(|(score, _)| *score >= LIKE_ENOUGH).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_is_whole_and_in_order() {
        for fact in ["# Date: ", "# Source: "] {
            assert!(FACTS.lines().any(|line| line.strip_prefix(fact).is_some_and(|rest| !rest.is_empty())), "{fact}");
        }
        let lines = FACTS.lines().filter(|line| !line.starts_with('#')).count();
        let names: Vec<_> = actions().map(|(name, _)| name).collect();
        let keys: Vec<_> = condition_keys().collect();
        assert_eq!(lines, names.len() + keys.len(), "a line of neither kind");
        assert!([&names, &keys].iter().all(|list| list.is_sorted_by(|a, b| a < b)), "sorted, none twice");
        assert!(names.len() > 100 && keys.len() > 10);
        assert!(actions().all(|(name, kind)| name.bytes().all(|c| c.is_ascii_alphanumeric()) && !kind.is_empty()));
    }

    #[test]
    fn actions_are_found_in_any_case_and_by_likeness() {
        assert!(is_known("invokefunction") && is_known("Get*") && is_known("*"));
        assert!(!is_known("InvokeFunctoin") && !is_known("Frobnicate*"));
        assert!(takes_no_resource("listfunctions") && !takes_no_resource("InvokeFunction"));
        assert_eq!(nearest_action("InvokeFunctoin"), Some("InvokeFunction"));
        assert_eq!(nearest_action("Zzz"), None);
        assert_eq!(nearest_action(&format!("InvokeFunction{}", "x".repeat(1_000_000))), None);
    }
}
