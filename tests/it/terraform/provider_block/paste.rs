//! The examples of the AWS provider's documentation, with another name: what worked there works here.

use super::Setting;

/// The bodies of `provider "aws"` blocks as that documentation shows them. STS and EC2 are the emulator's by the environment.
const EXAMPLES: [&str; 13] = [
    "region = \"us-east-1\"",
    "region     = \"us-west-2\"\naccess_key = \"my-access-key\"\nsecret_key = \"my-secret-key\"",
    "shared_config_files      = [\"conf\"]\nshared_credentials_files = [\"creds\"]\nprofile                  = \"customprofile\"",
    "assume_role {\n  role_arn     = \"arn:aws:iam::123456789012:role/ROLE_NAME\"\n  session_name = \"SESSION_NAME\"\n  external_id  = \"EXTERNAL_ID\"\n}",
    "assume_role {\n  role_arn     = \"arn:aws:iam::123456789012:role/INITIAL_ROLE_NAME\"\n  session_name = \"INITIAL_SESSION_NAME\"\n  external_id  = \"EXTERNAL_ID\"\n}\nassume_role {\n  role_arn     = \"arn:aws:iam::123456789012:role/FINAL_ROLE_NAME\"\n  session_name = \"FINAL_SESSION_NAME\"\n  external_id  = \"EXTERNAL_ID\"\n}",
    "assume_role_with_web_identity {\n  role_arn                = \"arn:aws:iam::123456789012:role/ROLE_NAME\"\n  session_name            = \"SESSION_NAME\"\n  web_identity_token_file = \"web-identity-token\"\n}",
    "default_tags {\n  tags = {\n    Environment = \"Test\"\n    Name        = \"Provider Tag\"\n  }\n}",
    "ignore_tags {\n  keys = [\"TagKey1\"]\n}",
    "ignore_tags {\n  key_prefixes = [\"kubernetes.io/\"]\n}",
    "region = \"us-east-1\"\nallowed_account_ids = [\"123456789012\"]",
    "max_retries = 5\nretry_mode = \"standard\"\ntoken_bucket_rate_limiter_capacity = 500",
    "skip_credentials_validation = true\nskip_metadata_api_check = true\nskip_region_validation = true\nskip_requesting_account_id = true",
    "use_dualstack_endpoint = false\nuse_fips_endpoint = false\nec2_metadata_service_endpoint_mode = \"IPv4\"\ninsecure = false\nsts_region = \"us-east-1\"",
];

#[test]
fn the_documented_examples_work_under_this_name() {
    let setting = Setting::new();
    setting.terraform.write("conf", "[profile customprofile]\nregion = eu-central-1\n");
    setting.terraform.write("creds", "[customprofile]\naws_access_key_id = AKIACUSTOM\naws_secret_access_key = s\n");
    setting.terraform.write("web-identity-token", "a-token");
    setting.terraform.env("AWS_ENDPOINT_URL", setting.emulator.url());
    setting.terraform.env("AWS_ACCESS_KEY_ID", "AKIAENVIRONMENT");
    setting.terraform.env("AWS_SECRET_ACCESS_KEY", "s");
    setting.terraform.env("AWS_REGION", "eu-central-1");
    for example in EXAMPLES {
        setting.emulator.reset_calls();
        // The endpoint is in one Region; an example for another one reads it there.
        let other_region = example.contains("region = \"us-") || example.contains("region     = \"us-");
        setting.bare_block(example);
        let run = setting.terraform.plan_again(&[]);
        if other_region && !example.contains("sts_region") {
            let error = run.error();
            assert!(
                error.summary.contains("non-existent") || error.detail.contains("does not exist"),
                "{example}: {error:?}"
            );
        } else {
            run.succeeded();
        }
        assert!(!setting.ec2_calls().is_empty(), "{example}");
    }
}

#[test]
fn arguments_for_s3_are_refused_with_the_reason() {
    let setting = Setting::new();
    for argument in ["s3_use_path_style = true", "s3_us_east_1_regional_endpoint = \"regional\""] {
        let error = setting.plan(argument).error();
        assert!(error.line.contains("s3_us"), "{error:?}");
        assert!(error.detail.contains("It concerns Amazon S3, which this provider does not use."), "{error:?}");
    }
}
