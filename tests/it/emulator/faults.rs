//! Faults, the log of calls, and changes that no call makes.

use std::time::{Duration, Instant};

use ec2_emulator::{CallRecord, Fault, FaultKind, Outcome, State};

use super::lab::Lab;

#[test]
fn the_calls_that_a_fault_is_for_fail_and_the_others_do_not() {
    let lab = Lab::new();
    lab.emulator
        .inject(Fault::error("DescribeVpcs", "Unavailable", "The service is unavailable", 503).from_call(2).times(2));
    lab.ec2.ok("DescribeVpcs", &[]);
    for _ in 0..2 {
        let refused = lab.ec2.refused("DescribeVpcs", &[]);
        assert_eq!(refused, (503, "Unavailable".to_owned(), "The service is unavailable".to_owned()));
        lab.ec2.ok("DescribeSubnets", &[]);
    }
    lab.ec2.ok("DescribeVpcs", &[]);
}

#[test]
fn a_connection_is_closed_before_or_after_the_call_is_carried_out() {
    let lab = Lab::new();
    let asked = lab.endpoint(&[("PrivateDnsEnabled", "false")]);
    for (kind, made) in [(FaultKind::Disconnect, 0), (FaultKind::LostAnswer, 1)] {
        lab.emulator.inject(Fault::new("CreateVpcEndpoint", kind.clone()));
        assert!(lab.ec2.call("CreateVpcEndpoint", &asked).is_err(), "{kind:?}");
        assert_eq!(lab.emulator.endpoint_count(), made, "{kind:?}");
    }
}

#[test]
fn garbage_is_no_xml() {
    let lab = Lab::new();
    lab.emulator.inject(Fault::new("*", FaultKind::Garbage));
    let reply = lab.ec2.call("DescribeVpcs", &[]).unwrap();
    assert_eq!(reply.status, 200);
    assert!(roxmltree::Document::parse(&reply.body).is_err());
    lab.ec2.ok("DescribeVpcs", &[]);
}

#[test]
fn a_delayed_call_can_be_waited_for_while_it_hangs() {
    let lab = Lab::new();
    lab.emulator.inject(Fault::new("DescribeVpcs", FaultKind::Delay(Duration::from_millis(300))));
    lab.emulator.reset_calls();
    let start = Instant::now();
    std::thread::scope(|scope| {
        scope.spawn(|| lab.ec2.ok("DescribeVpcs", &[]));
        assert!(lab.emulator.wait_for_calls("DescribeVpcs", 1, Duration::from_secs(30)));
        assert_eq!(lab.emulator.calls()[0].outcome, None, "it came in and has not ended");
        lab.ec2.ok("DescribeSubnets", &[]);
    });
    assert!(start.elapsed() >= Duration::from_millis(300));
    assert!(!lab.emulator.wait_for_calls("DescribeVpcs", 2, Duration::from_millis(1)));
}

#[test]
fn a_call_is_carried_out_though_its_client_is_gone_by_then() {
    let lab = Lab::new();
    lab.emulator.inject(Fault::new("CreateVpc", FaultKind::Delay(Duration::from_millis(300))));
    let impatient = ureq::post(&lab.ec2.url).config().timeout_global(Some(Duration::from_millis(50))).build();
    let authorization = "AWS4-HMAC-SHA256 Credential=test/20260101/eu-central-1/ec2/aws4_request";
    let form = [("Action", "CreateVpc"), ("CidrBlock", "10.8.0.0/16")];
    assert!(impatient.header("Authorization", authorization).send_form(form).is_err());
    let done = |call: &CallRecord| {
        call.parameters.get("CidrBlock").is_some_and(|cidr| cidr == "10.8.0.0/16")
            && call.outcome == Some(Outcome::Done)
    };
    assert!(lab.emulator.wait_until(Duration::from_secs(30), |calls| calls.iter().any(done)));
    assert!(lab.ec2.ok("DescribeVpcs", &[]).texts("cidrBlock").contains(&"10.8.0.0/16".to_owned()));
}

#[test]
fn the_log_has_what_was_asked_by_whom_and_how_it_ended() {
    let lab = Lab::new();
    lab.emulator.reset_calls();
    lab.ec2
        .with_key("AKIA210987654321")
        .refused("DescribeVpcEndpoints", &[("VpcEndpointId.1", "vpce-00000000000000001")]);
    let calls = lab.emulator.calls();
    let [call] = &calls[..] else { panic!("{calls:?}") };
    assert_eq!(call.operation, "DescribeVpcEndpoints");
    assert_eq!(call.parameters["VpcEndpointId.1"], "vpce-00000000000000001");
    assert_eq!((call.account.as_str(), call.region.as_str()), ("210987654321", "eu-central-1"));
    assert_eq!(call.outcome, Some(Outcome::Refused("InvalidVpcEndpointId.NotFound".to_owned())));
    assert_eq!(call.at, lab.emulator.clock().now(), "the clock stands still");
    assert_eq!(lab.emulator.count("DescribeVpcEndpoints"), 1);
}

#[test]
fn an_endpoint_can_be_put_into_any_state() {
    let lab = Lab::new();
    let id = lab.create_plain();
    for state in [State::Rejected, State::Failed, State::Expired, State::PendingAcceptance, State::Partial] {
        assert!(lab.emulator.set_endpoint_state(&id, state));
        lab.advance(1000);
        assert_eq!(lab.describe(&id).text("state"), state.as_str(), "it stays there");
    }
}

#[test]
fn an_interface_can_vanish_while_its_endpoint_still_lists_it() {
    let lab = Lab::new();
    let id = lab.create_plain();
    let interface = lab.describe(&id).items("networkInterfaceIdSet").remove(0);
    assert!(lab.emulator.remove_network_interface(&interface));
    assert!(lab.describe(&id).items("networkInterfaceIdSet").contains(&interface));
    let code = lab.ec2.code("DescribeNetworkInterfaces", &[("NetworkInterfaceId.1", &interface)]);
    assert_eq!(code, "InvalidNetworkInterfaceID.NotFound");
}

#[test]
fn the_same_is_there_over_http() {
    let lab = Lab::new();
    let id = lab.create_plain();
    let url = |path: &str| format!("{}/_control/{path}", lab.ec2.url);
    let post = |path: &str, json: &str| {
        let mut reply = ureq::post(url(path)).config().http_status_as_error(false).build().send(json).unwrap();
        (reply.status().as_u16(), reply.body_mut().read_to_string().unwrap())
    };
    assert_eq!(post("faults", r#"{"operation": "DescribeVpcs", "error": {"code": "X", "message": "y"}}"#).0, 200);
    assert_eq!(lab.ec2.code("DescribeVpcs", &[]), "X");
    let before = lab.emulator.clock().now();
    assert_eq!(post("clock", r#"{"advance_seconds": 1.5}"#).0, 200);
    assert_eq!(lab.emulator.clock().now().duration_since(before).as_millis(), 1500);
    let changed = r#"{"state": "failed", "last_error": {"code": "C", "message": "m"}, "policy": "{}"}"#;
    assert_eq!(post(&format!("endpoints/{id}"), changed).0, 200);
    let endpoint = lab.describe(&id);
    assert_eq!(
        (endpoint.text("state"), endpoint.text("code"), endpoint.text("policyDocument")),
        ("failed".into(), "C".into(), "{}".into())
    );
    let calls = ureq::get(url("calls")).call().unwrap().body_mut().read_to_string().unwrap();
    let calls: serde_json::Value = serde_json::from_str(&calls).unwrap();
    assert_eq!(calls.as_array().unwrap().last().unwrap()["operation"], "DescribeVpcEndpoints");
    for (path, json) in
        [("faults", "{}"), ("nothing", "{}"), ("clock", "{"), ("endpoints/vpce-1", r#"{"policy": "{}"}"#)]
    {
        assert_eq!(post(path, json).0, 400, "{path} {json}");
    }
}
