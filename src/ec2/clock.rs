//! The time that operations, pauses and limits go by.
//!
//! It is that of the machine, unless `LAMBDA_PROVIDER_CLOCK_SPEED` says how many of its seconds pass in a real one. That is
//! for rehearsals on an emulator whose own clock runs as fast: minutes of waiting then take seconds, and keep their
//! proportions.

use std::sync::OnceLock;
use std::time::Duration;

use tokio::time;

use crate::aws::variable;

const SPEED: &str = "LAMBDA_PROVIDER_CLOCK_SPEED";

/// A moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Instant(time::Instant);

impl Instant {
    pub(super) fn now() -> Self {
        Self(time::Instant::now())
    }

    /// The time that has passed since.
    pub(super) fn elapsed(self) -> Duration {
        self.0.elapsed().mul_f64(speed())
    }
}

/// Lets `pause` pass.
pub(super) async fn sleep(pause: Duration) {
    time::sleep(pause.div_f64(speed())).await;
}

/// The outcome of `future`; `None` when it takes longer than `limit`.
pub(super) async fn within<T>(limit: Duration, future: impl Future<Output = T>) -> Option<T> {
    time::timeout(limit.div_f64(speed()), future).await.ok()
}

fn speed() -> f64 {
    static ONCE: OnceLock<f64> = OnceLock::new();
    *ONCE.get_or_init(|| {
        variable(SPEED)
            .and_then(|speed| speed.parse().ok())
            .filter(|speed: &f64| speed.is_finite() && *speed >= 1.0)
            .unwrap_or(1.0)
    })
}
