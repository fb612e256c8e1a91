//! `endpoint_service_name(region)`

use super::{text, text_of};
use crate::ec2;
use crate::tf::{Function, FunctionError, Type, Value};

pub(super) fn function() -> Function {
    Function {
        name: "endpoint_service_name",
        summary: "The name of Lambda's endpoint service in a Region",
        description: "The service name of an interface endpoint for Lambda in this Region: `com.amazonaws.REGION.lambda`, \
                      with `cn.` before it in China. Whether the Region exists is not checked.",
        parameters: vec![text("region", "A Region, such as `eu-west-1`.")],
        returns: Type::String,
        call: |arguments| match text_of(arguments, 0) {
            "" => Err(FunctionError {
                argument: Some(0),
                text: "The Region is empty. Give one such as eu-west-1.".to_owned(),
            }),
            region => Ok(Value::String(ec2::service_name(region))),
        },
    }
}
