//! Endpoints that Terraform did not make come under its care, by command and by block.

use super::network::Network;
use super::workspace::Workspace;

#[test]
fn the_import_command_takes_an_endpoint_over() {
    let (network, terraform, id) = foreign_endpoint();
    terraform.write("main.tf", ENDPOINT);

    terraform.run(&["import", "-input=false", "lambda_vpc_endpoint.it", &id]).succeeded();
    terraform.has_no_changes();

    assert_eq!(terraform.state("lambda_vpc_endpoint.it")["id"], id.as_str());
    terraform.destroy().succeeded();
    assert_eq!(network.ec2.endpoints(&network.vpc), []);
}

#[test]
fn an_import_block_takes_endpoint_and_policy_over() {
    let (network, terraform, id) = foreign_endpoint();
    let before = network.ec2.endpoint(&network.vpc);
    let blocks = format!(
        r#"
        import {{
          to = lambda_vpc_endpoint.it
          id = "{id}"
        }}
        import {{
          to = lambda_endpoint_policy.it
          id = "{id}"
        }}
        {ENDPOINT}
        {POLICY}"#
    );

    let imported = terraform.apply(&blocks).succeeded();
    assert_eq!(imported.actions(), ["import lambda_endpoint_policy.it", "import lambda_vpc_endpoint.it"]);
    terraform.has_no_changes();
    assert_eq!(network.ec2.endpoint(&network.vpc), before);
}

#[test]
fn an_import_block_can_write_the_configuration() {
    let (_, terraform, id) = foreign_endpoint();
    terraform.write("main.tf", &format!("import {{\n to = lambda_vpc_endpoint.it\n id = \"{id}\"\n}}"));
    terraform.run(&["plan", "-input=false", "-generate-config-out=generated.tf"]).succeeded();

    let applied = terraform.run(&["apply", "-json", "-auto-approve"]).succeeded();
    assert_eq!(applied.actions(), ["import lambda_vpc_endpoint.it"]);
    terraform.has_no_changes();
}

#[test]
fn the_import_command_takes_a_policy_over() {
    let (_, terraform, id) = foreign_endpoint();
    terraform.write("main.tf", &POLICY.replace("lambda_vpc_endpoint.it.id", &format!("\"{id}\"")));

    terraform.run(&["import", "-input=false", "lambda_endpoint_policy.it", &id]).succeeded();
    terraform.has_no_changes();
}

#[test]
fn an_import_id_may_name_the_region() {
    let network = Network::in_region("us-west-2");
    let terraform = Workspace::new(&network);
    let id = network.ec2.create_endpoint(&network.vpc, &network.subnets[0], &network.groups[0], DOCUMENT);
    let here = |main: &str| main.replace("\" {\n", "\" {\n region = \"us-west-2\"\n");
    terraform.write("main.tf", &format!("{}\n{}", here(ENDPOINT), here(POLICY)));

    for address in ["lambda_vpc_endpoint.it", "lambda_endpoint_policy.it"] {
        terraform.run(&["import", "-input=false", address, &format!("{id}@us-west-2")]).succeeded();
    }
    terraform.has_no_changes();
}

#[test]
fn what_does_not_exist_is_not_imported() {
    let (_, terraform, _) = foreign_endpoint();
    terraform.write("main.tf", &format!("{ENDPOINT}\n{POLICY}"));

    for address in ["lambda_vpc_endpoint.it", "lambda_endpoint_policy.it"] {
        let refused = terraform.run(&["import", "-input=false", address, "vpce-00000000000000000"]);
        let text = refused.failed();
        assert!(text.contains("Cannot import non-existent remote object"), "{text}");
    }
}

#[test]
fn something_other_than_an_endpoint_id_is_not_imported() {
    let (_, terraform, _) = foreign_endpoint();
    terraform.write("main.tf", ENDPOINT);

    let refused = terraform.run(&["import", "-input=false", "lambda_vpc_endpoint.it", "sg-0123456789abcdef0"]);
    let text = refused.failed();
    assert!(text.contains("sg-0123456789abcdef0"), "{text}");
}

/// A VPC whose endpoint was made by hand, an empty state, and the endpoint's id.
fn foreign_endpoint() -> (Network, Workspace, String) {
    let network = Network::new();
    let terraform = Workspace::new(&network);
    let id = network.ec2.create_endpoint(&network.vpc, &network.subnets[0], &network.groups[0], DOCUMENT);
    (network, terraform, id)
}

const DOCUMENT: &str =
    r#"{"Statement":[{"Action":"lambda:InvokeFunction","Effect":"Allow","Principal":"*","Resource":"*"}]}"#;

const ENDPOINT: &str = r#"
    resource "lambda_vpc_endpoint" "it" {
      vpc_id     = var.network.vpc
      subnet_ids = [var.network.subnets[0]]
    }"#;

const POLICY: &str = r#"
    resource "lambda_endpoint_policy" "it" {
      vpc_endpoint_id = lambda_vpc_endpoint.it.id
      policy = jsonencode({
        Statement = [{ Effect = "Allow", Principal = "*", Action = "lambda:InvokeFunction", Resource = "*" }]
      })
    }"#;
