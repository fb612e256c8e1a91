//! The `timeouts` block.

use std::time::Duration;

use super::check::go_duration;
use super::{Attr, model, optional, parse_go_duration};

model! {
    /// How long each operation may take, as durations such as `30s`, `10m` or `1h30m`.
    pub struct Timeouts {
        /// How long creation may take, waiting included. Default `10m`.
        create: Attr<String> = optional().check(go_duration()),
        /// How long a change may take, waiting included. Default `10m`.
        update: Attr<String> = optional().check(go_duration()),
        /// How long deletion may take, waiting included. Default `10m`.
        delete: Attr<String> = optional().check(go_duration()),
    }
}

const DEFAULT: Duration = Duration::from_mins(10);

impl Timeouts {
    /// How long creation may take.
    #[must_use]
    pub fn create(block: Option<&Self>) -> Duration {
        limit(block.map(|timeouts| &timeouts.create))
    }

    /// How long a change may take.
    #[must_use]
    pub fn update(block: Option<&Self>) -> Duration {
        limit(block.map(|timeouts| &timeouts.update))
    }

    /// How long deletion may take.
    #[must_use]
    pub fn delete(block: Option<&Self>) -> Duration {
        limit(block.map(|timeouts| &timeouts.delete))
    }
}

fn limit(text: Option<&Attr<String>>) -> Duration {
    text.and_then(Attr::known).and_then(|text| parse_go_duration(text)).unwrap_or(DEFAULT)
}
