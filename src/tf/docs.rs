//! The documentation of a schema, in the layout of the provider registries.

use std::fmt::Write;

use super::{Field, Function, Nesting, Schema, Shape, Type, Usage};

/// What a page is about and what stands on it besides the schema.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// The title: `lambda_vpc_endpoint (Resource)`.
    pub title: &'a str,
    /// HCL that shows the use.
    pub example: &'a str,
    /// Shell commands that show the import; empty where nothing is imported.
    pub import: &'a str,
}

/// The page for `schema`: description, example, arguments, attributes, import.
#[must_use]
pub fn render(page: Page<'_>, schema: &Schema) -> String {
    let about = unwrapped(schema.description);
    let mut text = format!("---\npage_title: \"{}\"\ndescription: |-\n  {about}\n---\n\n", page.title);
    let _ =
        writeln!(text, "# {}\n\n{about}\n\n## Example Usage\n\n```terraform\n{}\n```", page.title, page.example.trim());
    section(&mut text, "## Arguments", schema.fields.iter().filter(|field| field.usage != Usage::Computed));
    section(&mut text, "## Attributes", schema.fields.iter().filter(|field| field.usage == Usage::Computed));
    for field in &schema.fields {
        nested(&mut text, field);
    }
    if !page.import.is_empty() {
        let _ = writeln!(text, "\n## Import\n\n```shell\n{}\n```", page.import.trim());
    }
    text
}

/// The page for a function: description, example, signature, parameters.
#[must_use]
pub fn render_function(example: &str, function: &Function) -> String {
    let (name, summary, about) = (function.name, function.summary, unwrapped(function.description));
    let mut text = format!("---\npage_title: \"{name} (Function)\"\ndescription: |-\n  {summary}\n---\n\n");
    let _ =
        writeln!(text, "# {name} (Function)\n\n{about}\n\n## Example Usage\n\n```terraform\n{}\n```", example.trim());
    let parameters = || function.parameters.iter();
    let names: Vec<_> =
        parameters().map(|parameter| format!("{} {}", parameter.name, name_of(&parameter.ty))).collect();
    let signature = format!("{name}({}) {}", names.join(", "), name_of(&function.returns));
    let _ = writeln!(text, "\n## Signature\n\n```text\n{signature}\n```\n\n## Arguments\n");
    for parameter in parameters() {
        let _ =
            writeln!(text, "- `{}` ({}) {}", parameter.name, name_of(&parameter.ty), unwrapped(parameter.description));
    }
    text
}

fn section<'a>(text: &mut String, heading: &str, fields: impl Iterator<Item = &'a Field>) {
    let lines: Vec<_> = fields.map(line).collect();
    if !lines.is_empty() {
        let _ = writeln!(text, "\n{heading}\n\n{}", lines.join("\n"));
    }
}

/// The fields of a block, or of the objects in an attribute, in a section of their own.
fn nested(text: &mut String, field: &Field) {
    match &field.shape {
        Shape::Block(_, fields) => {
            section(text, &format!("### {}", field.name), fields.iter());
            for field in fields {
                nested(text, field);
            }
        }
        Shape::Attribute(Type::List(element) | Type::Set(element) | Type::Map(element)) => {
            if let Type::Object(attributes) = &**element {
                let names: Vec<_> =
                    attributes.iter().map(|(name, ty)| format!("- `{name}` ({})", name_of(ty))).collect();
                let _ = writeln!(text, "\n### {}\n\n{}", field.name, names.join("\n"));
            }
        }
        Shape::Attribute(_) => {}
    }
}

fn line(field: &Field) -> String {
    let mut facts = vec![kind(field)];
    match field.usage {
        Usage::Required => facts.push("required".to_owned()),
        Usage::Optional | Usage::OptionalComputed => facts.push("optional".to_owned()),
        Usage::Computed => {}
    }
    if field.sensitive {
        facts.push("sensitive".to_owned());
    }
    if field.replaces {
        facts.push("a change replaces the object".to_owned());
    }
    let checks = field.checks.iter().map(|check| check.text.as_str()).filter(|text| !text.is_empty());
    let sentences: Vec<_> = std::iter::once(unwrapped(field.description)).chain(checks.map(str::to_owned)).collect();
    format!("- `{}` ({}) {}", field.name, facts.join(", "), sentences.join(" "))
}

fn kind(field: &Field) -> String {
    match &field.shape {
        Shape::Attribute(ty) => name_of(ty),
        Shape::Block(Nesting::Single | Nesting::List { max: 1 }, _) => format!("block, see [below](#{})", field.name),
        Shape::Block(..) => format!("blocks, see [below](#{})", field.name),
    }
}

fn name_of(ty: &Type) -> String {
    match ty {
        Type::Bool => "boolean".to_owned(),
        Type::Number => "number".to_owned(),
        Type::String => "string".to_owned(),
        Type::List(element) | Type::ListBlock(element) => format!("list of {}s", name_of(element)),
        Type::Set(element) | Type::SetBlock(element) => format!("set of {}s", name_of(element)),
        Type::Map(element) => format!("map of {}s", name_of(element)),
        Type::Object(_) => "object".to_owned(),
    }
}

/// A doc comment as one line.
#[must_use]
pub fn unwrapped(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
