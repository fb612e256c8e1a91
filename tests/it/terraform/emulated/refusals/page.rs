//! The page for users, made from the table.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::table::{Call, Reaction, Row, SECTIONS, Section};

const HEAD: &str = r#"---
page_title: "Errors of EC2"
description: |-
  What the provider does with each error code of EC2, and what it says.
---

# Errors of EC2

The provider passes on what EC2 refuses: which call, what EC2 said, the code, EC2's request id and, where there is one, the
remedy, on the argument at fault. What passes by itself it does not pass on: it repeats the call, with growing pauses, until
the time of the operation is over that the `timeouts` block gives it (10 minutes by default).

A failed operation never loses anything: what exists is in the state, and running the same command again goes on from there.

Many of these are found while planning already, by checks that ask EC2 what an apply would run into
(`preflight_checks` in the provider block).
"#;

/// Writes the page and fails when it was not as it should be; a second run then passes, with the change to commit.
#[test]
fn the_page_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/guides/errors.md");
    let text = HEAD.to_owned() + &SECTIONS.iter().map(section).collect::<String>();
    if fs::read_to_string(&path).is_ok_and(|found| found == text) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    panic!("{} was not up to date and has been rewritten; commit it", path.display());
}

fn section(section: &Section) -> String {
    let mut text = format!(
        "\n## {}\n\n| Code | When | What the provider does | Argument |\n| --- | --- | --- | --- |\n",
        section.title
    );
    for row in section.rows {
        let argument = row.argument.map(|argument| format!("`{argument}`")).unwrap_or_default();
        writeln!(text, "| `{}` | {} | {} | {argument} |", row.code, row.when, reaction(row)).unwrap();
    }
    text
}

fn reaction(row: &Row) -> String {
    match row.reaction {
        Reaction::Repeats => row.patience.map_or_else(
            || "Repeats the call.".to_owned(),
            |patience| format!("Repeats the call for up to {patience}, then stops."),
        ),
        Reaction::Accepts => "Takes it for done: what was to be deleted is gone.".to_owned(),
        Reaction::Says("") => "Stops.".to_owned(),
        Reaction::Says(remedy) => {
            let operation = match row.calls {
                [Call::Create] => "CreateVpcEndpoint",
                _ => "…",
            };
            format!("Stops, and says: “{}”", remedy.replace("OPERATION", operation))
        }
    }
}
