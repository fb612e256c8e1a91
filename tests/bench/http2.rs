//! As much HTTP/2 (RFC 9113) as a gRPC call takes, and no more: a client library built for debugging would take longer
//! over an answer than the provider does.

use crate::{Result, connection::Stream};

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
const FRAME_HEADER: usize = 9;

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const GOAWAY: u8 = 7;
const WINDOW_UPDATE: u8 = 8;

const ACK: u8 = 1;
const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;
const PADDED: u8 = 8;

/// So much may be sent to us unasked: no answer has to wait for us.
const WINDOW: u32 = 0x4000_0000;
const INITIAL_WINDOW_SIZE: u8 = 4;
const DEFAULT_WINDOW: u32 = 65_535;

/// A message of gRPC begins with a flag and its length.
const MESSAGE_HEADER: usize = 5;

/// What a frame may hold unless the other side says otherwise.
const LARGEST_FRAME: usize = 16_384;

/// An HTTP/2 connection that calls are made on, one at a time.
pub(crate) struct Connection<S> {
    stream: S,
    next_id: u32,
}

struct Frame {
    kind: u8,
    flags: u8,
    id: u32,
    payload: Vec<u8>,
}

impl<S: Stream> Connection<S> {
    /// Returns when both sides know each other's settings.
    pub(crate) fn over(stream: S) -> Result<Self> {
        let mut connection = Self { stream, next_id: 1 };
        let settings = [&[0, INITIAL_WINDOW_SIZE][..], &WINDOW.to_be_bytes()].concat();
        let window = (WINDOW - DEFAULT_WINDOW).to_be_bytes();
        let hello = [PREFACE, &frame(SETTINGS, 0, 0, &settings), &frame(WINDOW_UPDATE, 0, 0, &window)].concat();
        connection.send(&hello)?;
        let (mut theirs, mut ours) = (false, false);
        while !(theirs && ours) {
            let frame = connection.receive()?;
            match frame.flags & ACK {
                _ if frame.kind != SETTINGS => {}
                0 => theirs = true,
                _ => ours = true,
            }
        }
        Ok(connection)
    }

    /// Calls the RPC at `path` with an empty message and returns the message that it answers, as it came.
    pub(crate) fn call(&mut self, path: &str) -> Result<Vec<u8>> {
        self.call_with(path, &[])
    }

    /// The same with a message, of which both sides' windows have room for a few.
    pub(crate) fn call_with(&mut self, path: &str, sent: &[u8]) -> Result<Vec<u8>> {
        let id = self.begin(path, Some(sent))?;
        let mut body = Vec::new();
        loop {
            let frame = self.receive()?;
            match frame.kind {
                GOAWAY => return Err(format!("{path}: the provider closed the connection").into()),
                RST_STREAM if frame.id == id => return Err(format!("{path}: the provider reset the stream").into()),
                DATA if frame.id == id => body.extend(frame.payload),
                _ => {}
            }
            if frame.id == id && matches!(frame.kind, DATA | HEADERS) && frame.flags & END_STREAM != 0 {
                return message(body).ok_or_else(|| format!("{path}: not answered with one whole message").into());
            }
        }
    }

    /// Begins a call whose answers nobody waits for. `ends` says whether it carries a message, or stays open.
    pub(crate) fn request(&mut self, path: &str, ends: bool) -> Result<u32> {
        self.begin(path, ends.then_some(&[]))
    }

    fn begin(&mut self, path: &str, message: Option<&[u8]>) -> Result<u32> {
        let id = self.next_id;
        self.next_id += 2;
        let mut bytes = frame(HEADERS, END_HEADERS, id, &headers(path));
        if let Some(message) = message {
            bytes.extend(data(id, message));
        }
        self.send(&bytes)?;
        Ok(id)
    }

    fn send(&mut self, bytes: &[u8]) -> Result<()> {
        self.stream.write_all(bytes)?;
        Ok(self.stream.flush()?)
    }

    /// The next frame; what has to be answered is.
    fn receive(&mut self) -> Result<Frame> {
        let mut header = [0; FRAME_HEADER];
        self.stream.read_exact(&mut header)?;
        let [a, b, c, kind, flags, id @ ..] = header;
        let mut payload = vec![0; u32::from_be_bytes([0, a, b, c]) as usize];
        self.stream.read_exact(&mut payload)?;
        if kind == DATA && flags & PADDED != 0 {
            return Err("the provider pads its answers".into());
        }
        match kind {
            SETTINGS if flags & ACK == 0 => self.send(&frame(SETTINGS, ACK, 0, &[]))?,
            PING if flags & ACK == 0 => self.send(&frame(PING, ACK, 0, &payload))?,
            _ => {}
        }
        Ok(Frame { kind, flags, id: u32::from_be_bytes(id), payload })
    }
}

/// The frames that carry one message and end the stream.
fn data(id: u32, message: &[u8]) -> Vec<u8> {
    let length = u32::try_from(message.len()).expect("messages of ours are short").to_be_bytes();
    let body = [&[0][..], &length, message].concat();
    let last = body.len().div_ceil(LARGEST_FRAME) - 1;
    let flags = |index| if index == last { END_STREAM } else { 0 };
    let parts = body.chunks(LARGEST_FRAME).enumerate();
    parts.flat_map(|(index, part)| frame(DATA, flags(index), id, part)).collect()
}

fn frame(kind: u8, flags: u8, id: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).expect("frames of ours are short").to_be_bytes();
    [&length[1..], &[kind, flags], &id.to_be_bytes(), payload].concat()
}

/// The headers of a request, in HPACK (RFC 7541) without Huffman codes and tables of our own.
fn headers(path: &str) -> Vec<u8> {
    const POST: u8 = 0x83;
    const HTTPS: u8 = 0x87;
    const AUTHORITY: &[u8] = &[0x01];
    const PATH: &[u8] = &[0x04];
    const CONTENT_TYPE: &[u8] = &[0x0f, 0x10];
    const TE: &[u8] = b"\x00\x02te";
    let fields = [(PATH, path), (AUTHORITY, "localhost"), (CONTENT_TYPE, "application/grpc"), (TE, "trailers")];
    let mut block = vec![POST, HTTPS];
    for (name, value) in fields {
        block.extend(name);
        block.push(u8::try_from(value.len()).expect("headers of ours are short"));
        block.extend(value.as_bytes());
    }
    block
}

/// The message in the body of an answer, if it holds just one.
fn message(mut body: Vec<u8>) -> Option<Vec<u8>> {
    let header = *body.first_chunk::<MESSAGE_HEADER>()?;
    let length = u32::from_be_bytes([header[1], header[2], header[3], header[4]]) as usize;
    (header[0] == 0 && body.len() == MESSAGE_HEADER + length).then(|| body.split_off(MESSAGE_HEADER))
}
