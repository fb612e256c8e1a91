//! Whose account it may be, and which Region.

use super::{KEYS, Setting};

#[test]
fn an_account_that_is_not_allowed_is_refused_before_anything_is_asked_of_ec2() {
    let setting = Setting::new();
    let error = setting.plan(&format!("{KEYS}\nallowed_account_ids = [\"210987654321\"]")).error();
    assert!(error.line.contains("allowed_account_ids"), "{error:?}");
    assert!(error.detail.contains("belong to the account 123456789012, which is none of 210987654321"), "{error:?}");
    let error = setting.plan(&format!("{KEYS}\nforbidden_account_ids = [\"123456789012\"]")).error();
    assert!(error.line.contains("forbidden_account_ids"), "{error:?}");
    assert_eq!(setting.ec2_calls(), []);
}

#[test]
fn an_allowed_account_costs_one_call_and_nothing_is_asked_without_the_argument() {
    let setting = Setting::new();
    setting.plans_as(&format!("{KEYS}\nallowed_account_ids = [\"123456789012\", \"210987654321\"]"), "AKIA");
    assert_eq!(setting.calls_of("GetCallerIdentity").len(), 1);
    setting.emulator.reset_calls();
    setting.plans_as(KEYS, "AKIA");
    assert_eq!(setting.calls_of("GetCallerIdentity"), []);
    setting.plans_as(&format!("{KEYS}\nskip_credentials_validation = false"), "AKIA");
    assert_eq!(setting.calls_of("GetCallerIdentity").len(), 1);
}

#[test]
fn a_mistyped_region_is_refused_with_the_one_that_was_meant_unless_that_is_skipped() {
    let setting = Setting::new();
    let url = setting.emulator.url();
    let arguments = format!("{KEYS}\nregion = \"eu-centrla-1\"\nendpoints {{\n  ec2 = \"{url}\"\n}}");
    setting.bare_block(&arguments);
    let error = setting.terraform.plan_again(&[]).error();
    assert!(error.line.contains("region") && error.detail.contains("Did you mean eu-central-1?"), "{error:?}");
    setting.bare_block(&format!("{arguments}\nskip_region_validation = true"));
    let error = setting.terraform.plan_again(&[]).error();
    assert!(!error.detail.contains("Did you mean"), "{error:?}");
}

#[test]
fn arguments_that_contradict_each_other_are_refused_on_their_line() {
    let setting = Setting::new();
    let both = "allowed_account_ids = [\"123456789012\"]\nforbidden_account_ids = [\"210987654321\"]";
    assert!(setting.plan(&format!("{KEYS}\n{both}")).error().line.contains("forbidden_account_ids"));
    let malformed = setting.plan(&format!("{KEYS}\nallowed_account_ids = [\"1234\"]")).error();
    assert!(malformed.line.contains("allowed_account_ids") && malformed.detail.contains("12 digits"), "{malformed:?}");
}

#[test]
fn a_resource_may_be_in_another_region_but_not_in_another_partition() {
    let setting = Setting::new();
    setting.block(KEYS);
    let plan = |region: &str| {
        setting.terraform.plan(&format!(
            "resource \"lambda_vpc_endpoint\" \"it\" {{\n  region = \"{region}\"\n  vpc_id = \"vpc-1\"\n  subnet_ids = [\"subnet-1\"]\n}}\n\
             resource \"lambda_endpoint_policy\" \"it\" {{\n  region = \"{region}\"\n  vpc_endpoint_id = \"vpce-1\"\n  policy = jsonencode({{ Statement = [{{ Effect = \"Allow\", Principal = \"*\", Action = \"*\", Resource = \"*\" }}] }})\n}}\n"
        ))
    };
    for (region, said) in [("cn-north-1", "partition aws-cn"), ("eu-wset-1", "Did you mean eu-west-1?")] {
        let errors = plan(region).errors();
        assert_eq!(errors.len(), 2, "{errors:?}");
        assert!(errors.iter().all(|error| error.line.contains("region") && error.detail.contains(said)), "{errors:?}");
    }
}
