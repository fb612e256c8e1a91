//! The pages in docs/ say what the schemas say: they are made from them, and this test makes them anew.

use std::fs;
use std::path::{Path, PathBuf};

use terraform_provider_lambda::provider::Provider;
use terraform_provider_lambda::tf::Provider as _;
use terraform_provider_lambda::tf::docs::{Page, render, render_function};

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

/// A page for something that is no more would mislead.
#[test]
fn there_is_no_page_without_its_subject() {
    let written: Vec<_> = pages().into_iter().map(|(path, _)| path).collect();
    let folders = ["docs/resources", "docs/data-sources", "docs/functions"].into_iter();
    let found =
        folders.flat_map(|folder| fs::read_dir(root().join(folder)).unwrap()).map(|entry| entry.unwrap().path());
    let orphans: Vec<_> = found.filter(|path| !written.contains(path)).collect();
    assert!(orphans.is_empty(), "pages without a subject: {orphans:?}");
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
    for data_source in provider.data_sources() {
        let name = data_source.type_name();
        let example = read(&format!("examples/data-sources/{name}/data-source.tf"));
        let page = Page { title: &format!("{name} (Data Source)"), example: &example, import: "" };
        let file = format!("docs/data-sources/{}.md", name.trim_start_matches("lambda_"));
        pages.push((root().join(file), render(page, data_source.schema())));
    }
    for function in provider.functions() {
        let example = read(&format!("examples/functions/{}/function.tf", function.name));
        let file = format!("docs/functions/{}.md", function.name);
        pages.push((root().join(file), render_function(&example, function)));
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
