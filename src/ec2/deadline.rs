//! How long an operation may go on, and the pauses within it.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::Error;
use super::clock::{self, Instant};

/// The end of an operation's time, which also comes when the user asks to stop.
#[derive(Clone, Debug)]
pub struct Deadline {
    started: Instant,
    limit: Duration,
    stop: CancellationToken,
    abandons_calls: bool,
    /// What a user can do when the time is over.
    over: &'static str,
    /// What a user can do after an interrupt.
    interrupted: &'static str,
}

/// What a call gets even when the time is over, so that a state can still be read at the end.
const LAST_CHANCE: Duration = Duration::from_secs(1);

impl Deadline {
    /// A deadline `limit` from now, or when `stop` is cancelled.
    #[must_use]
    pub fn after(limit: Duration, stop: CancellationToken) -> Self {
        Self {
            started: Instant::now(),
            limit,
            stop,
            abandons_calls: true,
            over: " Raise the limit in the `timeouts` block if this takes longer here, and run the same command again.",
            interrupted: " Run the same command again to go on.",
        }
    }

    /// A deadline for making something. Terraform replaces what an interrupted creation has left, unless it is told not to.
    #[must_use]
    pub fn of_a_creation(limit: Duration, stop: CancellationToken) -> Self {
        let interrupted =
            " Terraform marks what has been made as tainted, to replace it; `terraform untaint` keeps it.";
        Self { interrupted, ..Self::after(limit, stop) }
    }

    /// For calls that nobody set a limit for.
    #[must_use]
    pub fn of_a_read(stop: &CancellationToken) -> Self {
        Self { over: "", ..Self::after(Duration::from_mins(2), stop.clone()) }
    }

    /// For what helps a plan but must not hold it up.
    #[must_use]
    pub fn of_a_check(stop: &CancellationToken) -> Self {
        Self { over: "", ..Self::after(Duration::from_secs(10), stop.clone()) }
    }

    /// The time since the operation began.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// The same deadline, which the user's wish to stop does not end: for what must still be known then.
    #[must_use]
    pub(super) fn in_any_case(&self) -> Self {
        Self { stop: CancellationToken::new(), ..self.clone() }
    }

    /// The same deadline, but a call that has been sent is heard out: for calls that make something, whose id would be lost.
    #[must_use]
    pub(super) fn hearing_out(&self) -> Self {
        Self { abandons_calls: false, ..self.clone() }
    }

    /// The answer to a call that has been sent. A stop does not cut it off: what is being changed is to be known.
    ///
    /// # Errors
    /// Says that the time is over.
    pub(super) async fn answer<T>(&self, call: impl Future<Output = T>, operation: &str) -> Result<T, Error> {
        if !self.abandons_calls {
            return Ok(call.await);
        }
        let left = self.limit.saturating_sub(self.elapsed()).max(LAST_CHANCE);
        clock::within(left, call).await.ok_or_else(|| self.over(&format!("EC2 to answer {operation}")))
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
            biased;
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
            () = self.stop.cancelled() => Err(Error::over(format!("Interrupted while waiting for {what}.{}", self.interrupted))),
            () = clock::sleep(step.min(left)) => Ok(()),
        }
    }

    fn over(&self, what: &str) -> Error {
        Error::over(format!(
            "Gave up after {}s while waiting for {what}.{}",
            self.limit.as_secs_f32().round(),
            self.over
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
