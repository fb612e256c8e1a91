//! What IAM knows of AWS Lambda: its actions. The data stands, with its date and source, in `lambda_actions.tsv`.

use super::glob;

const ACTIONS: &str = include_str!("lambda_actions.tsv");

/// Every action with the kind of resource that it can be limited to, `*` for none.
fn actions() -> impl Iterator<Item = (&'static str, &'static str)> {
    ACTIONS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

/// Whether `pattern` (without `lambda:`, in any case, perhaps with wildcards) names an action.
pub(super) fn is_known(pattern: &str) -> bool {
    let pattern = pattern.to_ascii_lowercase();
    actions().any(|(name, _)| glob::matches(&pattern, &name.to_ascii_lowercase()))
}

/// Whether the action `name` cannot be limited to a resource.
pub(super) fn takes_no_resource(name: &str) -> bool {
    actions().any(|(known, kind)| kind == "*" && known.eq_ignore_ascii_case(name))
}

/// The action whose name is most like `name`.
pub(super) fn nearest(name: &str) -> Option<&'static str> {
    const LIKE_ENOUGH: f64 = 0.6;
    let name = name.to_ascii_lowercase();
    let likeness = |known: &str| strsim::normalized_damerau_levenshtein(&known.to_ascii_lowercase(), &name);
    let scored = actions().map(|(known, _)| (likeness(known), known));
    scored.filter(|(score, _)| *score >= LIKE_ENOUGH).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_is_whole_and_in_order() {
        for fact in ["# Date: ", "# Source: "] {
            assert!(ACTIONS.lines().any(|line| line.strip_prefix(fact).is_some_and(|rest| !rest.is_empty())), "{fact}");
        }
        let lines = ACTIONS.lines().filter(|line| !line.starts_with('#')).count();
        let names: Vec<_> = actions().map(|(name, _)| name).collect();
        assert_eq!(lines, names.len(), "a line without a tab");
        assert!(names.is_sorted_by(|a, b| a < b), "sorted, none twice");
        assert!(names.len() > 100);
        assert!(actions().all(|(name, kind)| name.bytes().all(|c| c.is_ascii_alphanumeric()) && !kind.is_empty()));
    }

    #[test]
    fn actions_are_found_in_any_case_and_by_likeness() {
        assert!(is_known("invokefunction") && is_known("Get*") && is_known("*"));
        assert!(!is_known("InvokeFunctoin") && !is_known("Frobnicate*"));
        assert!(takes_no_resource("listfunctions") && !takes_no_resource("InvokeFunction"));
        assert_eq!(nearest("InvokeFunctoin"), Some("InvokeFunction"));
        assert_eq!(nearest("Zzz"), None);
    }
}
