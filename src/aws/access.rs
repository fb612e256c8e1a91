//! Access to AWS with one provider configuration: what all clients are made from.

use std::time::Duration;

use aws_config::identity::IdentityCache;
use aws_config::imds::client::EndpointMode;
use aws_config::profile::ProfileSet;
use aws_config::provider_config::ProviderConfig;
use aws_config::retry::RetryConfig;
use aws_config::stalled_stream_protection::StalledStreamProtectionConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, ConfigLoader, Region, SdkConfig, imds};
use aws_credential_types::provider::SharedCredentialsProvider;
use tokio::sync::OnceCell;

use super::credentials::Chain;
use super::environment::variable;
use super::settings::{Endpoints, Metadata, Settings};
use super::transport::Transport;
use super::{Misconfigured, assume_role, files, region};

/// How long it may take to find credentials, roles and all. A call that waits for them fails then.
const CREDENTIALS_TIME: Duration = Duration::from_secs(25);

/// The tries of one call where nothing says how many: the AWS provider's number.
const ATTEMPTS: u32 = 25;

/// Access to AWS with one provider configuration. Nothing is sent before it is needed.
#[derive(Debug)]
pub struct Access {
    settings: Settings,
    transport: Transport,
    profiles: ProfileSet,
    config: OnceCell<SdkConfig>,
}

impl Access {
    /// Takes `settings` over and reads the files that they name.
    ///
    /// # Errors
    /// Everything that is wrong with them, as far as it shows without the network.
    pub async fn new(settings: Settings) -> Result<Self, Vec<Misconfigured>> {
        let mut wrong = Vec::new();
        let mut keep = |misconfigured| wrong.push(misconfigured);
        let transport = Transport::new(settings.transport.clone()).map_err(&mut keep).ok();
        let profiles = files::load(&settings.identity).await.map_err(&mut keep).ok();
        let (Some(transport), Some(profiles)) = (transport, profiles) else { return Err(wrong) };
        let access = Self { settings, transport, profiles, config: OnceCell::new() };
        machine(&access.settings.identity.metadata, &access.common()).map_err(&mut keep).ok();
        if let Some(name) = access.region() {
            access.check_region(&name).map_err(|text| keep(Misconfigured::new("region", text))).ok();
        }
        if wrong.is_empty() { Ok(access) } else { Err(wrong) }
    }

    /// What the configuration says.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// URLs in the place of AWS's own.
    #[must_use]
    pub fn endpoints(&self) -> &Endpoints {
        &self.settings.endpoints
    }

    /// The Region of the configuration, the environment or the profile, as far as it is known without the network.
    #[must_use]
    pub fn region(&self) -> Option<String> {
        let named = self.settings.region.clone().or_else(|| variable("AWS_REGION"));
        let named = named.or_else(|| variable("AWS_DEFAULT_REGION"));
        named.or_else(|| self.profiles.get("region").map(ToOwned::to_owned).filter(|region| !region.is_empty()))
    }

    /// Whether `region` is one that AWS has, as far as this version knows and unless the configuration says not to look.
    ///
    /// # Errors
    /// When it is not, with the name that is nearest.
    pub fn check_region(&self, region: &str) -> Result<(), String> {
        if self.settings.skip_region_validation { Ok(()) } else { region::check(region) }
    }

    /// The tries of one call, the first one included.
    #[must_use]
    pub fn max_attempts(&self) -> u32 {
        let named = self.settings.retries.max_attempts;
        let said = || self.said("AWS_MAX_ATTEMPTS", "max_attempts")?.parse().ok();
        named.or_else(said).filter(|attempts| *attempts > 0).unwrap_or(ATTEMPTS)
    }

    /// Whether calls slow down together once AWS has throttled one.
    #[must_use]
    pub fn adaptive(&self) -> bool {
        let said =
            || self.said("AWS_RETRY_MODE", "retry_mode").is_some_and(|mode| mode.eq_ignore_ascii_case("adaptive"));
        self.settings.retries.adaptive.unwrap_or_else(said)
    }

    /// What the SDK's clients are made from: Region, credentials, transport.
    pub async fn config(&self) -> &SdkConfig {
        self.config.get_or_init(|| self.load()).await
    }

    fn said(&self, name: &str, property: &str) -> Option<String> {
        variable(name).or_else(|| self.profiles.get(property).map(ToOwned::to_owned))
    }

    async fn load(&self) -> SdkConfig {
        let common = self.common();
        let machine = machine(&self.settings.identity.metadata, &common).ok().flatten();
        let region = match (self.region(), &machine) {
            (Some(name), _) => Some(Region::new(name)),
            (None, Some(machine)) => region_of(machine).await,
            (None, None) => None,
        };
        let common = common.with_region(region.clone());
        let chain = SharedCredentialsProvider::new(Chain::new(&self.settings.identity, &common, machine.as_ref()));
        // The loader reads what else the environment and the profile say, endpoint URLs and FIPS among it.
        let loaded = self.loader(region).credentials_provider(chain.clone()).load().await;
        let credentials =
            assume_role::assume(&self.settings.identity, &loaded, self.settings.endpoints.sts.as_deref(), chain);
        loaded.into_builder().credentials_provider(credentials).build()
    }

    /// What the sources of credentials share.
    fn common(&self) -> ProviderConfig {
        let transport = &self.settings.transport;
        ProviderConfig::without_region()
            .with_behavior_version(Some(BehaviorVersion::v2026_01_12()))
            .with_http_client(self.transport.clone())
            .with_timeout_config(timeouts())
            .with_use_fips(transport.use_fips)
            .with_use_dual_stack(transport.use_dual_stack)
    }

    fn loader(&self, region: Option<Region>) -> ConfigLoader {
        let identity = &self.settings.identity;
        let mut loader = aws_config::defaults(BehaviorVersion::v2026_01_12())
            .http_client(self.transport.clone())
            .timeout_config(timeouts())
            .retry_config(RetryConfig::standard())
            // Each try has a time limit, which also ends answers that trickle, and whose error is plainer.
            .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
            .identity_cache(IdentityCache::lazy().load_timeout(CREDENTIALS_TIME).build())
            .profile_files(files::profile_files(identity))
            .profile_name(files::profile_name(identity))
            .region(region);
        if let Some(fips) = self.settings.transport.use_fips {
            loader = loader.use_fips(fips);
        }
        if let Some(dual_stack) = self.settings.transport.use_dual_stack {
            loader = loader.use_dual_stack(dual_stack);
        }
        loader
    }
}

fn timeouts() -> TimeoutConfig {
    TimeoutConfig::builder()
        .connect_timeout(Duration::from_secs(5))
        .operation_attempt_timeout(Duration::from_secs(30))
        .operation_timeout(Duration::from_mins(1))
        .build()
}

/// The instance metadata service, unless the configuration says not to ask it.
fn machine(metadata: &Metadata, config: &ProviderConfig) -> Result<Option<imds::Client>, Misconfigured> {
    if metadata.skip {
        return Ok(None);
    }
    let mut client = imds::Client::builder().configure(config);
    if let Some(url) = &metadata.endpoint {
        let wrong = |_| {
            let text = format!("\"{url}\" is not the URL of a metadata service, like http://169.254.169.254.");
            Misconfigured::new("ec2_metadata_service_endpoint", text)
        };
        client = client.endpoint(url).map_err(wrong)?;
    }
    if let Some(mode) = &metadata.mode {
        let mode = if mode.eq_ignore_ascii_case("ipv6") { EndpointMode::IpV6 } else { EndpointMode::IpV4 };
        client = client.endpoint_mode(mode);
    }
    Ok(Some(client.build()))
}

async fn region_of(machine: &imds::Client) -> Option<Region> {
    imds::region::ImdsRegionProvider::builder().imds_client(machine.clone()).build().region().await
}
