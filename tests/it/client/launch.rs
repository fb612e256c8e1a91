//! How the process is started.

use std::{ffi::OsString, process::Output};

use tempfile::TempDir;

use super::{BINARY, Channel, ClientCertificate, HandshakeLine, Plugin, Process, Tls, in_time};

const COOKIE: &str = "TF_PLUGIN_MAGIC_COOKIE";
const COOKIE_VALUE: &str = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";
const CLIENT_CERTIFICATE: &str = "PLUGIN_CLIENT_CERT";

/// Program, arguments and environment; as core starts a provider, unless told otherwise.
pub(crate) struct Launch {
    program: OsString,
    args: Vec<OsString>,
    env: Vec<(OsString, OsString)>,
    certificate: Option<ClientCertificate>,
    temporary: TempDir,
}

impl Launch {
    /// As core does it.
    pub(crate) fn new() -> Self {
        Self::by_hand()
            .env(COOKIE, COOKIE_VALUE)
            .env("PLUGIN_MIN_PORT", "10000")
            .env("PLUGIN_MAX_PORT", "25000")
            .env("PLUGIN_PROTOCOL_VERSIONS", "5,6")
            .announcing(ClientCertificate::generate())
    }

    /// Without anything that core adds to the environment.
    pub(crate) fn by_hand() -> Self {
        let temporary = tempfile::tempdir().expect("a temporary directory");
        let launch = Self {
            program: BINARY.into(),
            args: Vec::new(),
            env: std::env::var_os("PATH").map(|path| ("PATH".into(), path)).into_iter().collect(),
            certificate: None,
            temporary,
        };
        let directory = launch.temporary.path().to_owned();
        launch.env("TMPDIR", directory)
    }

    pub(crate) fn arg(mut self, arg: impl Into<OsString>) -> Self {
        self.args.push(arg.into());
        self
    }

    /// Sets or replaces a variable.
    pub(crate) fn env(self, name: &str, value: impl Into<OsString>) -> Self {
        let mut launch = self.without(name);
        launch.env.push((name.into(), value.into()));
        launch
    }

    /// Takes a variable away.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.env.retain(|(other, _)| other != name);
        self
    }

    /// Announces `certificate` instead of one that nobody else knows.
    pub(crate) fn announcing(self, certificate: ClientCertificate) -> Self {
        let mut launch = self.env(CLIENT_CERTIFICATE, certificate.pem());
        launch.certificate = Some(certificate);
        launch
    }

    /// As core with `TF_DISABLE_PLUGIN_TLS`.
    pub(crate) fn plaintext(mut self) -> Self {
        self.certificate = None;
        self.without(CLIENT_CERTIFICATE)
    }

    /// Another program than the provider of this build.
    pub(crate) fn program(mut self, program: impl Into<OsString>) -> Self {
        self.program = program.into();
        self
    }

    /// Another program than the provider, which gets the provider's path as its last argument.
    pub(crate) fn through(self, program: &str, args: &[&str]) -> Self {
        let mut launch = self.program(program);
        launch.args = args.iter().map(OsString::from).chain([BINARY.into()]).collect();
        launch
    }

    /// All variables that the process gets.
    pub(crate) fn environment(&self) -> &[(OsString, OsString)] {
        &self.env
    }

    /// Starts the process, reads its line and connects.
    pub(crate) async fn start(self) -> Plugin {
        let mut process = self.spawn();
        let line = process.stdout_line().await.expect("the process ended without a handshake line");
        let line = HandshakeLine::parse(&line);
        let channel = match (&self.certificate, &line.certificate) {
            (Some(client), Some(server)) => {
                let tls = Tls::new(server.clone()).with_certificate(client.clone());
                Channel::over(tls.connect(&line.socket).await.expect("TLS")).await
            }
            _ => Channel::over(tokio::net::UnixStream::connect(&line.socket).await.expect("a socket")).await,
        };
        Plugin {
            process,
            line,
            temporary: self.temporary,
            certificate: self.certificate,
            channel: channel.expect("an HTTP/2 connection"),
        }
    }

    /// Starts the process and no more. It must be dropped before the launch,
    /// whose directory it uses.
    pub(crate) fn spawn(&self) -> Process {
        Process::spawn(&self.program, &self.args, self.environment())
    }

    /// Starts the process and waits until it ends by itself.
    pub(crate) async fn run(self) -> Output {
        in_time("the process to end", self.spawn().output()).await
    }
}
