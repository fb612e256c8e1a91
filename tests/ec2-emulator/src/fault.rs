//! Faults that tests put in the way of calls.

use std::time::Duration;

/// Something that goes wrong with some calls of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// `CreateVpcEndpoint`, or `*` for every operation.
    pub operation: String,
    /// The first call that it hits, counted from 1 after the injection.
    pub nth: u32,
    /// How many calls in a row it hits.
    pub times: u32,
    /// What goes wrong.
    pub kind: FaultKind,
}

/// What goes wrong with a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// It is refused and nothing happens.
    Error {
        /// `RequestLimitExceeded`
        code: String,
        /// A sentence.
        message: String,
        /// HTTP status.
        status: u16,
    },
    /// It is carried out, but only after this much real time.
    Delay(Duration),
    /// The connection is closed without an answer. Nothing happens.
    Disconnect,
    /// It is carried out, and the connection is closed without an answer.
    LostAnswer,
    /// Status 200 and a body that is no XML. Nothing happens.
    Garbage,
}

impl Fault {
    /// A fault of the next call of `operation`.
    #[must_use]
    pub fn new(operation: &str, kind: FaultKind) -> Self {
        Self { operation: operation.to_owned(), nth: 1, times: 1, kind }
    }

    /// The next call of `operation` is refused.
    #[must_use]
    pub fn error(operation: &str, code: &str, message: &str, status: u16) -> Self {
        Self::new(operation, FaultKind::Error { code: code.to_owned(), message: message.to_owned(), status })
    }

    /// The same, from the `nth` call on instead of the next.
    #[must_use]
    pub fn from_call(self, nth: u32) -> Self {
        Self { nth, ..self }
    }

    /// The same for this many calls in a row.
    #[must_use]
    pub fn times(self, times: u32) -> Self {
        Self { times, ..self }
    }

    /// The same for all calls from then on.
    #[must_use]
    pub fn always(self) -> Self {
        self.times(u32::MAX)
    }
}

/// The injected faults, each with the number of calls it has seen.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<(Fault, u32)>);

impl Faults {
    pub(crate) fn inject(&mut self, fault: Fault) {
        self.0.push((fault, 0));
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// What goes wrong with this call of `operation`: the first injected fault that it falls to decides. All count it.
    pub(crate) fn hit(&mut self, operation: &str) -> Option<FaultKind> {
        let mut kind = None;
        for (fault, seen) in &mut self.0 {
            if fault.operation != "*" && fault.operation != operation {
                continue;
            }
            *seen += 1;
            let hit = *seen >= fault.nth && *seen - fault.nth < fault.times;
            kind = kind.or_else(|| hit.then(|| fault.kind.clone()));
        }
        kind
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_hits_the_calls_that_it_is_for() {
        let mut faults = Faults::default();
        faults.inject(Fault::new("CreateVpc", FaultKind::Garbage).from_call(2).times(2));
        faults.inject(Fault::new("*", FaultKind::Disconnect).from_call(6).always());
        let hits = [(); 7].map(|()| faults.hit("CreateVpc"));
        assert_eq!(hits.map(|hit| hit.is_some()), [false, true, true, false, false, true, true]);
        assert_eq!(faults.hit("DeleteVpc"), Some(FaultKind::Disconnect));
    }
}
