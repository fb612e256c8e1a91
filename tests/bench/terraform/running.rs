//! One command of `terraform`, from its start to its end.

use std::{
    fs, io,
    path::PathBuf,
    process::{Child, Command, ExitStatus},
    sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use rustix::process::Pid;

use super::processes::{self, Peak};
use crate::Result;

/// How often the processes are looked at: a plugin that has little to do lives for some ten milliseconds.
const PERIOD: Duration = Duration::from_millis(5);
/// After a look that took long, the pause is so many times as long: whoever measures must not be what is measured.
const PAUSE: u32 = 10;

/// A command under way. It is killed on drop, with the plugins that it started.
pub(crate) struct Running {
    command: String,
    output: PathBuf,
    limit: Duration,
    watcher: Option<JoinHandle<Option<Ended>>>,
    // Dropped, it has the watcher kill.
    stop: Option<Sender<()>>,
}

/// A command that has ended by itself.
pub(crate) struct Run {
    command: String,
    pub(crate) code: Option<i32>,
    /// From before the process was made until it was gone.
    pub(crate) time: Duration,
    /// What it and its plugins have worked, in milliseconds. Of commands that run at the same time each gets all of it.
    pub(crate) cpu: f64,
    pub(crate) peak: Peak,
    /// All that it printed.
    pub(crate) output: String,
}

struct Ended {
    end: End,
    peak: Peak,
}

/// What its waiter knows.
struct End {
    status: io::Result<ExitStatus>,
    time: Duration,
    cpu: f64,
}

impl Running {
    pub(super) fn start(mut command: Command, name: String, output: PathBuf, limit: Duration) -> Result<Self> {
        let cpu = processes::children_worked();
        let begin = Instant::now();
        let child = command.spawn().map_err(|error| format!("{name}: {error}"))?;
        let pid = Pid::from_child(&child);
        let (stop, stopped) = channel();
        let watcher = thread::spawn(move || watch(pid, &waiter(child, begin, cpu), &stopped, begin + limit));
        Ok(Self { command: name, output, limit, watcher: Some(watcher), stop: Some(stop) })
    }

    /// Waits for the end. How the command ended is for the caller to judge; one that had to be killed is an error.
    pub(crate) fn finish(mut self) -> Result<Run> {
        let watcher = self.watcher.take().ok_or("nobody watches the command")?;
        let ended = watcher.join().map_err(|_| format!("{}: its watcher died", self.command))?;
        let output = String::from_utf8_lossy(&fs::read(&self.output)?).into_owned();
        let Some(Ended { end: End { status, time, cpu }, peak }) = ended else {
            return Err(format!("{} took more than {:?}:\n{output}", self.command, self.limit).into());
        };
        Ok(Run { command: self.command.clone(), code: status?.code(), time, cpu, peak, output })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(watcher) = self.watcher.take() {
            // A panic in the thread has been reported by the thread.
            let _ended = watcher.join();
        }
    }
}

impl Run {
    /// # Errors
    /// When the command failed.
    pub(crate) fn succeeded(self) -> Result<Self> {
        self.ended_with(0)
    }

    /// # Errors
    /// When the command ended with another code than `code`: `terraform plan -detailed-exitcode` has 2 for changes.
    pub(crate) fn ended_with(self, code: i32) -> Result<Self> {
        if self.code == Some(code) {
            return Ok(self);
        }
        Err(format!("{} ended with {:?} instead of {code}:\n{}", self.command, self.code, self.output).into())
    }

    pub(crate) fn milliseconds(&self) -> f64 {
        self.time.as_secs_f64() * 1e3
    }
}

/// A thread that waits, so that the time is that of the end and not that of a look at it.
fn waiter(mut child: Child, begin: Instant, cpu: f64) -> Receiver<End> {
    let (ended, end) = channel();
    thread::spawn(move || {
        let status = child.wait();
        let time = begin.elapsed();
        // Nobody listens where the command was killed.
        let _ = ended.send(End { status, time, cpu: processes::children_worked() - cpu });
    });
    end
}

/// Looks at the processes until the command has ended by itself; `None` when it had to be killed.
fn watch(pid: Pid, end: &Receiver<End>, stopped: &Receiver<()>, last: Instant) -> Option<Ended> {
    let mut peak = Peak::default();
    let mut pause = PERIOD;
    loop {
        match end.recv_timeout(pause) {
            Ok(end) => return Some(Ended { end, peak }),
            Err(RecvTimeoutError::Disconnected) => return None,
            Err(RecvTimeoutError::Timeout) => {}
        }
        let begin = Instant::now();
        if begin > last || stopped.try_recv().is_err_and(|error| error == std::sync::mpsc::TryRecvError::Disconnected) {
            processes::kill(pid);
            // Reaped by the waiter.
            let _ended = end.recv();
            return None;
        }
        peak.look(pid);
        pause = PERIOD.max(begin.elapsed() * PAUSE);
    }
}
