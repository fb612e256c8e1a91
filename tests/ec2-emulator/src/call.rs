//! What an operation has before it.

use std::collections::HashMap;

use jiff::Timestamp;

use crate::error::Error;
use crate::network::{Network, Place};
use crate::parameters::Parameters;
use crate::peering::PeeringConnection;
use crate::settings::Settings;
use crate::table::Table;
use crate::xml::Xml;

/// One call that is being answered.
pub(crate) struct Call<'a> {
    pub(crate) parameters: &'a Parameters,
    /// Where it was made.
    pub(crate) place: &'a Place,
    pub(crate) access_key: &'a str,
    pub(crate) now: Timestamp,
    pub(crate) settings: &'a mut Settings,
    /// What is there.
    pub(crate) network: &'a mut Network,
    /// What is in the other accounts and Regions.
    pub(crate) elsewhere: &'a mut HashMap<Place, Network>,
    pub(crate) peerings: &'a mut Table<PeeringConnection>,
}

/// What a call answers.
pub(crate) type Answer = Result<Xml, Error>;

/// `<return>true</return>`: all that many calls answer.
#[expect(clippy::unnecessary_wraps, reason = "operations end in it")]
pub(crate) fn done() -> Answer {
    Ok(Xml::new().flag("return", true))
}
