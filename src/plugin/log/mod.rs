//! The log: one JSON object per line on stderr, in the form of Go's hclog,
//! which core reads and shows as its own.

mod fields;
mod level;
mod line;

use std::env;

use tracing::{
    Event, Metadata, Subscriber,
    level_filters::LevelFilter,
    span::{Attributes, Id, Record},
};
use tracing_subscriber::{
    Layer,
    layer::{Context, SubscriberExt as _},
    registry::{LookupSpan, Scope},
};

use super::{Identity, output};
use fields::Fields;

/// Without a variable set, core shows nothing, so nothing is written.
pub(super) const SERVE_DEFAULT: LevelFilter = LevelFilter::OFF;

/// A person reads the log then, straight from stderr.
pub(super) const DEBUG_DEFAULT: LevelFilter = LevelFilter::WARN;

/// What the targets of our own events begin with.
const OWN: &str = env!("CARGO_CRATE_NAME");

/// The variable for this provider alone.
pub(super) fn variable(identity: &Identity) -> String {
    let name = identity.name().to_uppercase().replace('-', "_");
    format!("TF_LOG_PROVIDER_{name}")
}

/// Starts the log at the level that the environment asks for.
pub(super) fn install(identity: &Identity, default: LevelFilter) {
    let own_variable = variable(identity);
    let max = [own_variable.as_str(), "TF_LOG_PROVIDER", "TF_LOG"]
        .into_iter()
        .filter_map(|name| env::var(name).ok())
        .find(|value| !value.is_empty())
        .map_or(default, |value| level::parse(&value));
    if max == LevelFilter::OFF {
        return;
    }
    let log = tracing_subscriber::registry().with(Log { max });
    // Fails where a log is set up already; that one is kept then.
    let _ = tracing::subscriber::set_global_default(log);
}

/// Writes events, with the fields of the spans around them.
struct Log {
    max: LevelFilter,
}

impl<S> Layer<S> for Log
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(self.max)
    }

    /// Other crates may log requests, and so credentials, below warnings.
    fn enabled(&self, metadata: &Metadata<'_>, _: Context<'_, S>) -> bool {
        let max =
            if line::own_module(metadata.target()).is_some() { self.max } else { self.max.min(LevelFilter::WARN) };
        *metadata.level() <= max
    }

    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        if let Some(span) = context.span(id) {
            let mut fields = Fields::default();
            attributes.record(&mut fields);
            span.extensions_mut().insert(fields);
        }
    }

    fn on_record(&self, id: &Id, record: &Record<'_>, context: Context<'_, S>) {
        if let Some(span) = context.span(id)
            && let Some(fields) = span.extensions_mut().get_mut::<Fields>()
        {
            record.record(fields);
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut fields = Fields::default();
        for span in context.event_scope(event).into_iter().flat_map(Scope::from_root) {
            if let Some(of_span) = span.extensions().get::<Fields>() {
                fields.extend(of_span);
            }
        }
        event.record(&mut fields);
        output::stderr_line(&line::format(event.metadata(), fields));
    }
}
