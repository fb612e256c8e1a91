//! How the emulated EC2 behaves: the options it was started with, and what tests change of it later.

use std::collections::HashMap;

use jiff::Timestamp;

use crate::endpoint::{LastError, State};
use crate::options::Timing;

/// What calls are answered by.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) timing: Timing,
    pub(crate) throttling: bool,
    pub(crate) endpoints_per_vpc: usize,
    pub(crate) zones_not_offered: Vec<String>,
    pub(crate) default_account: String,
    /// Principals that IAM does not know, until when.
    pub(crate) unknown_principals: HashMap<String, Timestamp>,
    /// Endpoints whose deletion is refused, by id: code and message.
    pub(crate) refused_deletions: HashMap<String, (String, String)>,
    /// What becomes of the next endpoints that are created, instead of `available`.
    pub(crate) outcomes: Vec<(State, Option<LastError>)>,
}
