//! Schemas as the protocol writes them.

use proto::schema::nested_block::NestingMode;

use crate::proto::tfplugin6 as proto;
use crate::tf::docs::unwrapped;
use crate::tf::{Field, Function, Nesting, Parameter, Schema, Shape, Type, Usage};

/// The schema of a provider or resource.
pub(super) fn schema(schema: &Schema) -> proto::Schema {
    proto::Schema { version: schema.version, block: Some(block(schema.description, &schema.fields)) }
}

/// The schema of an identity. Terraform shows no other fields than attributes there.
pub(super) fn identity_schema(schema: &Schema) -> proto::ResourceIdentitySchema {
    let attributes = schema.fields.iter().filter_map(|field| match &field.shape {
        Shape::Attribute(ty) => Some(identity_attribute(field, ty)),
        Shape::Block(..) => None,
    });
    proto::ResourceIdentitySchema { version: schema.version, identity_attributes: attributes.collect() }
}

/// A function's signature.
pub(super) fn function(function: &Function) -> proto::Function {
    let parameter = |parameter: &Parameter| proto::function::Parameter {
        name: parameter.name.to_owned(),
        r#type: type_json(&parameter.ty),
        description: unwrapped(parameter.description),
        description_kind: proto::StringKind::Markdown.into(),
        ..Default::default()
    };
    proto::Function {
        parameters: function.parameters.iter().map(parameter).collect(),
        r#return: Some(proto::function::Return { r#type: type_json(&function.returns) }),
        summary: function.summary.to_owned(),
        description: unwrapped(function.description),
        description_kind: proto::StringKind::Markdown.into(),
        ..Default::default()
    }
}

fn block(description: &str, fields: &[Field]) -> proto::schema::Block {
    let mut block = proto::schema::Block {
        description: unwrapped(description),
        description_kind: proto::StringKind::Markdown.into(),
        ..Default::default()
    };
    for field in fields {
        match &field.shape {
            Shape::Attribute(ty) => block.attributes.push(attribute(field, ty)),
            Shape::Block(nesting, fields) => block.block_types.push(nested_block(field, *nesting, fields)),
        }
    }
    block
}

fn attribute(field: &Field, ty: &Type) -> proto::schema::Attribute {
    proto::schema::Attribute {
        name: field.name.to_owned(),
        r#type: type_json(ty),
        description: unwrapped(field.description),
        description_kind: proto::StringKind::Markdown.into(),
        required: field.usage == Usage::Required,
        optional: matches!(field.usage, Usage::Optional | Usage::OptionalComputed),
        computed: field.usage.is_computed(),
        sensitive: field.sensitive,
        ..Default::default()
    }
}

fn nested_block(field: &Field, nesting: Nesting, fields: &[Field]) -> proto::schema::NestedBlock {
    let (mode, max_items) = match nesting {
        Nesting::Single => (NestingMode::Single, 0),
        Nesting::List { max } => (NestingMode::List, max),
        Nesting::Set => (NestingMode::Set, 0),
    };
    proto::schema::NestedBlock {
        type_name: field.name.to_owned(),
        block: Some(block(field.description, fields)),
        nesting: mode.into(),
        min_items: 0,
        max_items,
    }
}

fn identity_attribute(field: &Field, ty: &Type) -> proto::resource_identity_schema::IdentityAttribute {
    proto::resource_identity_schema::IdentityAttribute {
        name: field.name.to_owned(),
        r#type: type_json(ty),
        required_for_import: field.usage == Usage::Required,
        optional_for_import: field.usage != Usage::Required,
        description: unwrapped(field.description),
    }
}

fn type_json(ty: &Type) -> Vec<u8> {
    ty.to_json().to_string().into_bytes()
}
