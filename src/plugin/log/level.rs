//! Log levels: their names in the environment and in hclog.

use tracing::{Level, level_filters::LevelFilter};

/// The level that a `TF_LOG` variable asks for. Like core, it takes JSON, and
/// whatever it does not know, for TRACE.
pub(super) fn parse(value: &str) -> LevelFilter {
    match value.to_ascii_uppercase().as_str() {
        "DEBUG" => LevelFilter::DEBUG,
        "INFO" => LevelFilter::INFO,
        "WARN" => LevelFilter::WARN,
        "ERROR" => LevelFilter::ERROR,
        "OFF" => LevelFilter::OFF,
        _ => LevelFilter::TRACE,
    }
}

/// hclog's name.
pub(super) fn name(level: Level) -> &'static str {
    match level {
        Level::ERROR => "error",
        Level::WARN => "warn",
        Level::INFO => "info",
        Level::DEBUG => "debug",
        Level::TRACE => "trace",
    }
}
