//! A request: what is asked, and by whom in which Region.

use hyper::HeaderMap;
use hyper::header::{AUTHORIZATION, USER_AGENT};

use crate::error::Error;
use crate::parameters::Parameters;

/// A call of EC2 or STS.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// `CreateVpcEndpoint`
    pub(crate) operation: String,
    /// Without `Action` and `Version`.
    pub(crate) parameters: Parameters,
    pub(crate) caller: Caller,
    /// The header `User-Agent`.
    pub(crate) user_agent: String,
}

/// Who calls, as the signature's scope says. No signature is checked.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub(crate) access_key: String,
    pub(crate) region: String,
}

impl Request {
    /// # Errors
    /// When the request is not signed or names no operation.
    pub(crate) fn read(headers: &HeaderMap, form: &[u8]) -> Result<Self, Error> {
        let mut parameters = Parameters::parse(form);
        let operation = parameters.remove("Action");
        // The only call without a signature: who has but a token has no key.
        let unsigned =
            operation.as_deref().filter(|name| *name == "AssumeRoleWithWebIdentity").map(|_| Caller::nobody());
        let caller = Caller::read(headers).or(unsigned).ok_or_else(Error::auth_failure)?;
        let operation = operation.ok_or_else(|| Error::missing_parameter("Action"))?;
        parameters.remove("Version");
        let user_agent = headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        Ok(Self { operation, parameters, caller, user_agent })
    }
}

impl Caller {
    /// Reads `… Credential=KEY/DATE/REGION/SERVICE/aws4_request, …`.
    fn read(headers: &HeaderMap) -> Option<Self> {
        let authorization = headers.get(AUTHORIZATION)?.to_str().ok()?;
        let (_, credential) = authorization.split_once("Credential=")?;
        let mut scope = credential.split([',', ' ']).next()?.split('/');
        let access_key = scope.next()?.to_owned();
        let region = scope.nth(1)?.to_owned();
        Some(Self { access_key, region })
    }

    fn nobody() -> Self {
        Self { access_key: String::new(), region: "us-east-1".to_owned() }
    }

    /// The account: twelve digits in a row of the access key, wherever they stand, else `default`.
    pub(crate) fn account<'a>(&'a self, default: &'a str) -> &'a str {
        account(&self.access_key).unwrap_or(default)
    }
}

/// The first twelve digits in a row.
pub(crate) fn account(text: &str) -> Option<&str> {
    let windows = (0..text.len()).filter_map(|start| text.get(start..start + 12));
    windows.into_iter().find(|window| window.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caller(key: &str) -> Caller {
        let value =
            format!("AWS4-HMAC-SHA256 Credential={key}/20260101/eu-west-1/ec2/aws4_request, SignedHeaders=host");
        let headers = HeaderMap::from_iter([(AUTHORIZATION, value.parse().unwrap())]);
        Caller::read(&headers).unwrap()
    }

    #[test]
    fn the_signature_names_account_and_region() {
        let named = caller("AKIA210987654321");
        assert_eq!((named.account("0"), named.region.as_str()), ("210987654321", "eu-west-1"));
        assert_eq!(caller("test").account("123456789012"), "123456789012");
    }
}
