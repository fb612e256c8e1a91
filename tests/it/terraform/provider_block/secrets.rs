//! Secrets appear in nothing that is written: logs at TRACE, state, plans as JSON, diagnostics.

use std::fs;

use super::Setting;
use crate::loopback::Proxy;

const SECRETS: [&str; 7] = [
    "block-secret-value",
    "block-session-token",
    "proxy-password",
    "web-identity-assertion",
    "environment-secret",
    "ZW1wdHktc2Vzc2lvbg",
    "emulated-secret",
];

#[test]
fn no_secret_is_written_anywhere() {
    let setting = Setting::new();
    let proxy = Proxy::to(setting.address(), None);
    let log = setting.terraform.path().join("trace.log");
    setting.terraform.env("TF_LOG", "TRACE");
    setting.terraform.env("TF_LOG_PATH", &log.display().to_string());
    setting.terraform.env("AWS_ACCESS_KEY_ID", "AKIAENVIRONMENT");
    setting.terraform.env("AWS_SECRET_ACCESS_KEY", SECRETS[4]);
    setting.terraform.env("AWS_SESSION_TOKEN", SECRETS[5]);
    let url = "http://ec2.emulated.test";
    let common = format!(
        "region = \"eu-central-1\"\nhttp_proxy = \"http://user:{}@{}\"\nendpoints {{\n  ec2 = \"{url}\"\n  sts = \"{url}\"\n}}",
        SECRETS[2],
        proxy.address()
    );
    let role = "arn:aws:iam::123456789012:role/r";
    let token = SECRETS[3];
    let blocks = [
        format!("access_key = \"AKIABLOCK\"\nsecret_key = \"{}\"\ntoken = \"{}\"", SECRETS[0], SECRETS[1]),
        format!("assume_role_with_web_identity {{\n  role_arn = \"{role}\"\n  web_identity_token = \"{token}\"\n}}"),
        String::new(),
        // These fail, each in another place.
        format!("secret_key = \"{}\"", SECRETS[0]),
        format!("max_retries = 1\nno_proxy = \"emulated.test\"\nsecret_key = \"{}\"\naccess_key = \"A\"", SECRETS[0]),
    ];
    let mut written = String::new();
    for block in &blocks {
        setting.bare_block(&format!("{common}\n{block}"));
        setting.terraform.plan_again(&["-out=saved"]);
        written.push_str(setting.terraform.run(&["show", "-json", "saved"]).transcript());
        written.push_str(setting.terraform.run(&["apply", "-json", "-auto-approve", "-input=false"]).transcript());
    }
    written.push_str(&fs::read_to_string(&log).unwrap());
    written.push_str(&setting.terraform.state_file().to_string());
    assert!(written.contains("calling EC2") && written.contains("vpce-"), "this is not what the commands write");
    // What the configuration itself says, Terraform may show: nothing but the plan's copy of it holds these.
    let allowed = |line: &str| line.contains("\"configuration\"") || line.contains("prior_state");
    for secret in SECRETS {
        let lines: Vec<_> = written.lines().filter(|line| line.contains(secret) && !allowed(line)).collect();
        assert!(lines.is_empty(), "{secret} has been written: {lines:?}");
    }
}
