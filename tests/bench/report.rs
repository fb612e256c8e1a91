//! The figures as a table, in Markdown for people and in JSON for programs.

use std::{env::consts, fmt::Write as _, fs, path::Path, thread};

use serde_json::{Value, json};

use crate::{Result, figure::Figure, provider::Provider};

const HEADER: &str = "\
| figure | provider | runs | min | median | max | aim |
| --- | --- | ---: | ---: | ---: | ---: | --- |
";

/// Writes `bench.md` and `bench.json` into `folder`; returns the former's text.
pub(crate) fn write(folder: &Path, providers: &[Provider], figures: &[Figure]) -> Result<String> {
    let (markdown, json) = (markdown(providers, figures)?, json(providers, figures));
    fs::create_dir_all(folder)?;
    fs::write(folder.join("bench.md"), &markdown)?;
    fs::write(folder.join("bench.json"), format!("{json:#}\n"))?;
    Ok(markdown)
}

fn markdown(providers: &[Provider], figures: &[Figure]) -> Result<String> {
    let mut text = format!("On {}:\n\n{HEADER}", machine());
    for figure in figures {
        let (name, provider) = (figure.measure.name, providers[figure.provider].name());
        let (samples, unit, aim) = (&figure.samples, figure.measure.unit.symbol(), judged(figure));
        let [min, median, max] = [samples.min(), samples.median(), samples.max()];
        let runs = samples.all().len();
        writeln!(text, "| {name} | {provider} | {runs} | {min:.2} | {median:.2} {unit} | {max:.2} | {aim} |")?;
    }
    Ok(text)
}

fn json(providers: &[Provider], figures: &[Figure]) -> Value {
    let figure = |figure: &Figure| {
        json!({
            "name": figure.measure.name,
            "provider": providers[figure.provider].name(),
            "unit": figure.measure.unit.symbol(),
            "median": figure.samples.median(),
            "aim": aim(figure),
            "samples": figure.samples.all(),
        })
    };
    let paths = |provider: &Provider| (provider.name(), json!(provider.path()));
    json!({
        "machine": machine(),
        "providers": Value::Object(providers.iter().map(paths).collect()),
        "figures": figures.iter().map(figure).collect::<Vec<_>>(),
    })
}

/// The aim is ours: nobody else's provider has one.
fn aim(figure: &Figure) -> Option<f64> {
    figure.measure.aim.filter(|_| figure.provider == 0)
}

/// The aim, and by how much it is missed if so.
fn judged(figure: &Figure) -> String {
    let Some(aim) = aim(figure) else { return String::new() };
    let excess = (figure.samples.median() / aim - 1.0) * 100.0;
    let missed = if excess > 0.0 { format!(", missed by {excess:.0} %") } else { String::new() };
    format!("{aim} {}{missed}", figure.measure.unit.symbol())
}

fn machine() -> String {
    let cores = thread::available_parallelism().map_or(0, usize::from);
    format!("{} {}, {cores} cores", consts::OS, consts::ARCH)
}
