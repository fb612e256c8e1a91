//! What was called.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::request::Request;

/// A call that came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallRecord {
    /// `CreateVpcEndpoint`
    pub operation: String,
    /// As on the wire: `SubnetId.1` and so on, without `Action` and `Version`.
    pub parameters: BTreeMap<String, String>,
    /// When it came, by the emulator's clock.
    pub at: Timestamp,
    /// When it came, by the process's own.
    pub received: std::time::Instant,
    /// 12 digits
    pub account: String,
    /// `eu-central-1`
    pub region: String,
    /// The access key that signed it; empty for the call that needs no signature.
    pub access_key: String,
    /// The header `User-Agent`.
    pub user_agent: String,
    /// How it ended; `None` while it has not.
    pub outcome: Option<Outcome>,
}

/// How a call ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Carried out.
    Done,
    /// Refused, with this code.
    Refused(String),
    /// No answer was given, or one that cannot be read.
    Unanswered,
}

/// All calls since the start or the last reset.
#[derive(Debug, Default)]
pub(crate) struct Log {
    calls: Vec<CallRecord>,
    /// How many were dropped from the front by resets.
    dropped: usize,
}

impl Log {
    /// Writes the call down and returns its number.
    pub(crate) fn begin(&mut self, request: &Request, account: &str, at: Timestamp) -> usize {
        let parameters = request.parameters.iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
        self.calls.push(CallRecord {
            operation: request.operation.clone(),
            parameters: parameters.collect(),
            at,
            received: std::time::Instant::now(),
            account: account.to_owned(),
            region: request.caller.region.clone(),
            access_key: request.caller.access_key.clone(),
            user_agent: request.user_agent.clone(),
            outcome: None,
        });
        self.dropped + self.calls.len() - 1
    }

    pub(crate) fn end(&mut self, number: usize, outcome: Outcome) {
        if let Some(call) = number.checked_sub(self.dropped).and_then(|at| self.calls.get_mut(at)) {
            call.outcome = Some(outcome);
        }
    }

    pub(crate) fn calls(&self) -> &[CallRecord] {
        &self.calls
    }

    pub(crate) fn count(&self, operation: &str) -> usize {
        self.calls.iter().filter(|call| call.operation == operation).count()
    }

    pub(crate) fn reset(&mut self) {
        self.dropped += self.calls.len();
        self.calls.clear();
    }
}
