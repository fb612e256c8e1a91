//! How AWS is reached, and as whom: credentials, roles, transport, Regions and accounts, from the provider block, the
//! environment and the shared files. Nothing here knows EC2.

mod access;
mod account;
mod assume_role;
mod credentials;
mod environment;
mod files;
mod misconfigured;
mod region;
mod said;
mod settings;
mod transport;
mod unreachable;

pub use access::Access;
pub use aws_credential_types::Credentials;
pub use credentials::Unusable;
pub use environment::variable;
pub use misconfigured::Misconfigured;
pub(crate) use said::said;
pub use settings::{
    AccountRules, Endpoints, Identity, Metadata, Proxy, Retries, Role, Session, Settings, Token, TransportSettings,
    WebIdentity,
};
pub use unreachable::Unreachable;
