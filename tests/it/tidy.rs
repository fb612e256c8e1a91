//! The rules of ARCHITECTURE.md that a compiler does not know: who may name whom, who may name which crate, how long a
//! file may be.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms, each with the rooms that it may name besides itself.
const EDGES: [(&str, &[&str]); 14] = [
    ("aws", &[]),
    ("ec2", &["aws"]),
    ("tf", &[]),
    ("policy", &["tf"]),
    ("tags", &["tf"]),
    ("proto", &[]),
    ("plugin", &["proto"]),
    ("server", &["proto", "tf"]),
    ("vpc_endpoint", &["ec2", "policy", "tags", "tf"]),
    ("endpoint_policy", &["ec2", "policy", "tf"]),
    ("endpoint_policy_document", &["policy", "tf"]),
    ("functions", &["ec2", "policy", "tf"]),
    (
        "provider",
        &[
            "aws",
            "ec2",
            "endpoint_policy",
            "endpoint_policy_document",
            "functions",
            "policy",
            "tags",
            "tf",
            "vpc_endpoint",
        ],
    ),
    ("main", &["plugin", "provider", "server"]),
];

/// Crates that only some rooms may name: by prefix of the crate's name.
const CRATES: [(&str, &[&str]); 13] = [
    ("aws_config", &["aws", "ec2"]),
    ("aws_credential_types", &["aws"]),
    ("aws_runtime", &["aws"]),
    ("aws_sdk_", &["aws", "ec2"]),
    ("aws_smithy_", &["aws"]),
    ("aws_types", &["aws"]),
    ("reqwest", &["aws"]),
    ("prost", &["proto", "server", "plugin"]),
    ("tonic", &["proto", "server", "plugin"]),
    ("rcgen", &["plugin"]),
    ("tokio_rustls", &["plugin"]),
    ("rmpv", &["tf"]),
    ("bigdecimal", &["tf"]),
];

const LONGEST_FILE: usize = 400;

#[test]
fn rooms_name_only_the_rooms_they_may() {
    let mut offences = Vec::new();
    for source in sources() {
        let Some((_, allowed)) = EDGES.iter().find(|(room, _)| *room == source.room) else {
            assert_eq!(source.room, "lib", "{} is in no room that ARCHITECTURE.md knows", source.path.display());
            continue;
        };
        let named = EDGES.iter().map(|(room, _)| *room).filter(|room| *room != source.room && source.names_room(room));
        offences.extend(named.filter(|room| !allowed.contains(room)).map(|room| (source.path.clone(), room)));
    }
    assert!(offences.is_empty(), "rooms that may not be named here: {offences:?}");
}

#[test]
fn crates_are_named_only_where_they_may() {
    let mut offences = Vec::new();
    for source in sources() {
        let named = CRATES
            .iter()
            .filter(|(prefix, rooms)| !rooms.contains(&source.room.as_str()) && source.names_crate(prefix));
        offences.extend(named.map(|(prefix, _)| (source.path.clone(), *prefix)));
    }
    assert!(offences.is_empty(), "crates that may not be named here: {offences:?}");
}

#[test]
fn files_stay_readable() {
    let lines = |path: &PathBuf| fs::read_to_string(path).unwrap().lines().count();
    let files = ["src", "tests"].into_iter().flat_map(|folder| rust_files(&root().join(folder)));
    let long: Vec<_> = files.map(|path| (lines(&path), path)).filter(|(lines, _)| *lines > LONGEST_FILE).collect();
    assert!(long.is_empty(), "files of more than {LONGEST_FILE} lines: {long:?}");
}

/// The check itself: a rule that finds nothing because it looks in the wrong place would pass for ever.
#[test]
fn names_are_found_where_they_stand() {
    let source = |code: &str| Source { path: PathBuf::new(), room: "tf".to_owned(), code: code.to_owned() };
    assert!(source("use crate::ec2::Client;").names_room("ec2"));
    assert!(source("use crate::{\n    tf,\n    ec2::{Client},\n};").names_room("ec2"));
    assert!(source("use terraform_provider_lambda::{plugin, server};").names_room("server"));
    assert!(!source("let ec2 = crate::tf::x;").names_room("ec2"));
    assert!(source("let x: aws_sdk_ec2::Client;").names_crate("aws_sdk_"));
    assert!(!source("let laws_sdk_ = 1;").names_crate("aws_sdk_"));
}

struct Source {
    path: PathBuf,
    room: String,
    /// Without comments.
    code: String,
}

impl Source {
    fn names_room(&self, room: &str) -> bool {
        let from_root =
            ["crate::", "terraform_provider_lambda::"].iter().flat_map(|root| self.code.split(root).skip(1));
        from_root.into_iter().any(|rest| match rest.strip_prefix('{') {
            Some(list) => {
                list.split(['{', '}', ';']).next().unwrap().split(',').any(|item| is_path_into(item, room))
                    || top_level(list).iter().any(|item| is_path_into(item, room))
            }
            None => is_path_into(rest, room),
        })
    }

    fn names_crate(&self, prefix: &str) -> bool {
        let starts_a_name = |at: usize| !self.code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        self.code.match_indices(prefix).any(|(at, _)| starts_a_name(at))
    }
}

/// Whether a path after `crate::` begins in `room`.
fn is_path_into(path: &str, room: &str) -> bool {
    let rest = path.trim_start().strip_prefix(room);
    rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
}

/// The items of a brace list, those of inner lists left with their outer one.
fn top_level(list: &str) -> Vec<String> {
    let (mut depth, mut items) = (0, vec![String::new()]);
    for c in list.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => items.push(String::new()),
            _ => {}
        }
        items.last_mut().unwrap().push(c);
    }
    items.iter().map(|item| item.trim_start_matches(',').to_owned()).collect()
}

fn sources() -> Vec<Source> {
    let root = root().join("src");
    let sources: Vec<_> = rust_files(&root).into_iter().map(|path| read(&root, path)).collect();
    assert!(sources.len() > 40, "the sources are not where they should be");
    sources
}

fn read(src: &Path, path: PathBuf) -> Source {
    let room =
        path.strip_prefix(src).unwrap().iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs").to_owned();
    let text = fs::read_to_string(&path).unwrap();
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    Source { path, room, code }
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
