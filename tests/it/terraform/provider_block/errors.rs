//! What goes wrong on the way to AWS is told: what was tried, what stood in the way, what to do; and soon.

use std::time::{Duration, Instant};

use super::{KEYS, Setting};
use crate::loopback::{HttpServer, Proxy, TlsServer};

/// The one error of a plan with this whole provider block, which no fault on the way to AWS may keep for longer than this.
fn error(setting: &Setting, block: &str) -> String {
    let before = Instant::now();
    setting.bare_block(&format!("region = \"eu-central-1\"\n{block}"));
    let error = setting.terraform.plan_again(&[]).error();
    assert!(before.elapsed() < Duration::from_secs(40), "{:?} for {error:?}", before.elapsed());
    error.detail.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn says(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part:?} is not in: {text}");
    }
}

fn endpoints(ec2: &str) -> String {
    format!("{KEYS}\nendpoints {{\n  ec2 = \"{ec2}\"\n  sts = \"{ec2}\"\n}}\n")
}

#[test]
fn without_credentials_every_source_that_was_tried_is_named() {
    let text = error(&Setting::new(), "");
    says(
        &text,
        &["There are no AWS credentials. Tried, in this order", "the environment variables", "profile \"default\""],
    );
    says(&text, &["container", "instance metadata", "Set access_key and secret_key or profile"]);
}

#[test]
fn a_profile_that_does_not_exist_is_named_with_those_that_do() {
    let setting = Setting::new();
    setting.terraform.write("config", "[profile one]\nregion = eu-west-1\n");
    setting.bare_block("profile = \"two\"\nshared_config_files = [\"config\"]");
    let error = setting.terraform.plan_again(&[]).error();
    assert!(error.line.contains("profile = \"two\""), "{error:?}");
    says(&error.detail, &["no profile \"two\"", "Those that are there: one"]);
    setting.bare_block("shared_config_files = [\"missing\"]");
    let error = setting.terraform.plan_again(&[]).error();
    assert!(error.line.contains("shared_config_files"), "{error:?}");
}

#[test]
fn expired_credentials_are_told_from_wrong_ones() {
    let setting = Setting::new();
    let expired = r#"{"Version":1,"AccessKeyId":"A","SecretAccessKey":"s","SessionToken":"t","Expiration":"2020-01-01T00:00:00Z"}"#;
    setting.terraform.write("keys.json", expired);
    let path = setting.terraform.path().join("keys.json");
    setting.terraform.write("config", &format!("[default]\ncredential_process = cat {}\n", path.display()));
    let text = error(&setting, "shared_config_files = [\"config\"]");
    says(&text, &["expired"]);
}

#[test]
fn a_role_that_cannot_be_assumed_is_named_with_its_place_and_what_sts_said() {
    let setting = Setting::new();
    let sts = HttpServer::start(|_| {
        let body = "<ErrorResponse><Error><Code>AccessDenied</Code><Message>User a is not authorized to perform: \
                    sts:AssumeRole</Message></Error></ErrorResponse>";
        (403, body.to_owned())
    });
    let role = "assume_role {\n  role_arn = \"arn:aws:iam::123456789012:role/closed\"\n}";
    let text = error(&setting, &format!("{}{role}", endpoints(&sts.url())));
    says(&text, &["arn:aws:iam::123456789012:role/closed", "assume_role[0] of the provider block"]);
    says(&text, &["not authorized to perform: sts:AssumeRole (AccessDenied)", "trust policy"]);
}

#[test]
fn a_host_that_refuses_or_does_not_exist_is_named() {
    let setting = Setting::new();
    let text = error(&setting, &format!("{}max_retries = 1", endpoints("http://127.0.0.1:1")));
    says(&text, &["127.0.0.1:1 cannot be reached", "Connection refused", "endpoint URL"]);
    let text = error(&setting, &format!("{}max_retries = 1", endpoints("http://nowhere.invalid")));
    says(&text, &["The name nowhere.invalid cannot be resolved", "Check the Region"]);
}

#[test]
fn a_proxy_at_fault_is_named_with_the_argument_and_without_its_password() {
    let setting = Setting::new();
    let block = format!("{KEYS}\nmax_retries = 1\nhttps_proxy");
    let text = error(&setting, &format!("{block} = \"http://user:secret@127.0.0.1:1\""));
    says(&text, &["The proxy 127.0.0.1:1 (https_proxy)", "Connection refused"]);
    assert!(!text.contains("secret"), "{text}");
    let proxy = Proxy::to(setting.address(), Some("bm9ib2R5"));
    let text = error(&setting, &format!("{block} = \"http://{}\"", proxy.address()));
    says(&text, &["asks for a name and a password"]);
    setting.bare_block("https_proxy = \"ftp://secret@x y\"");
    let error = setting.terraform.plan_again(&[]).error();
    assert!(error.line.contains("https_proxy") && !error.detail.contains("secret"), "{error:?}");
}

#[test]
fn a_bundle_of_certificates_that_is_none_or_the_wrong_one_is_named() {
    let setting = Setting::new();
    setting.terraform.write("no.pem", "nothing");
    for (file, said) in [("no.pem", "holds no certificate"), ("missing.pem", "cannot be read")] {
        setting.bare_block(&format!("custom_ca_bundle = \"{file}\""));
        let error = setting.terraform.plan_again(&[]).error();
        assert!(error.line.contains("custom_ca_bundle") && error.detail.contains(said), "{error:?}");
    }
    let (right, wrong) = (["localhost"], TlsServer::before(setting.address(), &["localhost"]));
    setting.terraform.write("wrong.pem", wrong.authority());
    let tls = TlsServer::before(setting.address(), &right);
    let url = format!("https://localhost:{}", tls.address().port());
    let text = error(&setting, &format!("{}max_retries = 1\ncustom_ca_bundle = \"wrong.pem\"", endpoints(&url)));
    says(&text, &["not trusted", "Only the certificates of wrong.pem (custom_ca_bundle) are trusted"]);
}

#[test]
fn what_is_not_allowed_is_told_with_the_action_and_the_encoded_message() {
    let setting = Setting::new();
    let ec2 = HttpServer::start(|_| {
        let body = "<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>You are not authorized to perform this \
                    operation. Encoded authorization failure message: c2VjcmV0LWxlc3M</Message></Error></Errors>\
                    <RequestID>1</RequestID></Response>";
        (403, body.to_owned())
    });
    let text = error(&setting, &endpoints(&ec2.url()));
    says(&text, &["ec2:DescribeVpcEndpoints", "c2VjcmV0LWxlc3M", "aws sts decode-authorization-message"]);
}

#[test]
fn refused_credentials_are_told_with_all_that_may_be_behind_it() {
    let setting = Setting::new();
    let cases: [(&str, &[&str]); 3] = [
        ("RequestExpired", &["Renew the credentials", "clock"]),
        ("ExpiredToken", &["Renew the credentials", "clock"]),
        ("AuthFailure", &["access key", "partition", "Region is enabled", "clock"]),
    ];
    for (code, parts) in cases {
        let ec2 = HttpServer::start(move |_| {
            let body = format!(
                "<Response><Errors><Error><Code>{code}</Code><Message>No.</Message></Error></Errors>\
                 <RequestID>1</RequestID></Response>"
            );
            (400, body)
        });
        says(&error(&setting, &endpoints(&ec2.url())), parts);
    }
}

/// Nobody answers at all; the clock of the test is the real one, since what is measured is that nothing hangs.
#[test]
fn an_sts_that_never_answers_ends_in_time_with_the_role_named() {
    let setting = Setting::new();
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", silent.local_addr().unwrap());
    let role = "assume_role {\n  role_arn = \"arn:aws:iam::123456789012:role/r\"\n}";
    let text = error(&setting, &format!("{}{role}", endpoints(&url)));
    says(&text, &["assume_role[0] of the provider block", "timed out"]);
}
