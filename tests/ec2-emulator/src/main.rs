//! The emulator as a process: prints its URL as one line and ends when standard input closes.

use std::io::Read;
use std::process::ExitCode;

use ec2_emulator::{Emulator, Options, Timing};

const USAGE: &str = "usage: ec2-emulator [--port N] [--speed X] [--realistic] [--throttle] [--forever]

  --port N      listen on 127.0.0.1:N instead of a free port
  --speed X     let X seconds of the emulator's clock pass in a real one
  --realistic   let things take as long as on EC2: minutes, by the emulator's clock
  --throttle    refuse calls that come faster than EC2 lets them
  --forever     do not end when standard input closes";

fn main() -> ExitCode {
    match arguments(std::env::args().skip(1)).and_then(|(options, forever)| run(&options, forever)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error);
            ExitCode::FAILURE
        }
    }
}

fn arguments(mut arguments: impl Iterator<Item = String>) -> Result<(Options, bool), String> {
    let mut options = Options::default();
    let mut forever = false;
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--port" => options.port = number(&argument, arguments.next())?,
            "--speed" => options.speed = number(&argument, arguments.next())?,
            "--realistic" => options.timing = Timing::realistic(),
            "--throttle" => options.throttling = true,
            "--forever" => forever = true,
            other => return Err(format!("unknown argument {other}\n{USAGE}")),
        }
    }
    Ok((options, forever))
}

fn number<N: std::str::FromStr>(name: &str, value: Option<String>) -> Result<N, String> {
    value.and_then(|value| value.parse().ok()).ok_or_else(|| format!("{name} needs a number\n{USAGE}"))
}

fn run(options: &Options, forever: bool) -> Result<(), String> {
    let emulator = Emulator::start(options).map_err(|error| format!("cannot serve: {error}"))?;
    announce(emulator.url());
    if forever {
        loop {
            std::thread::park();
        }
    }
    // Whoever started us holds the other end, which the kernel closes however the starter ends.
    std::io::stdin().read_to_end(&mut Vec::new()).map(drop).map_err(|error| format!("standard input: {error}"))
}

#[expect(clippy::print_stdout, reason = "the URL is what the process has to say")]
fn announce(url: &str) {
    println!("{url}");
}

#[expect(clippy::print_stderr, reason = "a command's complaints go there")]
fn complain(error: &str) {
    eprintln!("ec2-emulator: {error}");
}
