//! Connections to EC2: none before the first call that needs one, one per Region, shared by all resources.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use super::{Client, Error, partition};
use crate::aws::{Access, Misconfigured, Settings};

/// What all resources of one provider configuration share. Configuring anew replaces what was before.
#[derive(Clone, Debug, Default)]
pub struct Connections(Arc<RwLock<Arc<Connection>>>);

#[derive(Debug)]
struct Connection {
    access: Result<Access, Unready>,
    preflight_checks: bool,
    clients: Mutex<HashMap<String, Client>>,
}

/// Why nothing can be asked of AWS, and the Region that the configuration names all the same.
#[derive(Debug)]
struct Unready {
    reason: String,
    region: Option<String>,
}

const MISCONFIGURED: &str = "The provider's configuration has errors.";

impl Connections {
    /// Takes over `settings`, in the place of earlier ones. `preflight_checks` says whether plans may ask EC2 what an apply
    /// would run into. Nothing is sent, unless `settings` say whose account it may be.
    ///
    /// # Errors
    /// What is wrong with the settings.
    pub async fn configure(&self, settings: Settings, preflight_checks: bool) -> Result<(), Vec<Misconfigured>> {
        let region = settings.region.clone();
        let (access, outcome) = match settings.unready.clone() {
            Some(reason) => (Err(Unready { reason, region }), Ok(())),
            None => match checked(settings).await {
                Ok(access) => (Ok(access), Ok(())),
                Err(wrong) => (Err(Unready { reason: MISCONFIGURED.to_owned(), region }), Err(wrong)),
            },
        };
        let connection = Connection { access, preflight_checks, clients: Mutex::default() };
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(connection);
        outcome
    }

    /// The Region of the configuration, the environment or the profile, as far as it is known without the network.
    #[must_use]
    pub fn region(&self) -> Option<String> {
        match &self.connection().access {
            Ok(access) => access.region(),
            Err(unready) => unready.region.clone(),
        }
    }

    /// Whether a resource may be in `region`, which its configuration names.
    ///
    /// # Errors
    /// Why not: it is none that AWS has, or the credentials are not good there.
    pub fn check_region(&self, region: &str) -> Result<(), String> {
        let connection = self.connection();
        let Ok(access) = &connection.access else { return Ok(()) };
        access.check_region(region)?;
        match access.region().filter(|own| partition(own) != partition(region)) {
            Some(own) => Err(format!(
                "{region} is in the partition {}, and the provider works in {own}, which is in {}. Credentials are good in one \
                 partition only: use a provider block of its own for the other one.",
                partition(region),
                partition(&own)
            )),
            None => Ok(()),
        }
    }

    /// Why nothing can be asked of AWS yet, where that is so.
    #[must_use]
    pub fn unready(&self) -> Option<String> {
        self.connection().access.as_ref().err().map(|unready| unready.reason.clone())
    }

    /// Whether plans may ask EC2 what an apply would run into.
    #[must_use]
    pub fn preflight_checks(&self) -> bool {
        self.connection().preflight_checks
    }

    /// The client for `region`, or for the Region of the configuration.
    ///
    /// # Errors
    /// When the provider's configuration is not known yet, or no Region is.
    pub async fn client(&self, region: Option<&str>) -> Result<Client, Error> {
        self.connection().client(region).await
    }

    fn connection(&self) -> Arc<Connection> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

async fn checked(settings: Settings) -> Result<Access, Vec<Misconfigured>> {
    let access = Access::new(settings).await?;
    access.check_account().await.map_err(|wrong| vec![wrong])?;
    Ok(access)
}

impl Default for Connection {
    /// Before the provider is configured there is nobody to ask.
    fn default() -> Self {
        let unready = Unready { reason: "The provider has not been configured yet.".to_owned(), region: None };
        Self { access: Err(unready), preflight_checks: false, clients: Mutex::default() }
    }
}

impl Connection {
    async fn client(&self, region: Option<&str>) -> Result<Client, Error> {
        let access = self.access.as_ref().map_err(|unready| Error::permanent(unready.reason.clone()))?;
        let config = access.config().await;
        let region = region.or_else(|| config.region().map(AsRef::as_ref)).ok_or_else(|| {
            Error::permanent(
                "No AWS Region is configured. Set `region` in the provider block, the environment variable AWS_REGION, \
                 or `region` in the shared config file.",
            )
        })?;
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(clients.entry(region.to_owned()).or_insert_with(|| Client::new(access, config, region)).clone())
    }
}
