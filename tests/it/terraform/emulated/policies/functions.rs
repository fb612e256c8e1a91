//! The functions, as a configuration calls them.

use super::super::Stage;
use super::super::hcl::{ONE_SUBNET, endpoint};

/// The ARN is not known before the apply, which then uses the function's result in a policy.
#[test]
fn both_arns_go_into_a_policy_at_apply() {
    let stage = Stage::immediate();
    let main = r#"resource "terraform_data" "arn" { input = "arn:aws:lambda:eu-west-1:123456789012:function:orders" }
"#
    .to_owned()
        + &endpoint(&[
            ONE_SUBNET,
            "policy = jsonencode({ Statement = [{ Effect = \"Allow\", Principal = \"*\", Action = \"lambda:InvokeFunction\",
               Resource = provider::lambda::function_arns(terraform_data.arn.output) }] })",
        ]);
    assert_eq!(stage.terraform.apply(&main).succeeded().warnings().len(), 0);
    let resources = stage.shown().policy["Statement"][0]["Resource"].clone();
    assert_eq!(resources[1], "arn:aws:lambda:eu-west-1:123456789012:function:orders:*", "{resources}");
    stage.terraform.has_no_changes();
}

#[test]
fn a_check_block_tells_of_findings() {
    let stage = Stage::immediate();
    let main = |policy: &str| {
        format!(
            "locals {{ policy = jsonencode({policy}) }}
             check \"policy\" {{
               assert {{
                 condition     = length(provider::lambda::policy_findings(local.policy)) == 0
                 error_message = join(\", \", [for finding in provider::lambda::policy_findings(local.policy) : \"${{finding.severity}} ${{finding.path}}\"])
               }}
               assert {{
                 condition     = !provider::lambda::policy_equivalent(local.policy, \"\")
                 error_message = \"The policy allows everything.\"
               }}
             }}"
        )
    };
    let bad = "{ Statement = [{ Effect = \"Allow\", Action = \"lambda:*\", Resource = \"*\" }] }";
    let told = stage.terraform.plan(&main(bad)).succeeded().finding();
    assert!(told.detail.contains("error Statement[0]"), "{told:?}");

    let open = "{ Statement = [{ Effect = \"Allow\", Principal = \"*\", Action = \"*\", Resource = \"*\" }] }";
    let told = stage.terraform.plan(&main(open)).succeeded().finding();
    assert!(told.detail.contains("allows everything"), "{told:?}");
}

#[test]
fn a_text_that_names_no_function_is_an_error_at_the_argument() {
    let stage = Stage::immediate();
    let main = "output \"arns\" { value = provider::lambda::function_arns(\"orders\") }";
    let error = stage.terraform.plan(main).error();
    assert!(error.detail.contains("\"orders\" is not the ARN of a function"), "{error:?}");
    assert!(error.line.contains("function_arns"), "{error:?}");
}
