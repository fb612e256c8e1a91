//! How long an operation may go on, and the pauses within it.

use std::time::Duration;

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::Error;

/// The end of an operation's time, which also comes when the user asks to stop.
#[derive(Clone, Debug)]
pub struct Deadline {
    started: Instant,
    limit: Duration,
    stop: CancellationToken,
}

impl Deadline {
    /// A deadline `limit` from now, or when `stop` is cancelled.
    #[must_use]
    pub fn after(limit: Duration, stop: CancellationToken) -> Self {
        Self { started: Instant::now(), limit, stop }
    }

    /// For calls that nobody set a limit for.
    #[must_use]
    pub fn of_a_read() -> Self {
        const READ: Duration = Duration::from_mins(2);
        Self::after(READ, CancellationToken::new())
    }

    /// For what helps a plan but must not hold it up.
    #[must_use]
    pub fn of_a_check() -> Self {
        Self::after(Duration::from_secs(10), CancellationToken::new())
    }

    /// The time since the operation began.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Waits for `condition`, which is `what` in words.
    ///
    /// # Errors
    /// Says that the time is over or that the user asked to stop.
    pub(super) async fn within<T>(&self, condition: impl Future<Output = T>, what: &str) -> Result<T, Error> {
        let never = async {
            loop {
                self.pause(self.limit, what).await?;
            }
        };
        tokio::select! {
            value = condition => Ok(value),
            over = never => over,
        }
    }

    /// Lets `step` pass, or the rest of the time where that is shorter.
    ///
    /// # Errors
    /// Says that the time is over or that the user asked to stop, while waiting for `what`.
    pub(super) async fn pause(&self, step: Duration, what: &str) -> Result<(), Error> {
        let left = self.limit.saturating_sub(self.elapsed());
        if left.is_zero() {
            return Err(self.over(what));
        }
        tokio::select! {
            () = self.stop.cancelled() => Err(Error::permanent(format!(
                "Interrupted while waiting for {what}. Run the same command again to go on."
            ))),
            () = tokio::time::sleep(step.min(left)) => Ok(()),
        }
    }

    fn over(&self, what: &str) -> Error {
        Error::permanent(format!(
            "Gave up after {}s while waiting for {what}. Raise the limit in the `timeouts` block if this takes longer \
             here, and run the same command again.",
            self.limit.as_secs_f32().round()
        ))
    }
}

/// Growing pauses: short at first, since most things are over soon, then longer, up to `most`.
pub(super) fn steps(first: Duration, most: Duration) -> impl Iterator<Item = Duration> {
    std::iter::successors(Some(first), move |step| Some((*step * 2).min(most)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_most() {
        let steps: Vec<_> =
            steps(Duration::from_millis(250), Duration::from_secs(5)).map(|s| s.as_millis()).take(7).collect();
        assert_eq!(steps, [250, 500, 1000, 2000, 4000, 5000, 5000]);
    }
}
