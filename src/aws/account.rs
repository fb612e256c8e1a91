//! Whose account it is, for those who say whose it may be.

use super::settings::AccountRules;
use super::{Access, Misconfigured, assume_role, said};

impl Access {
    /// Looks whose account it is, where the configuration cares: it asks STS, which needs no permission.
    ///
    /// # Errors
    /// When there are no usable credentials, or the account is one that it must not be.
    pub async fn check_account(&self) -> Result<(), Misconfigured> {
        let AccountRules { allowed, forbidden, validate } = &self.settings().account;
        if allowed.is_empty() && forbidden.is_empty() && !validate {
            return Ok(());
        }
        let argument = match (allowed.is_empty(), forbidden.is_empty()) {
            (false, _) => "allowed_account_ids",
            (true, false) => "forbidden_account_ids",
            (true, true) => "skip_credentials_validation",
        };
        let account = self.account().await.map_err(|why| {
            Misconfigured::new(argument, format!("The AWS account cannot be told, since STS was asked in vain: {why}."))
        })?;
        if !allowed.is_empty() && !allowed.contains(&account) {
            return Err(Misconfigured::new(
                "allowed_account_ids",
                format!("The credentials belong to the account {account}, which is none of {}.", allowed.join(", ")),
            ));
        }
        if forbidden.contains(&account) {
            let text =
                format!("The credentials belong to the account {account}, which is one of those not to be used.");
            return Err(Misconfigured::new("forbidden_account_ids", text));
        }
        Ok(())
    }

    async fn account(&self) -> Result<String, String> {
        let config = self.config().await;
        let credentials = config.credentials_provider().expect("it was set when the configuration was made");
        let client =
            assume_role::client(&self.settings().identity, config, self.endpoints().sts.as_deref(), credentials);
        let answer = client.get_caller_identity().send().await.map_err(|error| said(&error))?;
        answer.account().map(ToOwned::to_owned).ok_or_else(|| "its answer names no account".to_owned())
    }
}
