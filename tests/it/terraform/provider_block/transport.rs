//! How requests travel: proxies, certificates, endpoints, the user agent, repetitions.

use super::{KEYS, Setting};
use crate::loopback::{Proxy, TlsServer};
use ec2_emulator::Fault;

const REGION: &str = "region = \"eu-central-1\"";

/// The names are AWS's own, which nothing here resolves: only the proxy can have led to the emulator.
#[test]
fn https_goes_through_its_proxy_by_connect_and_a_private_authority_is_trusted() {
    let setting = Setting::new();
    let tls =
        TlsServer::before(setting.address(), &["ec2.eu-central-1.amazonaws.com", "sts.eu-central-1.amazonaws.com"]);
    let proxy = Proxy::to(tls.address(), None);
    setting.terraform.write("ca.pem", tls.authority());
    let role = "assume_role {\n  role_arn = \"arn:aws:iam::123456789012:role/r\"\n}";
    let address = proxy.address();
    setting.bare_block(&format!(
        "{REGION}\n{KEYS}\ncustom_ca_bundle = \"ca.pem\"\nhttps_proxy = \"http://{address}\"\n{role}"
    ));
    setting.terraform.plan_again(&[]).succeeded();
    let asked = proxy.asked();
    for host in ["ec2", "sts"] {
        let line = format!("CONNECT {host}.eu-central-1.amazonaws.com:443 HTTP/1.1");
        assert!(asked.contains(&line), "{asked:?}");
    }
}

#[test]
fn the_variables_of_the_environment_stand_in_for_the_arguments() {
    let setting = Setting::new();
    let tls = TlsServer::before(setting.address(), &["ec2.eu-central-1.amazonaws.com"]);
    let proxy = Proxy::to(tls.address(), Some("dXNlcjpvcGVuLXNlc2FtZQ=="));
    setting.terraform.write("ca.pem", tls.authority());
    setting.terraform.env("AWS_CA_BUNDLE", "ca.pem");
    setting.terraform.env("HTTPS_PROXY", &format!("http://user:open-sesame@{}", proxy.address()));
    setting.bare_block(&format!("{REGION}\n{KEYS}"));
    setting.terraform.plan_again(&[]).succeeded();
    assert!(!proxy.asked().is_empty());
}

/// `http_proxy` stands in for an `https_proxy` that is not set; one that is set to nothing means none.
#[test]
fn http_goes_through_its_proxy_unless_no_proxy_names_the_host() {
    let setting = Setting::new();
    let proxy = Proxy::to(setting.address(), None);
    let address = proxy.address();
    let block = format!(
        "{REGION}\n{KEYS}\nhttp_proxy = \"http://{address}\"\nendpoints {{\n  ec2 = \"http://ec2.emulated.test\"\n}}"
    );
    setting.bare_block(&block);
    setting.terraform.plan_again(&[]).succeeded();
    assert!(proxy.asked()[0].starts_with("POST http://ec2.emulated.test/ "), "{:?}", proxy.asked());
    setting.bare_block(&format!("{block}\nno_proxy = \"emulated.test\"\nmax_retries = 1"));
    let error = setting.terraform.plan_again(&[]).error();
    assert!(error.detail.contains("The name ec2.emulated.test cannot be resolved"), "{error:?}");
}

#[test]
fn an_unknown_certificate_is_refused_unless_insecure_says_so() {
    let setting = Setting::new();
    let tls = TlsServer::before(setting.address(), &["localhost"]);
    let url = format!("https://localhost:{}", tls.address().port());
    let block = format!("{REGION}\n{KEYS}\nmax_retries = 1\nendpoints {{\n  ec2 = \"{url}\"\n}}");
    setting.bare_block(&block);
    let error = setting.terraform.plan_again(&[]).error();
    assert!(error.detail.contains("shows a certificate that is not trusted"), "{error:?}");
    assert!(error.detail.contains("custom_ca_bundle or AWS_CA_BUNDLE"), "{error:?}");
    setting.bare_block(&format!("{block}\ninsecure = true"));
    setting.terraform.plan_again(&[]).succeeded();
}

#[test]
fn fips_and_dual_stack_endpoints_are_asked_for_by_name() {
    let setting = Setting::new();
    let names = ["ec2-fips.us-east-1.amazonaws.com", "ec2.us-east-1.api.aws"];
    let tls = TlsServer::before(setting.address(), &names);
    let proxy = Proxy::to(tls.address(), None);
    let block =
        format!("region = \"us-east-1\"\n{KEYS}\ninsecure = true\nhttps_proxy = \"http://{}\"", proxy.address());
    for (argument, name) in [("use_fips_endpoint", names[0]), ("use_dualstack_endpoint", names[1])] {
        setting.bare_block(&format!("{block}\n{argument} = true"));
        // The endpoint is in another Region; whom the provider asks is the point.
        setting.terraform.plan_again(&[]);
        let line = format!("CONNECT {name}:443 HTTP/1.1");
        assert!(proxy.asked().contains(&line), "{argument}: {:?}", proxy.asked());
    }
}

#[test]
fn endpoint_urls_of_the_environment_are_used_and_the_argument_comes_before_them() {
    let setting = Setting::new();
    setting.bare_block(&format!("{REGION}\n{KEYS}"));
    for name in ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_EC2"] {
        setting.emulator.reset_calls();
        setting.terraform.env(name, setting.emulator.url());
        setting.terraform.plan_again(&[]).succeeded();
        assert!(!setting.ec2_calls().is_empty(), "{name}");
        setting.terraform.env(name, "http://127.0.0.1:1");
    }
    setting.plans_as(KEYS, "AKIAPROVIDERBLOCK");
}

#[test]
fn the_user_agent_names_terraform_the_provider_and_what_the_user_appends() {
    let setting = Setting::new();
    setting.terraform.env("TF_APPEND_USER_AGENT", "Bäcker pipeline/7");
    setting.plans_as(KEYS, "AKIA");
    let agent = setting.ec2_calls().remove(0).user_agent;
    let ours = format!("terraform-provider-lambda/{}", env!("CARGO_PKG_VERSION"));
    assert!(agent.starts_with("Terraform/1.") && agent.contains(&ours) && agent.ends_with("pipeline/7"), "{agent}");
    assert!(agent.contains("aws-sdk-rust/"), "{agent}");
}

#[test]
fn repetitions_end_where_the_configuration_says() {
    let setting = Setting::new();
    let throttled = || {
        setting.emulator.clear_faults();
        setting.emulator.reset_calls();
        setting.emulator.inject(Fault::error("DescribeVpcEndpoints", "RequestLimitExceeded", "Slowly.", 503).always());
    };
    throttled();
    let error = setting.plan(&format!("{KEYS}\nmax_retries = 2")).error();
    assert!(error.detail.contains("That was try 2, the last one that max_retries allows."), "{error:?}");
    assert_eq!(setting.calls_of("DescribeVpcEndpoints").len(), 2);
    throttled();
    let error = setting.plan(&format!("{KEYS}\ntoken_bucket_rate_limiter_capacity = 10")).error();
    assert!(error.detail.contains("token_bucket_rate_limiter_capacity allows no more"), "{error:?}");
    assert_eq!(setting.calls_of("DescribeVpcEndpoints").len(), 3);
    throttled();
    setting.terraform.env("AWS_MAX_ATTEMPTS", "1");
    setting.plan(&format!("{KEYS}\nretry_mode = \"adaptive\"")).error();
    assert_eq!(setting.calls_of("DescribeVpcEndpoints").len(), 1);
}
