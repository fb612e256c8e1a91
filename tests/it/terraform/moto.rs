//! moto, an EC2 that none of us wrote: one server for the whole test run. The tests share it and
//! keep out of each other's way by working in a VPC of their own.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;

/// `http://127.0.0.1:PORT`; the first caller starts the server.
pub(super) fn url() -> &'static str {
    static SERVER: LazyLock<Server> = LazyLock::new(Server::start);
    &SERVER.url
}

struct Server {
    url: String,
    /// Holds the server's standard input open: it ends when that closes, which the kernel sees to
    /// when the test run ends, whichever way it ends.
    _process: Child,
}

impl Server {
    fn start() -> Self {
        let mut process = Command::new(python())
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/moto/serve.py"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("moto's Python starts");
        let stdout = process.stdout.take().expect("stdout is piped");
        let mut url = String::new();
        BufReader::new(stdout).read_line(&mut url).expect("moto prints its URL");
        assert!(url.starts_with("http://"), "moto did not start: {url:?}");
        Self { url: url.trim_end().to_owned(), _process: process }
    }
}

/// The interpreter of the environment that `make moto` puts beside cargo's own output.
fn python() -> std::path::PathBuf {
    let python = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("moto/bin/python");
    assert!(python.exists(), "{} is missing: `make moto` makes it, `make test` runs all", python.display());
    python
}
