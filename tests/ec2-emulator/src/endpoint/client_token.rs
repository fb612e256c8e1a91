//! `ClientToken`: the same request sent twice makes one endpoint.

use std::collections::HashMap;

use crate::call::Call;
use crate::error::Error;
use crate::parameters::Parameters;

const LONGEST: usize = 64;

/// What was asked with each token, and the endpoint that came of it.
#[derive(Debug, Default)]
pub(crate) struct ClientTokens(HashMap<String, (Parameters, String)>);

impl ClientTokens {
    /// The endpoint that the call's token already made.
    ///
    /// # Errors
    /// When the token is none, or was used with other parameters.
    pub(super) fn made(call: &Call) -> Result<Option<String>, Error> {
        let Some(token) = call.parameters.text("ClientToken") else { return Ok(None) };
        if token.len() > LONGEST || !token.is_ascii() {
            return Err(Error::client_token());
        }
        match call.network.client_tokens.0.get(token) {
            Some((parameters, _)) if parameters != call.parameters => Err(Error::idempotent_mismatch()),
            Some((_, id)) => Ok(Some(id.clone())),
            None => Ok(None),
        }
    }

    /// Remembers what the call made.
    pub(super) fn remember(&mut self, parameters: &Parameters, id: &str) {
        if let Some(token) = parameters.text("ClientToken") {
            self.0.insert(token.to_owned(), (parameters.clone(), id.to_owned()));
        }
    }
}
