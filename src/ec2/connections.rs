//! Connections to EC2: none before the first call that needs one, one per Region, shared by all resources.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use aws_config::profile::ProfileFileCredentialsProvider;
use aws_config::provider_config::ProviderConfig;
use aws_config::{BehaviorVersion, ConfigLoader, Region, SdkConfig};
use aws_sdk_ec2::config::timeout::TimeoutConfig;
use tokio::sync::OnceCell;

use super::{Client, Error};

/// What the provider's configuration says about reaching AWS.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The Region, where the configuration names one.
    pub region: Option<String>,
    /// The profile of the shared files, where the configuration names one.
    pub profile: Option<String>,
    /// Credentials, where the configuration holds some.
    pub credentials: Option<aws_sdk_ec2::config::Credentials>,
    /// The URL of the EC2 API, where the configuration names one.
    pub ec2_url: Option<String>,
    /// Whether plans may ask EC2 what an apply would run into.
    pub preflight_checks: bool,
    /// Why nothing can be asked of AWS yet, where that is so.
    pub unready: Option<String>,
}

/// What all resources of one provider configuration share. Configuring anew replaces what was before.
#[derive(Clone, Debug, Default)]
pub struct Connections(Arc<RwLock<Arc<Connection>>>);

#[derive(Debug)]
struct Connection {
    settings: Settings,
    region: OnceCell<Option<String>>,
    config: OnceCell<SdkConfig>,
    clients: Mutex<HashMap<String, Client>>,
}

impl Connections {
    /// Takes over `settings`. Nothing is read or sent before it is needed.
    pub fn configure(&self, settings: Settings) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(Connection::new(settings));
    }

    /// The Region of the configuration, the environment or the profile, as far as it is known without the network.
    pub async fn region(&self) -> Option<String> {
        self.connection().region().await
    }

    /// Why nothing can be asked of AWS yet, where that is so.
    #[must_use]
    pub fn unready(&self) -> Option<String> {
        self.connection().settings.unready.clone()
    }

    /// Whether plans may ask EC2 what an apply would run into.
    #[must_use]
    pub fn preflight_checks(&self) -> bool {
        self.connection().settings.preflight_checks
    }

    /// The client for `region`, or for the Region of the configuration.
    ///
    /// # Errors
    /// When the provider's configuration is not known yet, or no Region is.
    pub async fn client(&self, region: Option<&str>) -> Result<Client, Error> {
        let connection = self.connection();
        if let Some(reason) = &connection.settings.unready {
            return Err(Error::permanent(reason.clone()));
        }
        connection.client(region).await
    }

    fn connection(&self) -> Arc<Connection> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Default for Connection {
    /// Before the provider is configured there is nobody to ask.
    fn default() -> Self {
        let unready = Some("The provider has not been configured yet.".to_owned());
        Self::new(Settings { unready, ..Settings::default() })
    }
}

impl Connection {
    fn new(settings: Settings) -> Self {
        Self { settings, region: OnceCell::new(), config: OnceCell::new(), clients: Mutex::default() }
    }

    async fn client(&self, region: Option<&str>) -> Result<Client, Error> {
        let config = self.config.get_or_init(|| self.load()).await;
        let region = region.or_else(|| config.region().map(AsRef::as_ref)).ok_or_else(|| {
            Error::permanent(
                "No AWS Region is configured. Set `region` in the provider block, the environment variable AWS_REGION, \
                 or `region` in the shared config file.",
            )
        })?;
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        let connect = || Client::new(config, region, self.settings.ec2_url.as_deref());
        Ok(clients.entry(region.to_owned()).or_insert_with(connect).clone())
    }

    async fn region(&self) -> Option<String> {
        self.region.get_or_init(|| async { self.find_region().await }).await.clone()
    }

    /// Looks where the SDK looks, short of asking the instance metadata service, which needs the network.
    async fn find_region(&self) -> Option<String> {
        use aws_config::environment::EnvironmentVariableRegionProvider;
        use aws_config::meta::region::ProvideRegion;
        use aws_config::profile::ProfileFileRegionProvider;

        if self.settings.region.is_some() || self.settings.unready.is_some() {
            return self.settings.region.clone();
        }
        // An empty variable, as pipelines set it, is as good as none, and must not hide the other one.
        let set = |region: &String| !region.is_empty();
        let environment =
            EnvironmentVariableRegionProvider::new().region().await.map(|region| region.to_string()).filter(set);
        if let Some(region) = environment.or_else(|| std::env::var("AWS_DEFAULT_REGION").ok()).filter(set) {
            return Some(region);
        }
        let profile = ProfileFileRegionProvider::builder();
        let profile = match &self.settings.profile {
            Some(name) => profile.profile_name(name),
            None => profile,
        };
        profile.build().region().await.map(|region| region.to_string())
    }

    async fn load(&self) -> SdkConfig {
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(Duration::from_secs(5))
            .operation_attempt_timeout(Duration::from_secs(30))
            .operation_timeout(Duration::from_mins(1))
            .build();
        let mut loader = aws_config::defaults(BehaviorVersion::v2026_01_12()).timeout_config(timeouts);
        let region = self.region().await.map(Region::new);
        loader = set(loader, region.clone(), ConfigLoader::region);
        if let Some(name) = &self.settings.profile {
            // A profile that is named here comes before credentials of the environment, which the SDK would prefer.
            let configuration = ProviderConfig::without_region().with_region(region);
            let profile =
                ProfileFileCredentialsProvider::builder().configure(&configuration).profile_name(name).build();
            loader = loader.profile_name(name).credentials_provider(profile);
        }
        loader = set(loader, self.settings.credentials.clone(), ConfigLoader::credentials_provider);
        loader.load().await
    }
}

fn set<T>(loader: ConfigLoader, value: Option<T>, set: impl FnOnce(ConfigLoader, T) -> ConfigLoader) -> ConfigLoader {
    match value {
        Some(value) => set(loader, value),
        None => loader,
    }
}
