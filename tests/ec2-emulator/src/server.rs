//! HTTP: requests in, answers out, faults in between.

use std::fmt;
use std::net::TcpListener;

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::CONTENT_TYPE;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{HeaderMap, Request as HttpRequest, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::sync::oneshot;

use crate::call::Answer;
use crate::control::{self, Control};
use crate::error::Error;
use crate::fault::FaultKind;
use crate::kind::new_id;
use crate::log::Outcome;
use crate::operation::Operation;
use crate::request::Request;
use crate::xml::Xml;

const EC2: &str = "http://ec2.amazonaws.com/doc/2016-11-15/";
const STS: &str = "https://sts.amazonaws.com/doc/2011-06-15/";
const GARBAGE: &str = "<html><body>\u{fffd}this is not the answer you are looking for";

/// Serves until `stopped`.
pub(crate) async fn serve(listener: TcpListener, control: Control, stopped: oneshot::Receiver<()>) {
    let accepting = async {
        let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
        loop {
            if let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(connection(stream, control.clone()));
            }
        }
    };
    tokio::select! {
        () = accepting => {}
        _ = stopped => {}
    }
}

async fn connection(stream: tokio::net::TcpStream, control: Control) {
    // A small answer would wait for the client's acknowledgement of the one before.
    let _without_delay = stream.set_nodelay(true);
    let service = service_fn(|request| respond(request, &control));
    // An error is the client's going away, or a fault that wants the connection closed.
    let _ended = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}

/// Why a request gets no answer.
#[derive(Debug)]
enum Hangup {
    /// The client went away while it was sending.
    Client(hyper::Error),
    /// A fault, or a fault of ours, closes the connection.
    Fault,
}

impl fmt::Display for Hangup {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Client(error) => write!(formatter, "the client went away: {error}"),
            Self::Fault => formatter.write_str("a fault closes the connection"),
        }
    }
}

impl std::error::Error for Hangup {}

type Reply = Response<Full<Bytes>>;

async fn respond(request: HttpRequest<Incoming>, control: &Control) -> Result<Reply, Hangup> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.map_err(Hangup::Client)?.to_bytes();
    if let Some(path) = head.uri.path().strip_prefix("/_control/") {
        let (status, json) = control::http::answer(control, &head.method, path, &body);
        return Ok(reply(status, "application/json", json));
    }
    let control = control.clone();
    // A task of its own: a call that came in is carried out even when its client is gone by then.
    let answered = tokio::spawn(async move {
        let query = head.uri.query().unwrap_or_default().as_bytes();
        call(&head.headers, if body.is_empty() { query } else { &body }, &control).await
    });
    answered.await.unwrap_or(Err(Hangup::Fault))
}

async fn call(headers: &HeaderMap, form: &[u8], control: &Control) -> Result<Reply, Hangup> {
    let request = match Request::read(headers, form) {
        Ok(request) => request,
        Err(error) => return Ok(envelope("", Err(error))),
    };
    let (number, fault) = control.begin(&request);
    let unanswered = || control.end(number, Outcome::Unanswered);
    match fault {
        Some(FaultKind::Delay(time)) => tokio::time::sleep(time).await,
        Some(FaultKind::Disconnect) => {
            unanswered();
            return Err(Hangup::Fault);
        }
        Some(FaultKind::Garbage) => {
            unanswered();
            return Ok(reply(200, "text/html", GARBAGE.to_owned()));
        }
        Some(FaultKind::LostAnswer) => {
            let _lost = control.answer(&request);
            unanswered();
            return Err(Hangup::Fault);
        }
        Some(FaultKind::Error { code, message, status }) => {
            control.end(number, Outcome::Refused(code.clone()));
            let error = Error { code: code.into(), message, status };
            return Ok(envelope(&request.operation, Err(error)));
        }
        None => {}
    }
    let answer = control.answer(&request);
    let refused = answer.as_ref().err().map(|error| Outcome::Refused(error.code.clone().into_owned()));
    control.end(number, refused.unwrap_or(Outcome::Done));
    Ok(envelope(&request.operation, answer))
}

/// Puts the answer into the form of EC2, or of STS.
fn envelope(operation: &str, answer: Answer) -> Reply {
    let id = request_id();
    let root = format!("{operation}Response");
    let (status, document) = match (answer, Operation::is_sts(operation)) {
        (Ok(xml), false) => (200, Xml::new().text("requestId", id).and(xml).document(&root, Some(EC2))),
        (Ok(xml), true) => {
            let metadata = Xml::new().text("RequestId", id);
            (200, xml.structure("ResponseMetadata", metadata).document(&root, Some(STS)))
        }
        (Err(error), sts) => {
            let what = Xml::new().text("Code", error.code).text("Message", error.message);
            let document = if sts {
                let error = Xml::new().text("Type", "Sender").and(what);
                Xml::new().structure("Error", error).text("RequestId", id).document("ErrorResponse", Some(STS))
            } else {
                let errors = Xml::new().structure("Error", what);
                Xml::new().structure("Errors", errors).text("RequestID", id).document("Response", None)
            };
            (error.status, document)
        }
    };
    reply(status, "text/xml;charset=UTF-8", document)
}

fn reply(status: u16, content_type: &'static str, body: String) -> Reply {
    let mut reply = Response::new(Full::new(Bytes::from(body)));
    *reply.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    reply.headers_mut().insert(CONTENT_TYPE, hyper::header::HeaderValue::from_static(content_type));
    reply
}

/// A UUID.
fn request_id() -> String {
    let digits = new_id("") + &new_id("");
    let digits = digits.replace('-', "");
    format!("{}-{}-4{}-8{}-{}", &digits[..8], &digits[8..12], &digits[12..15], &digits[15..18], &digits[18..30])
}
