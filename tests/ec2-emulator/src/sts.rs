//! The two calls of STS that clients make before they come to EC2.

use std::time::Duration;

use crate::call::{Answer, Call};
use crate::clock::{iso_8601, later};
use crate::error::Error;
use crate::request::account;
use crate::xml::Xml;
use crate::zones::partition;

/// `GetCallerIdentity`
#[expect(clippy::unnecessary_wraps, reason = "the table of operations has one type")]
pub(crate) fn get_caller_identity(call: &mut Call) -> Answer {
    let account = &call.place.account;
    let arn = format!("arn:{}:iam::{account}:user/emulator", partition(&call.place.region));
    let result = Xml::new().text("Arn", arn).text("UserId", call.access_key).text("Account", account);
    Ok(Xml::new().structure("GetCallerIdentityResult", result))
}

/// `AssumeRole`: the access key that it hands out carries the role's account.
pub(crate) fn assume_role(call: &mut Call) -> Answer {
    Ok(Xml::new().structure("AssumeRoleResult", session(call)?))
}

/// `AssumeRoleWithWebIdentity`: any token will do.
pub(crate) fn assume_role_with_web_identity(call: &mut Call) -> Answer {
    call.parameters.required("WebIdentityToken")?;
    Ok(Xml::new().structure("AssumeRoleWithWebIdentityResult", session(call)?))
}

fn session(call: &Call) -> Result<Xml, Error> {
    let role = call.parameters.required("RoleArn")?;
    let session = call.parameters.required("RoleSessionName")?;
    let invalid = || Error::new("ValidationError", format!("{role} is invalid"));
    let path = role.split_once(":role/").ok_or_else(invalid)?.1;
    let account = account(role).ok_or_else(invalid)?;
    let lasts = Duration::from_secs(call.parameters.number("DurationSeconds")?.unwrap_or(3600));
    let partition = partition(&call.place.region);
    let credentials = Xml::new()
        .text("AccessKeyId", format!("ASIA{account}{:04X}", fastrand::u16(..)))
        .text("SecretAccessKey", "emulated")
        .text("SessionToken", "emulated")
        .text("Expiration", iso_8601(later(call.now, lasts)));
    let user = Xml::new()
        .text("AssumedRoleId", format!("AROAEMULATED:{session}"))
        .text("Arn", format!("arn:{partition}:sts::{account}:assumed-role/{path}/{session}"));
    Ok(Xml::new().structure("Credentials", credentials).structure("AssumedRoleUser", user))
}
