//! `proto/` against the tables of the published protocols, row by row.
//!
//! The tables in `proto/*.tsv` list every message, field, enum value and RPC of
//! Terraform's tfplugin6 6.11 and of go-plugin's services. A slip of a single
//! number would still compile, and only show as values lost on the wire.

use std::collections::BTreeSet;

use prost::Message as _;
use prost_types::field_descriptor_proto::{Label, Type};
use prost_types::{
    DescriptorProto, EnumDescriptorProto, FieldDescriptorProto, FieldOptions, FileDescriptorProto, FileDescriptorSet,
    MessageOptions, MethodDescriptorProto,
};
use terraform_provider_lambda::proto::DESCRIPTORS;

#[test]
fn tfplugin6_matches_the_published_protocol() {
    assert_same_rows("tfplugin6", include_str!("proto/tfplugin6.tsv"));
}

#[test]
fn go_plugin_services_match_the_published_ones() {
    assert_same_rows("plugin", include_str!("proto/goplugin.tsv"));
}

fn assert_same_rows(package: &str, table: &str) {
    let published: Vec<String> = table.lines().skip(1).map(str::to_owned).collect();
    let compiled = package_rows(package);
    let missing = not_in(&published, &compiled, "- ");
    let extra = not_in(&compiled, &published, "+ ");
    assert!(
        missing.is_empty() && extra.is_empty(),
        "proto/ is not the published package {package} (- published, + compiled):\n{missing}{extra}",
    );
    // Equal sets of unequal lengths: something stands in one of them twice.
    assert_eq!(published.len(), compiled.len(), "rows of {package}");
}

fn not_in(rows: &[String], others: &[String], sign: &str) -> String {
    let others: BTreeSet<&String> = others.iter().collect();
    let rows = rows.iter().filter(|row| !others.contains(row));
    rows.flat_map(|row| [sign, row, "\n"]).collect()
}

fn package_rows(package: &str) -> Vec<String> {
    let set = FileDescriptorSet::decode(DESCRIPTORS).expect("build.rs wrote a descriptor set");
    let files = set.file.iter().filter(|file| file.package() == package);
    files.flat_map(file_rows).collect()
}

fn file_rows(file: &FileDescriptorProto) -> Vec<String> {
    // proto2 would encode repeated numbers differently and keep unset apart from 0.
    assert_eq!(file.syntax(), "proto3", "{}", file.name());
    let scope = file.package();
    let mut rows = Vec::new();
    for message in &file.message_type {
        rows.extend(message_rows(message, scope));
    }
    for values in &file.enum_type {
        rows.extend(enum_rows(values, scope));
    }
    for service in &file.service {
        let scope = format!("{scope}.{}", service.name());
        rows.extend(service.method.iter().flat_map(|rpc| rpc_rows(rpc, &scope)));
    }
    rows
}

fn message_rows(message: &DescriptorProto, scope: &str) -> Vec<String> {
    let name = format!("{scope}.{}", message.name());
    let mut rows: Vec<String> = message.field.iter().map(|field| field_row(field, message, &name)).collect();
    if rows.is_empty() {
        rows.push(row(["message", &name, "(no fields)", "", "", ""]));
    }
    for nested in message.nested_type.iter().filter(|nested| !is_map(nested)) {
        rows.extend(message_rows(nested, &name));
    }
    for values in &message.enum_type {
        rows.extend(enum_rows(values, &name));
    }
    rows
}

fn field_row(field: &FieldDescriptorProto, message: &DescriptorProto, name: &str) -> String {
    let number = field.number().to_string();
    let (kind, label) = match map_entry(field, message) {
        Some(entry) => (map_type(entry, name), "map".to_owned()),
        None => (type_name(field, name), label(field, message)),
    };
    row(["message", name, field.name(), &number, &kind, &label])
}

/// The message that the compiler made for the entries of a map field.
fn map_entry<'a>(field: &FieldDescriptorProto, message: &'a DescriptorProto) -> Option<&'a DescriptorProto> {
    let (_, entry) = field.type_name().rsplit_once('.')?;
    let mut entries = message.nested_type.iter().filter(|nested| is_map(nested));
    entries.find(|nested| nested.name() == entry)
}

fn is_map(message: &DescriptorProto) -> bool {
    message.options.as_ref().is_some_and(MessageOptions::map_entry)
}

fn map_type(entry: &DescriptorProto, scope: &str) -> String {
    let [key, value] = entry.field.as_slice() else {
        panic!("the entry {} is not a pair", entry.name());
    };
    format!("map<{},{}>", type_name(key, scope), type_name(value, scope))
}

/// The type as it is written in the file.
fn type_name(field: &FieldDescriptorProto, scope: &str) -> String {
    match field.r#type() {
        Type::Message | Type::Enum => within(field.type_name(), scope),
        Type::Group => panic!("{} is a group", field.name()),
        scalar => scalar.as_str_name()["TYPE_".len()..].to_lowercase(),
    }
}

/// A full name as it is written inside `scope`: without the parts they share.
fn within(full_name: &str, scope: &str) -> String {
    let mut name = full_name.trim_start_matches('.');
    for part in scope.split('.') {
        match name.strip_prefix(part).and_then(|it| it.strip_prefix('.')) {
            Some(rest) => name = rest,
            None => break,
        }
    }
    name.to_owned()
}

fn label(field: &FieldDescriptorProto, message: &DescriptorProto) -> String {
    let deprecated = field.options.as_ref().is_some_and(FieldOptions::deprecated);
    let mut labels = Vec::new();
    if field.proto3_optional() {
        labels.push("optional".to_owned());
    } else if let Some(index) = field.oneof_index {
        let index = usize::try_from(index).expect("an index is not negative");
        labels.push(format!("oneof {}", message.oneof_decl[index].name()));
    }
    if field.label() == Label::Repeated {
        labels.push("repeated".to_owned());
    }
    if deprecated {
        labels.push("[deprecated = true]".to_owned());
    }
    labels.join(" ")
}

fn enum_rows(values: &EnumDescriptorProto, scope: &str) -> Vec<String> {
    let name = format!("{scope}.{}", values.name());
    let rows = values.value.iter().map(|value| {
        let number = value.number().to_string();
        row(["enum", &name, value.name(), &number, "enum_value", ""])
    });
    rows.collect()
}

fn rpc_rows(rpc: &MethodDescriptorProto, service: &str) -> [String; 2] {
    let name = format!("{service}.{}", rpc.name());
    let part = |part, message, streaming| {
        let stream = if streaming { "stream" } else { "" };
        row(["rpc", &name, part, "", &within(message, service), stream])
    };
    [
        part("request", rpc.input_type(), rpc.client_streaming()),
        part("response", rpc.output_type(), rpc.server_streaming()),
    ]
}

/// Columns: kind, full name, field or part, number, type, label.
fn row(columns: [&str; 6]) -> String {
    columns.join("\t")
}
