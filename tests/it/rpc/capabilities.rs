//! What the provider says of itself, and that core would accept it: some mistakes in a schema crash core.

use std::collections::BTreeSet;

use terraform_provider_lambda::proto::tfplugin6 as proto;
use tonic::Code;

use crate::client::Plugin;

#[tokio::test]
async fn the_schema_satisfies_cores_rules() {
    let plugin = Plugin::start().await;
    let answer =
        plugin.provider().get_provider_schema(proto::get_provider_schema::Request {}).await.unwrap().into_inner();
    assert_eq!(answer.diagnostics, []);
    check_block(answer.provider.unwrap().block.as_ref().unwrap(), "provider");
    assert_eq!(answer.resource_schemas.len(), 2);
    for (name, schema) in &answer.resource_schemas {
        check_block(schema.block.as_ref().expect("a schema has a block"), name);
    }
}

#[tokio::test]
async fn metadata_and_schema_agree() {
    let plugin = Plugin::start().await;
    let mut provider = plugin.provider();
    let schema = provider.get_provider_schema(proto::get_provider_schema::Request {}).await.unwrap().into_inner();
    let metadata = provider.get_metadata(proto::get_metadata::Request {}).await.unwrap().into_inner();
    let names: BTreeSet<_> = metadata.resources.iter().map(|resource| resource.type_name.clone()).collect();
    assert_eq!(names, schema.resource_schemas.keys().cloned().collect());
    assert_eq!(metadata.server_capabilities, schema.server_capabilities);
    let capabilities = metadata.server_capabilities.unwrap();
    assert!(capabilities.plan_destroy && capabilities.get_provider_schema_optional);
    assert!(!capabilities.move_resource_state && !capabilities.generate_resource_config);

    let functions = provider.get_functions(proto::get_functions::Request {}).await.unwrap().into_inner();
    assert_eq!(functions.functions, schema.functions);
    let names_of_functions: BTreeSet<_> = metadata.functions.iter().map(|function| function.name.clone()).collect();
    assert_eq!(names_of_functions, schema.functions.keys().cloned().collect());
    let names_of_data: BTreeSet<_> = metadata.data_sources.iter().map(|data| data.type_name.clone()).collect();
    assert_eq!(names_of_data, schema.data_source_schemas.keys().cloned().collect());
    let request = proto::get_resource_identity_schemas::Request {};
    let identities = provider.get_resource_identity_schemas(request).await.unwrap().into_inner().identity_schemas;
    assert_eq!(identities.keys().cloned().collect::<BTreeSet<_>>(), names);
}

#[tokio::test]
async fn what_is_not_offered_says_so() {
    let plugin = Plugin::start().await;
    let mut provider = plugin.provider();
    let refusals = [
        provider.open_ephemeral_resource(proto::open_ephemeral_resource::Request::default()).await.map(drop),
        provider.list_resource(proto::list_resource::Request::default()).await.map(drop),
        provider.plan_action(proto::plan_action::Request::default()).await.map(drop),
        provider.invoke_action(proto::invoke_action::Request::default()).await.map(drop),
        provider.read_state_bytes(proto::read_state_bytes::Request::default()).await.map(drop),
        provider.lock_state(proto::lock_state::Request::default()).await.map(drop),
        provider.generate_resource_config(proto::generate_resource_config::Request::default()).await.map(drop),
    ];
    for refusal in refusals {
        let status = refusal.unwrap_err();
        assert_eq!(status.code(), Code::Unimplemented);
        assert!(status.message().starts_with("terraform-provider-lambda offers no "), "{}", status.message());
    }
}

#[tokio::test]
async fn unknown_types_are_a_diagnostic() {
    let plugin = Plugin::start().await;
    let mut provider = plugin.provider();
    let type_name = "lambda_function".to_owned();
    let resource = proto::read_resource::Request { type_name: type_name.clone(), ..Default::default() };
    let resource = provider.read_resource(resource).await.unwrap().into_inner();
    assert_eq!(super::told(&resource.diagnostics), ["E  Unknown resource type"]);
    let data = proto::read_data_source::Request { type_name, ..Default::default() };
    let data = provider.read_data_source(data).await.unwrap().into_inner();
    assert_eq!(super::told(&data.diagnostics), ["E  Unknown data source type"]);
    let function = proto::call_function::Request { name: "f".to_owned(), arguments: Vec::new() };
    let function = provider.call_function(function).await.unwrap().into_inner();
    assert!(function.error.unwrap().text.contains("no function \"f\""));
}

/// The rules by which core loads a schema: it refuses, or crashes on, anything else.
fn check_block(block: &proto::schema::Block, at: &str) {
    let mut names = BTreeSet::new();
    for attribute in &block.attributes {
        let at = format!("{at}.{}", attribute.name);
        assert!(names.insert(&attribute.name), "{at} stands twice");
        check_name(&attribute.name, &at);
        assert!(attribute.required != attribute.optional || (attribute.computed && !attribute.required), "{at}: use");
        assert!(!(attribute.required && attribute.computed), "{at}: required and computed");
        let ty: serde_json::Value = serde_json::from_slice(&attribute.r#type).expect("a type is JSON");
        check_type(&ty, &at);
        assert!(!attribute.description.is_empty(), "{at}: no description");
    }
    for nested in &block.block_types {
        let at = format!("{at}.{}", nested.type_name);
        assert!(names.insert(&nested.type_name), "{at} stands twice");
        check_name(&nested.type_name, &at);
        assert!(nested.nesting() != proto::schema::nested_block::NestingMode::Invalid, "{at}: nesting");
        assert!(nested.max_items == 0 || nested.min_items <= nested.max_items, "{at}: limits");
        check_block(nested.block.as_ref().expect("a nested block has a block"), &at);
    }
}

fn check_name(name: &str, at: &str) {
    const TAKEN: [&str; 9] =
        ["count", "for_each", "depends_on", "lifecycle", "provider", "provisioner", "connection", "version", "alias"];
    assert!(name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'), "{at}: name");
    assert!(!TAKEN.contains(&name), "{at}: the name is Terraform's own");
}

fn check_type(ty: &serde_json::Value, at: &str) {
    let known = match ty.as_array().map(Vec::as_slice) {
        None => ["string", "number", "bool"].contains(&ty.as_str().unwrap_or_default()),
        Some([kind, element]) if kind != "object" => {
            check_type(element, at);
            ["list", "set", "map"].contains(&kind.as_str().unwrap_or_default())
        }
        Some([_, attributes]) => {
            attributes.as_object().unwrap().values().for_each(|ty| check_type(ty, at));
            true
        }
        Some(_) => false,
    };
    assert!(known, "{at}: type {ty}");
}
