//! `IpAddressType` and `DnsRecordIpType`.

use crate::error::Error;

/// The kinds of address an endpoint has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum IpType {
    Ipv4,
    Ipv6,
    Dualstack,
}

impl IpType {
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let all = [Self::Ipv4, Self::Ipv6, Self::Dualstack];
        let found = all.into_iter().find(|kind| kind.as_str() == text);
        found.ok_or_else(|| Error::value(format!("Value ({text}) for parameter IpAddressType is invalid.")))
    }

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Ipv4 => "ipv4",
            Self::Ipv6 => "ipv6",
            Self::Dualstack => "dualstack",
        }
    }

    pub(crate) fn has_v4(self) -> bool {
        self != Self::Ipv6
    }

    pub(crate) fn has_v6(self) -> bool {
        self != Self::Ipv4
    }
}

/// The kinds of address that an endpoint's DNS names resolve to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RecordType {
    Same(IpType),
    ServiceDefined,
}

impl RecordType {
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        if text == "service-defined" {
            return Ok(Self::ServiceDefined);
        }
        let message = || Error::value(format!("Value ({text}) for parameter DnsRecordIpType is invalid."));
        IpType::parse(text).map(Self::Same).map_err(|_| message())
    }

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Same(kind) => kind.as_str(),
            Self::ServiceDefined => "service-defined",
        }
    }

    /// Whether an endpoint with these addresses can have such records.
    pub(crate) fn fits(self, addresses: IpType) -> bool {
        addresses == IpType::Dualstack || self == Self::Same(addresses)
    }
}
