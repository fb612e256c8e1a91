//! Where credentials come from, and which source comes first.

use serde_json::json;

use super::{KEYS, Setting};
use crate::loopback::{Answer, HttpServer};

#[test]
fn keys_of_the_block_come_before_everything() {
    let setting = Setting::new();
    environment_keys(&setting);
    shared_credentials(&setting, "[default]\naws_access_key_id = AKIADEFAULT\naws_secret_access_key = s\n");
    setting.plans_as(KEYS, "AKIAPROVIDERBLOCK");
}

#[test]
fn a_profile_of_the_block_comes_before_the_environment_and_that_before_the_default_profile() {
    let setting = Setting::new();
    let files = "[default]\naws_access_key_id = AKIADEFAULT\naws_secret_access_key = s\n\
                 [named]\naws_access_key_id = AKIANAMED\naws_secret_access_key = s\n";
    shared_credentials(&setting, files);
    setting.plans_as("", "AKIADEFAULT");
    environment_keys(&setting);
    setting.emulator.reset_calls();
    setting.plans_as("", "AKIAENVIRONMENT");
    setting.emulator.reset_calls();
    setting.plans_as("profile = \"named\"", "AKIANAMED");
}

/// Pipelines set variables to nothing.
#[test]
fn the_profile_of_the_environment_counts_and_an_empty_variable_does_not() {
    let setting = Setting::new();
    let files = "[default]\naws_access_key_id = AKIADEFAULT\naws_secret_access_key = s\n\
                 [other]\naws_access_key_id = AKIAOTHER\naws_secret_access_key = s\n";
    shared_credentials(&setting, files);
    setting.terraform.env("AWS_PROFILE", "other");
    setting.plans_as("", "AKIAOTHER");
    setting.terraform.env("AWS_PROFILE", "");
    setting.emulator.reset_calls();
    setting.plans_as("", "AKIADEFAULT");
}

#[test]
fn several_shared_files_are_read_and_the_last_counts() {
    let setting = Setting::new();
    setting.terraform.write("first", "[a]\naws_access_key_id = AKIAFIRST\naws_secret_access_key = s\n");
    setting.terraform.write("second", "[a]\naws_access_key_id = AKIASECOND\naws_secret_access_key = s\n");
    setting.terraform.write("config", "[profile a]\nregion = eu-central-1\n");
    let url = setting.emulator.url();
    setting.bare_block(&format!(
        "profile = \"a\"\nshared_config_files = [\"config\"]\nshared_credentials_files = [\"first\", \"second\"]\n\
         endpoints {{\n  ec2 = \"{url}\"\n}}"
    ));
    setting.terraform.plan_again(&[]).succeeded();
    assert!(setting.ec2_calls().iter().all(|call| call.access_key == "AKIASECOND" && call.region == "eu-central-1"));
}

#[test]
fn a_credential_process_is_run() {
    let setting = Setting::new();
    let keys = json!({"Version": 1, "AccessKeyId": "AKIAPROCESS", "SecretAccessKey": "s"});
    setting.terraform.write("keys.json", &keys.to_string());
    let path = setting.terraform.path().join("keys.json");
    setting.terraform.write("config", &format!("[default]\ncredential_process = cat {}\n", path.display()));
    setting.plans_as("shared_config_files = [\"config\"]", "AKIAPROCESS");
}

#[test]
fn the_role_of_a_profile_is_assumed_where_the_environment_says() {
    let setting = Setting::new();
    let files = "[base]\naws_access_key_id = AKIABASE\naws_secret_access_key = s\n";
    shared_credentials(&setting, files);
    setting.terraform.write(
        "config",
        "[profile role]\nrole_arn = arn:aws:iam::123456789012:role/of-profile\nsource_profile = base\n",
    );
    setting.terraform.env("AWS_ENDPOINT_URL_STS", setting.emulator.url());
    setting.plans_as("profile = \"role\"\nshared_config_files = [\"config\"]", "ASIA123456789012");
    assert_eq!(setting.calls_of("AssumeRole")[0].access_key, "AKIABASE");
}

#[test]
fn a_container_gives_credentials_and_asks_for_its_token() {
    let setting = Setting::new();
    let container = HttpServer::start(|head| {
        assert!(head.to_ascii_lowercase().contains("authorization: of-the-container"), "{head}");
        (200, temporary("ASIACONTAINER"))
    });
    setting.terraform.env("AWS_CONTAINER_CREDENTIALS_FULL_URI", &format!("{}/credentials", container.url()));
    setting.terraform.env("AWS_CONTAINER_AUTHORIZATION_TOKEN", "of-the-container");
    setting.plans_as("", "ASIACONTAINER");
    assert!(container.requests()[0].starts_with("GET /credentials "));
}

/// A token first, as version 2 of the service wants it, then the role's name, then its keys; the Region comes from there too.
#[test]
fn the_machine_gives_credentials_and_region() {
    let setting = Setting::new();
    let machine = HttpServer::start(metadata);
    setting.terraform.env("AWS_EC2_METADATA_DISABLED", "false");
    let (url, ec2) = (machine.url(), setting.emulator.url());
    setting.bare_block(&format!("ec2_metadata_service_endpoint = \"{url}\"\nendpoints {{\n  ec2 = \"{ec2}\"\n}}"));
    setting.terraform.plan_again(&[]).succeeded();
    let calls = setting.ec2_calls();
    assert!(calls.iter().all(|call| call.access_key == "ASIAMACHINE" && call.region == "eu-central-1"), "{calls:?}");
    assert!(machine.requests()[0].starts_with("PUT /latest/api/token "));

    setting.block(&format!("ec2_metadata_service_endpoint = \"{url}\"\nskip_metadata_api_check = true"));
    let error = setting.terraform.plan_again(&[]).errors().remove(0);
    assert!(error.detail.contains("There are no AWS credentials"), "{error:?}");
}

#[test]
fn a_web_identity_of_the_environment_is_used_as_pods_have_it() {
    let setting = Setting::new();
    setting.terraform.write("token", "of-the-pod");
    setting.terraform.env("AWS_WEB_IDENTITY_TOKEN_FILE", "token");
    setting.terraform.env("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/pod");
    setting.terraform.env("AWS_ENDPOINT_URL_STS", setting.emulator.url());
    setting.plans_as("", "ASIA123456789012");
    assert_eq!(setting.calls_of("AssumeRoleWithWebIdentity")[0].parameters["WebIdentityToken"], "of-the-pod");
}

/// Both forms; the token is where `aws sso login` leaves it: under the SHA-1 of the start URL or of the session's name.
#[test]
fn sso_gives_credentials_by_a_session_and_in_the_legacy_form() {
    let setting = Setting::new();
    let portal = HttpServer::start(|head| {
        assert!(head.to_ascii_lowercase().contains("x-amz-sso_bearer_token: of-the-login"), "{head}");
        let keys = json!({"accessKeyId": "ASIASSO", "secretAccessKey": "s", "sessionToken": "t", "expiration": 4_070_908_800_000_u64});
        (200, json!({"roleCredentials": keys}).to_string())
    });
    setting.terraform.env("AWS_ENDPOINT_URL_SSO", &portal.url());
    let start = "https://company.awsapps.com/start";
    let token = json!({"accessToken": "of-the-login", "expiresAt": "2099-01-01T00:00:00Z", "region": "eu-central-1", "startUrl": start});
    let cache = setting.terraform.path().join(".aws/sso/cache");
    std::fs::create_dir_all(&cache).unwrap();
    for of in [OF_START_URL, OF_SESSION] {
        std::fs::write(cache.join(format!("{of}.json")), token.to_string()).unwrap();
    }
    let account = "sso_account_id = 123456789012\nsso_role_name = Deployer\n";
    let session = format!("[sso-session company]\nsso_region = eu-central-1\nsso_start_url = {start}\n");
    setting.terraform.write(
        "config",
        &format!(
            "[profile legacy]\nsso_start_url = {start}\nsso_region = eu-central-1\n{account}\
             [profile session]\nsso_session = company\n{account}{session}"
        ),
    );
    for profile in ["legacy", "session"] {
        setting.emulator.reset_calls();
        setting.plans_as(&format!("profile = \"{profile}\"\nshared_config_files = [\"config\"]"), "ASIASSO");
    }
    assert!(portal.requests()[0].contains("account_id=123456789012"), "{:?}", portal.requests());
}

/// SHA-1 of `https://company.awsapps.com/start`.
const OF_START_URL: &str = "b7037568a7e4f6fba9450af24427009b78703b33";
/// SHA-1 of `company`.
const OF_SESSION: &str = "71b21161ffa1e6516bcc072aaf5ef38cbe85b511";

fn environment_keys(setting: &Setting) {
    setting.terraform.env("AWS_ACCESS_KEY_ID", "AKIAENVIRONMENT");
    setting.terraform.env("AWS_SECRET_ACCESS_KEY", "environment-secret");
}

fn shared_credentials(setting: &Setting, text: &str) {
    setting.terraform.write("shared-credentials", text);
    let path = setting.terraform.path().join("shared-credentials");
    setting.terraform.env("AWS_SHARED_CREDENTIALS_FILE", &path.display().to_string());
}

fn temporary(key: &str) -> String {
    let expires = "2099-01-01T00:00:00Z";
    json!({"Code": "Success", "AccessKeyId": key, "SecretAccessKey": "s", "Token": "t", "Expiration": expires})
        .to_string()
}

fn metadata(head: &str) -> Answer {
    let path = head.split(' ').nth(1).unwrap_or_default();
    let answer = match path {
        "/latest/api/token" => "a-token".to_owned(),
        "/latest/meta-data/placement/region" => "eu-central-1".to_owned(),
        path if path.ends_with("/machine-role") => temporary("ASIAMACHINE"),
        path if path.contains("/iam/security-credentials") => "machine-role".to_owned(),
        _ => return (404, String::new()),
    };
    (200, answer)
}
