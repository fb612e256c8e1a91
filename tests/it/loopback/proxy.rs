//! A proxy for HTTP, and for HTTPS by CONNECT, that leads every name to one address: names of AWS that do not resolve
//! here can be used in tests.

use std::io::{BufReader, Write, copy};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use super::http::head;

/// Serves from threads of its own until the test run ends.
pub(crate) struct Proxy {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    /// Leads everything to `target`. With `password`, only those are served who send that: `user:password` in Base64.
    pub(crate) fn to(target: SocketAddr, password: Option<&'static str>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a port");
        let address = listener.local_addr().expect("a bound socket has an address");
        let asked = Arc::<Mutex<Vec<String>>>::default();
        let seen = Arc::clone(&asked);
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let seen = Arc::clone(&seen);
                thread::spawn(move || lead(client, target, password, &seen));
            }
        });
        Self { address, asked }
    }

    /// Host and port.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// The first line of each request: `CONNECT ec2.eu-central-1.amazonaws.com:443 HTTP/1.1`.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn lead(mut client: TcpStream, target: SocketAddr, password: Option<&str>, asked: &Mutex<Vec<String>>) {
    let mut reader = BufReader::new(client.try_clone().expect("a socket can be shared"));
    let Some(head) = head(&mut reader) else { return };
    asked.lock().unwrap().push(head.lines().next().unwrap_or_default().to_owned());
    let allowed = password.is_none_or(|password| head.contains(&format!("Basic {password}")));
    if !allowed {
        let refusal = "HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n";
        client.write_all(refusal.as_bytes()).ok();
        return;
    }
    let Ok(mut server) = TcpStream::connect(target) else { return };
    if head.starts_with("CONNECT") {
        client.write_all(b"HTTP/1.1 200 OK\r\n\r\n").ok();
    } else {
        server.write_all(format!("{head}\r\n").as_bytes()).ok();
    }
    let (mut back, mut there) = (server.try_clone().expect("a socket can be shared"), client);
    let answers = there.try_clone().map(|mut client| {
        thread::spawn(move || {
            copy(&mut back, &mut client).ok();
            client.shutdown(Shutdown::Both).ok();
        })
    });
    copy(&mut reader, &mut server).ok();
    server.shutdown(Shutdown::Write).ok();
    there.flush().ok();
    answers.map(std::thread::JoinHandle::join).ok();
}
