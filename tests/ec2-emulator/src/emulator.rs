//! A running emulator.

use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::ops::Deref;
use std::thread::JoinHandle;

use tokio::runtime;
use tokio::sync::oneshot;

use crate::control::Control;
use crate::options::Options;
use crate::server;

/// A running emulator: served by a thread of its own, ended by being dropped.
///
/// It dereferences to [`Control`], through which tests steer it.
#[derive(Debug)]
pub struct Emulator {
    url: String,
    control: Control,
    /// Dropping it ends the thread.
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Emulator {
    /// Starts to serve on loopback.
    ///
    /// # Errors
    /// When the port is taken, or a thread cannot be had.
    pub fn start(options: &Options) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port))?;
        listener.set_nonblocking(true)?;
        let url = format!("http://{}", listener.local_addr()?);
        let control = Control::new(options);
        let (stop, stopped) = oneshot::channel();
        let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
        let served = control.clone();
        let serve = move || runtime.block_on(server::serve(listener, served, stopped));
        let thread = std::thread::Builder::new().name("ec2-emulator".to_owned()).spawn(serve)?;
        Ok(Self { url, control, stop: Some(stop), thread: Some(thread) })
    }

    /// `http://127.0.0.1:PORT`
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Deref for Emulator {
    type Target = Control;

    fn deref(&self) -> &Control {
        &self.control
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic in the thread has been reported by the thread.
            let _ended = thread.join();
        }
    }
}
