//! The processes of a running `terraform`: itself, and the plugins, which are its children.

use std::fs;

use rustix::process::{Pid, Signal, kill_process};

/// Times in `/proc/PID/stat` are in hundredths of a second, on every Linux.
const TICK: f64 = 10.0;

/// The most that was seen, in bytes.
#[derive(Clone, Copy, Default)]
pub(crate) struct Peak {
    /// RSS of all plugins at one time: pages that several of them share count for each.
    pub(crate) rss: f64,
    /// PSS of all plugins at one time: pages that several of them share count once.
    pub(crate) pss: f64,
    /// How many plugins there were when `rss` was greatest.
    pub(crate) plugins: usize,
    /// The greatest RSS that one plugin has ever had, by its own account.
    pub(crate) plugin: f64,
    /// The milliseconds for which the main thread of one plugin has worked: ours has no other.
    pub(crate) cpu: f64,
    /// The greatest RSS of `terraform` itself.
    pub(crate) terraform: f64,
}

impl Peak {
    /// Looks at the processes as they are now. Those that end meanwhile count for nothing.
    pub(super) fn look(&mut self, terraform: Pid) {
        let plugins = plugins(terraform);
        let all = |file, label| plugins.iter().filter_map(|pid| bytes(*pid, file, label)).collect::<Vec<_>>();
        let rss: f64 = all("status", "VmRSS:").iter().sum();
        if rss > self.rss {
            (self.rss, self.plugins) = (rss, plugins.len());
        }
        self.pss = self.pss.max(all("smaps_rollup", "Pss:").iter().sum());
        self.plugin = all("status", "VmHWM:").into_iter().fold(self.plugin, f64::max);
        self.cpu = plugins.iter().filter_map(|pid| worked(*pid)).fold(self.cpu, f64::max);
        self.terraform = self.terraform.max(bytes(terraform, "status", "VmHWM:").unwrap_or_default());
    }
}

/// Kills `terraform` and its plugins, which would otherwise be left to notice it.
pub(super) fn kill(terraform: Pid) {
    let plugins = plugins(terraform);
    for pid in [terraform].into_iter().chain(plugins) {
        // Fails when it has ended meanwhile.
        let _ = kill_process(pid, Signal::KILL);
    }
}

/// The children of all threads: the kernel keeps them by the thread that made them. One that is still to become a plugin
/// has all the memory of `terraform`, and counts for nothing.
fn plugins(terraform: Pid) -> Vec<Pid> {
    let program = |pid: Pid| fs::read_link(format!("/proc/{}/exe", pid.as_raw_pid())).ok();
    let own = program(terraform);
    let threads = fs::read_dir(format!("/proc/{}/task", terraform.as_raw_pid()));
    let children = |thread: fs::DirEntry| fs::read_to_string(thread.path().join("children")).unwrap_or_default();
    let lists = threads.into_iter().flatten().flatten().map(children);
    let pids = |list: String| list.split_whitespace().filter_map(|pid| pid.parse().ok()).collect::<Vec<i32>>();
    lists.flat_map(pids).filter_map(Pid::from_raw).filter(|pid| program(*pid) != own).collect()
}

/// What the children of this program that have ended, and theirs, have worked, in milliseconds.
pub(super) fn children_worked() -> f64 {
    let text = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The second field is a name in parentheses, which may hold anything; the third comes after it.
    let fields = text.rsplit(')').next().unwrap_or_default();
    let ticks = fields.split_whitespace().skip(13).take(2).filter_map(|field| field.parse::<f64>().ok());
    ticks.sum::<f64>() * TICK
}

/// What the scheduler says of the main thread, in milliseconds.
fn worked(pid: Pid) -> Option<f64> {
    let text = fs::read_to_string(format!("/proc/{}/schedstat", pid.as_raw_pid())).ok()?;
    text.split(' ').next()?.parse::<f64>().ok().map(|nanoseconds| nanoseconds / 1e6)
}

/// The number in the line of `/proc/PID/FILE` that begins with `label`; what is called kB there are 1,024 bytes.
fn bytes(pid: Pid, file: &str, label: &str) -> Option<f64> {
    let text = fs::read_to_string(format!("/proc/{}/{file}", pid.as_raw_pid())).ok()?;
    let value = text.lines().find_map(|line| line.strip_prefix(label))?;
    value.split_whitespace().next()?.parse::<f64>().ok().map(|kilobytes| kilobytes * 1024.0)
}
