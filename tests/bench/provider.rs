//! A provider's binary, and a process of it.

use std::{
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
    sync::{
        Arc, OnceLock,
        mpsc::{self, RecvTimeoutError, Sender},
    },
    thread,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};

use crate::{
    Result,
    client::{ClientCertificate, Launch},
};

/// What no step of a run may take. It is only ever reached by a provider that hangs.
const LIMIT: Duration = Duration::from_mins(1);

/// A binary to be measured: ours, or another that Terraform can use.
pub(crate) struct Provider {
    path: PathBuf,
}

impl Provider {
    pub(crate) fn new(path: PathBuf) -> Self {
        Self { path }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The file's name without what all providers have in common.
    pub(crate) fn name(&self) -> String {
        let file = self.path.file_name().unwrap_or_default().to_string_lossy();
        file.trim_start_matches("terraform-provider-").to_owned()
    }

    /// Starts the binary as core does, with a certificate for the client. The time is that until the handshake line is
    /// read.
    pub(crate) fn start(&self) -> Result<(Running, Duration)> {
        let certificate = ClientCertificate::generate();
        let launch = Launch::new().announcing(certificate.clone());
        let mut command = Command::new(&self.path);
        command.env_clear().envs(launch.environment().iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let watchdog = Watchdog::new();

        let begin = Instant::now();
        let mut child = command.spawn().map_err(|error| format!("{}: {error}", self.path.display()))?;
        watchdog.guard(&child);
        let mut stdout = BufReader::new(child.stdout.take().ok_or("stdout is not piped")?);
        let mut line = String::new();
        let read = stdout.read_line(&mut line);
        let time = begin.elapsed();

        let running = Running { child, line, certificate, _stdout: stdout, _watchdog: watchdog, _launch: launch };
        match read {
            Ok(1..) => Ok((running, time)),
            _ => Err(format!("{} ended without a handshake line", self.path.display()).into()),
        }
    }
}

/// A process of a provider. It is killed on drop.
pub(crate) struct Running {
    child: Child,
    /// The handshake line.
    pub(crate) line: String,
    /// The client's, announced to the process.
    pub(crate) certificate: ClientCertificate,
    // Closed, a provider that writes to it would end.
    _stdout: BufReader<ChildStdout>,
    _watchdog: Watchdog,
    // Its directory is the provider's TMPDIR.
    _launch: Launch,
}

impl Running {
    /// The text of `/proc/PID/NAME`.
    pub(crate) fn proc(&self, name: &str) -> Result<String> {
        let path = format!("/proc/{}/{name}", self.child.id());
        std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}").into())
    }

    /// The ids of its threads.
    pub(crate) fn threads(&self) -> Result<Vec<String>> {
        let entries = std::fs::read_dir(format!("/proc/{}/task", self.child.id()))?;
        entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
    }

    /// Waits until the process has ended by itself.
    pub(crate) fn ended(&mut self) -> Result<()> {
        let status = self.child.wait()?;
        status.code().map(drop).ok_or_else(|| format!("the provider did not end by itself: {status}").into())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Both fail when it has ended, as it should have.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Kills a process that lives too long, so that whoever waits for it fails and does not hang.
struct Watchdog {
    pid: Arc<OnceLock<Pid>>,
    // Dropped, it ends the thread.
    _end: Sender<()>,
}

impl Watchdog {
    fn new() -> Self {
        let pid = Arc::<OnceLock<Pid>>::default();
        let (end, ended) = mpsc::channel();
        let guarded = pid.clone();
        thread::spawn(move || {
            if let (Err(RecvTimeoutError::Timeout), Some(pid)) = (ended.recv_timeout(LIMIT), guarded.get()) {
                let _ = kill_process(*pid, Signal::KILL);
            }
        });
        Self { pid, _end: end }
    }

    /// Without waking the thread, which would compete with the process for a core.
    fn guard(&self, child: &Child) {
        let _ = self.pid.set(Pid::from_child(child));
    }
}
