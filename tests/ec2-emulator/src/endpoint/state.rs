//! Where in its life an endpoint is.

/// The state of an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Waits for the service's owner to accept it.
    PendingAcceptance,
    /// Being made or changed.
    Pending,
    /// Carries traffic.
    Available,
    /// Being removed.
    Deleting,
    /// Gone, but still described for a while.
    Deleted,
    /// Refused by the service's owner.
    Rejected,
    /// Could not be made.
    Failed,
    /// Was not accepted in time.
    Expired,
    /// Partly there; a state of endpoint types that the emulator does not have.
    Partial,
}

impl State {
    const ALL: [Self; 9] = [
        Self::PendingAcceptance,
        Self::Pending,
        Self::Available,
        Self::Deleting,
        Self::Deleted,
        Self::Rejected,
        Self::Failed,
        Self::Expired,
        Self::Partial,
    ];

    /// As the wire has it: `pendingAcceptance`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PendingAcceptance => "pendingAcceptance",
            Self::Pending => "pending",
            Self::Available => "available",
            Self::Deleting => "deleting",
            Self::Deleted => "deleted",
            Self::Rejected => "rejected",
            Self::Failed => "failed",
            Self::Expired => "expired",
            Self::Partial => "partial",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// Why an endpoint failed: its `lastError`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastError {
    /// A code in EC2's manner.
    pub code: String,
    /// A sentence.
    pub message: String,
}
