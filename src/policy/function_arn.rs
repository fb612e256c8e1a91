//! The two forms of a function's ARN.

/// What an error says of a text that names no function.
const EXAMPLE: &str = "arn:aws:lambda:eu-west-1:123456789012:function:orders";

/// The ARN of a function without a qualifier, and that with one: the given one's own (a version, an alias or a pattern),
/// else `*` for all. A policy needs both for the function to be called in either way (AWS Lambda developer guide,
/// "Configuring inbound interface VPC endpoints for Lambda").
///
/// # Errors
/// What is wrong with a text that is no function's ARN.
pub fn both_forms(arn: &str) -> Result<[String; 2], String> {
    let parts: Vec<_> = arn.split(':').collect();
    let (function, qualifier) = match parts[..] {
        ["arn", partition, "lambda", region, account, "function", name]
            if [partition, region, account, name].iter().all(|part| !part.is_empty()) =>
        {
            (arn.to_owned(), "*")
        }
        ["arn", partition, "lambda", region, account, "function", name, qualifier]
            if [partition, region, account, name, qualifier].iter().all(|part| !part.is_empty()) =>
        {
            (parts[..7].join(":"), qualifier)
        }
        _ => return Err(format!("\"{arn}\" is not the ARN of a function. Give one such as {EXAMPLE}.")),
    };
    let with_qualifier = format!("{function}:{qualifier}");
    Ok([function, with_qualifier])
}
