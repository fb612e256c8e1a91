//! What an emulator is started with.

use std::time::Duration;

/// How an [`Emulator`](crate::Emulator) is to behave.
#[derive(Clone, Debug)]
pub struct Options {
    /// The TCP port on 127.0.0.1; 0 takes a free one.
    pub port: u16,
    /// How many seconds of the emulator's [`Clock`](crate::Clock) pass in a real one.
    pub speed: f64,
    /// How long things take, by the emulator's clock.
    pub timing: Timing,
    /// Whether calls are refused with `RequestLimitExceeded` when they come faster than EC2 lets them.
    pub throttling: bool,
    /// The quota of interface endpoints per VPC. EC2's is 50.
    pub endpoints_per_vpc: usize,
    /// Availability Zones, by id (`use1-az3`), in which Lambda's endpoint service is not offered.
    pub zones_not_offered: Vec<String>,
    /// The account of access keys that name none; see the crate's docs.
    pub default_account: String,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: 0,
            speed: 1.0,
            timing: Timing::quick(),
            throttling: false,
            endpoints_per_vpc: 50,
            zones_not_offered: vec!["use1-az3".to_owned()],
            default_account: "123456789012".to_owned(),
        }
    }
}

/// How long things take, by the emulator's clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timing {
    /// From `CreateVpcEndpoint` until `DescribeVpcEndpoints` knows the endpoint.
    pub unknown_after_create: Duration,
    /// From `CreateVpcEndpoint` until the endpoint is available.
    pub create: Duration,
    /// From a `ModifyVpcEndpoint` that touches interfaces or names until the endpoint is available again.
    pub modify: Duration,
    /// The same for one that touches only the policy or the security groups; zero never shows `pending`.
    pub modify_lightly: Duration,
    /// From `DeleteVpcEndpoints` until the endpoint is deleted.
    pub delete: Duration,
    /// For how long a deleted endpoint is still described, as `deleted`.
    pub deleted_shown: Duration,
    /// For how long network interfaces outlive the change or the endpoint that ended them.
    pub interfaces_linger: Duration,
    /// By how many per cent the time of each create, modify and delete is shorter or longer, at random.
    pub spread_percent: u8,
}

impl Timing {
    /// Fractions of a second: every state can be seen, and nobody waits long.
    #[must_use]
    pub fn quick() -> Self {
        let ms = Duration::from_millis;
        Self {
            unknown_after_create: ms(150),
            create: ms(600),
            modify: ms(500),
            modify_lightly: ms(150),
            delete: ms(600),
            deleted_shown: ms(300),
            interfaces_linger: ms(200),
            spread_percent: 0,
        }
    }

    /// What was seen of EC2 in public; meant for a fast clock.
    #[must_use]
    pub fn realistic() -> Self {
        let s = Duration::from_secs;
        Self {
            unknown_after_create: s(2),
            create: s(75),
            modify: s(60),
            modify_lightly: s(5),
            delete: s(90),
            deleted_shown: s(60),
            interfaces_linger: s(5),
            spread_percent: 0,
        }
    }

    /// Everything happens at once: an endpoint is available when it is first described.
    #[must_use]
    pub fn immediate() -> Self {
        Self {
            unknown_after_create: Duration::ZERO,
            create: Duration::ZERO,
            modify: Duration::ZERO,
            modify_lightly: Duration::ZERO,
            delete: Duration::ZERO,
            deleted_shown: Duration::ZERO,
            interfaces_linger: Duration::ZERO,
            spread_percent: 0,
        }
    }

    /// What something takes this time that takes `usual` on average.
    pub(crate) fn spread(&self, usual: Duration) -> Duration {
        let share = f64::from(self.spread_percent) / 100.0;
        usual.mul_f64((1.0 + share * (fastrand::f64() * 2.0 - 1.0)).max(0.0))
    }
}
