//! The pages in docs/ say what the schemas say: they are made from them, and this test makes them anew.

use std::fs;
use std::path::{Path, PathBuf};

use terraform_provider_lambda::provider::Provider;
use terraform_provider_lambda::tf::Provider as _;
use terraform_provider_lambda::tf::docs::{Page, render};

/// Writes each page and fails when one was not as it should be; a second run then passes, with the change to commit.
#[test]
fn pages_are_up_to_date() {
    let stale: Vec<_> = pages().into_iter().filter(|(path, text)| !matches_file(path, text)).collect();
    for (path, text) in &stale {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let names: Vec<_> = stale.iter().map(|(path, _)| path).collect();
    assert!(stale.is_empty(), "these pages were not up to date and have been rewritten; commit them: {names:?}");
}

/// A page for a resource that is no more would mislead.
#[test]
fn there_is_no_page_without_a_resource() {
    let written: Vec<_> = pages().into_iter().map(|(path, _)| path).collect();
    let found = fs::read_dir(root().join("docs/resources")).unwrap().map(|entry| entry.unwrap().path());
    let orphans: Vec<_> = found.filter(|path| !written.contains(path)).collect();
    assert!(orphans.is_empty(), "pages without a resource: {orphans:?}");
}

/// Where each page is and what it shall say.
fn pages() -> Vec<(PathBuf, String)> {
    let provider = Provider::new();
    let example = read("examples/provider/provider.tf");
    let index = render(Page { title: "lambda Provider", example: &example, import: "" }, provider.schema());
    let mut pages = vec![(root().join("docs/index.md"), index)];
    for resource in provider.resources() {
        let name = resource.type_name();
        let folder = format!("examples/resources/{name}");
        let (example, import) = (read(&format!("{folder}/resource.tf")), read(&format!("{folder}/import.sh")));
        let title = format!("{name} (Resource)");
        let page = render(Page { title: &title, example: &example, import: &import }, resource.schema());
        let file = format!("docs/resources/{}.md", name.trim_start_matches("lambda_"));
        pages.push((root().join(file), page));
    }
    pages
}

fn matches_file(path: &Path, text: &str) -> bool {
    fs::read_to_string(path).is_ok_and(|found| found == text)
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
