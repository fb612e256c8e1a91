//! The control interface over HTTP, for tests in other languages and by hand: JSON under `/_control/`.

use std::time::Duration;

use hyper::Method;
use serde_json::{Value, json};

use super::Control;
use crate::clock::iso_8601;
use crate::endpoint::{LastError, State};
use crate::fault::{Fault, FaultKind};
use crate::log::{CallRecord, Outcome};

/// Answers `METHOD /_control/PATH`: status and JSON.
pub(crate) fn answer(control: &Control, method: &Method, path: &str, body: &[u8]) -> (u16, String) {
    let body = if body.is_empty() { Ok(Value::Null) } else { serde_json::from_slice(body) };
    let answer = match body {
        Ok(body) => route(control, method.as_str(), path, &body),
        Err(error) => Err(error.to_string()),
    };
    match answer {
        Ok(answer) => (200, answer.to_string()),
        Err(error) => (400, json!({ "error": error }).to_string()),
    }
}

fn route(control: &Control, method: &str, path: &str, body: &Value) -> Result<Value, String> {
    let (path, id) = path.split_once('/').unwrap_or((path, ""));
    match (method, path) {
        ("GET", "calls") => Ok(control.calls().iter().map(call).collect()),
        ("DELETE", "calls") => done(|| control.reset_calls()),
        ("POST", "faults") => fault(body).and_then(|fault| done(|| control.inject(fault))),
        ("DELETE", "faults") => done(|| control.clear_faults()),
        ("GET", "clock") => Ok(json!({ "now": iso_8601(control.clock().now()) })),
        ("POST", "clock") => clock(control, body),
        ("POST", "endpoints") => change_endpoint(control, id, body),
        ("POST", "next-endpoint") => {
            let state = state(body)?.ok_or("state is missing")?;
            done(|| control.next_endpoint_becomes(state, last_error(body)))
        }
        ("DELETE", "network-interfaces") => found(control.remove_network_interface(id), id),
        ("POST", "principals") => {
            let (arn, time) = (text(body, "hide")?, seconds(body, "seconds").ok_or("seconds is missing")?);
            done(|| control.hide_principal(&arn, time))
        }
        ("POST", "settings") => settings(control, body),
        _ => Err(format!("there is no {method} /_control/{path}")),
    }
}

#[expect(clippy::unnecessary_wraps, reason = "routes end in it")]
fn done(act: impl FnOnce()) -> Result<Value, String> {
    act();
    Ok(json!({}))
}

fn found(found: bool, id: &str) -> Result<Value, String> {
    if found { Ok(json!({})) } else { Err(format!("there is no {id}")) }
}

fn call(call: &CallRecord) -> Value {
    let outcome = match &call.outcome {
        None => Value::Null,
        Some(Outcome::Done) => json!("done"),
        Some(Outcome::Unanswered) => json!("unanswered"),
        Some(Outcome::Refused(code)) => json!({ "refused": code }),
    };
    json!({
        "operation": call.operation,
        "parameters": call.parameters,
        "at": iso_8601(call.at),
        "account": call.account,
        "region": call.region,
        "outcome": outcome,
    })
}

/// `{"operation", "nth"?, "times"?, "error": {"code", "message", "status"?} | "delay_seconds" | "kind"}`; without
/// `times` once, with `times: null` always.
fn fault(body: &Value) -> Result<Fault, String> {
    let number = |name: &str, default| body[name].as_u64().map_or(default, |n| u32::try_from(n).unwrap_or(u32::MAX));
    let always = body.get("times").is_some_and(Value::is_null);
    Ok(Fault {
        operation: text(body, "operation")?,
        nth: number("nth", 1),
        times: if always { u32::MAX } else { number("times", 1) },
        kind: fault_kind(body)?,
    })
}

fn fault_kind(body: &Value) -> Result<FaultKind, String> {
    if let Some(error) = body.get("error") {
        let status = error["status"].as_u64().and_then(|status| u16::try_from(status).ok()).unwrap_or(400);
        return Ok(FaultKind::Error { code: text(error, "code")?, message: text(error, "message")?, status });
    }
    if let Some(time) = seconds(body, "delay_seconds") {
        return Ok(FaultKind::Delay(time));
    }
    match body["kind"].as_str() {
        Some("disconnect") => Ok(FaultKind::Disconnect),
        Some("lost-answer") => Ok(FaultKind::LostAnswer),
        Some("garbage") => Ok(FaultKind::Garbage),
        _ => Err("one of error, delay_seconds and kind (disconnect, lost-answer, garbage) is needed".to_owned()),
    }
}

/// `{"speed"?, "stopped"?, "advance_seconds"?}`
fn clock(control: &Control, body: &Value) -> Result<Value, String> {
    let clock = control.clock();
    if let Some(speed) = body["speed"].as_f64() {
        clock.set_speed(speed);
    }
    match body["stopped"].as_bool() {
        Some(true) => clock.stop(),
        Some(false) => clock.resume(),
        None => {}
    }
    if let Some(time) = seconds(body, "advance_seconds") {
        clock.advance(time);
    }
    route(control, "GET", "clock", &Value::Null)
}

/// `{"state"?, "last_error"?: {"code", "message"} | null, "policy"?}`
fn change_endpoint(control: &Control, id: &str, body: &Value) -> Result<Value, String> {
    let mut there = true;
    if let Some(state) = state(body)? {
        there &= control.set_endpoint_state(id, state);
    }
    if body.get("last_error").is_some() {
        there &= control.set_last_error(id, last_error(body));
    }
    if let Some(policy) = body["policy"].as_str() {
        there &= control.replace_policy(id, policy);
    }
    found(there, id)
}

/// `{"throttling"?, "endpoints_per_vpc"?, "zones_not_offered"?: [ids]}`
fn settings(control: &Control, body: &Value) -> Result<Value, String> {
    if let Some(on) = body["throttling"].as_bool() {
        control.set_throttling(on);
    }
    if let Some(quota) = body["endpoints_per_vpc"].as_u64() {
        control.set_endpoints_per_vpc(usize::try_from(quota).map_err(|error| error.to_string())?);
    }
    if let Some(ids) = body["zones_not_offered"].as_array() {
        control.set_zones_not_offered(&ids.iter().filter_map(Value::as_str).collect::<Vec<_>>());
    }
    Ok(json!({}))
}

fn state(body: &Value) -> Result<Option<State>, String> {
    let Some(text) = body["state"].as_str() else { return Ok(None) };
    State::parse(text).map(Some).ok_or_else(|| format!("{text} is no state"))
}

fn last_error(body: &Value) -> Option<LastError> {
    let error = &body["last_error"];
    Some(LastError { code: error["code"].as_str()?.to_owned(), message: error["message"].as_str()?.to_owned() })
}

fn text(body: &Value, name: &str) -> Result<String, String> {
    body[name].as_str().map(ToOwned::to_owned).ok_or_else(|| format!("{name} is missing"))
}

fn seconds(body: &Value, name: &str) -> Option<Duration> {
    Duration::try_from_secs_f64(body[name].as_f64()?).ok()
}
