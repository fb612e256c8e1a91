//! A child process that ends with its value, and whose output is at hand.

use std::{
    ffi::OsString,
    process::{ExitStatus, Output, Stdio},
    time::Duration,
};

use rustix::process::{Pid, Signal, kill_process};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, BufReader, Lines},
    process::{Child, ChildStdout, Command},
    sync::watch,
    task::JoinHandle,
    time,
};

/// What no step may take. It is only ever reached by a failure.
const LIMIT: Duration = Duration::from_secs(30);

/// Waits for `condition`, but not for ever.
pub(crate) async fn in_time<T>(what: &str, condition: impl Future<Output = T>) -> T {
    let outcome = time::timeout(LIMIT, condition).await;
    outcome.unwrap_or_else(|_| panic!("waited {LIMIT:?} in vain for {what}"))
}

/// A running process. It is killed on drop.
pub(crate) struct Process {
    child: Child,
    stdout: Lines<BufReader<ChildStdout>>,
    stderr: watch::Receiver<Vec<String>>,
    stderr_reader: JoinHandle<()>,
}

impl Process {
    pub(crate) fn spawn(program: &OsString, args: &[OsString], env: &[(OsString, OsString)]) -> Self {
        let mut child = Command::new(program)
            .args(args)
            .env_clear()
            .envs(env.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("the program starts");
        let stdout = BufReader::new(child.stdout.take().expect("stdout is piped")).lines();
        let (sender, stderr) = watch::channel(Vec::new());
        let stderr_reader = tokio::spawn(collect(child.stderr.take().expect("stderr is piped"), sender));
        Self { child, stdout, stderr, stderr_reader }
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id().expect("the process has not been waited for")
    }

    pub(crate) fn signal(&self, signal: Signal) {
        let pid = self.child.id().and_then(|pid| Pid::from_raw(pid.cast_signed()));
        kill_process(pid.expect("the process is running"), signal).expect("the signal is sent");
    }

    /// The next line on stdout; none at its end.
    pub(crate) async fn stdout_line(&mut self) -> Option<String> {
        in_time("a line on stdout", self.stdout.next_line()).await.expect("stdout is text")
    }

    /// Whatever else comes on stdout, until nobody holds it any more.
    pub(crate) async fn rest_of_stdout(&mut self) -> String {
        let mut rest = String::new();
        in_time("the end of stdout", self.stdout.get_mut().read_to_string(&mut rest)).await.expect("stdout is text");
        rest
    }

    /// The first line on stderr, past or to come, that is as wanted.
    pub(crate) async fn stderr_line(&mut self, wanted: impl Fn(&str) -> bool) -> String {
        let find = |lines: &[String]| lines.iter().find(|line| wanted(line)).cloned();
        let seen = in_time("a line on stderr", self.stderr.wait_for(|lines| find(lines).is_some())).await;
        find(&seen.expect("stderr ended without the line")).expect("it was just found")
    }

    /// All lines on stderr, once nobody holds it any more.
    pub(crate) async fn stderr(&mut self) -> Vec<String> {
        in_time("the end of stderr", &mut self.stderr_reader).await.expect("stderr is text");
        self.stderr.borrow().clone()
    }

    /// Waits until the process ends.
    pub(crate) async fn ended(&mut self) -> ExitStatus {
        in_time("the process to end", self.child.wait()).await.expect("it is our child")
    }

    /// Waits until the process ends, for all that it wrote.
    pub(crate) async fn output(mut self) -> Output {
        let stdout = self.rest_of_stdout().await.into_bytes();
        let stderr = self.stderr().await.join("\n").into_bytes();
        Output { status: self.ended().await, stdout, stderr }
    }
}

async fn collect(stderr: impl AsyncRead + Unpin, lines: watch::Sender<Vec<String>>) {
    let mut reader = BufReader::new(stderr).lines();
    while let Some(line) = reader.next_line().await.expect("stderr is text") {
        lines.send_modify(|lines| lines.push(line));
    }
}
