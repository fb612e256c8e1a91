//! `DeleteVpcEndpoints`

use crate::call::{Answer, Call};
use crate::clock::later;
use crate::error::Error;
use crate::kind;
use crate::xml::Xml;

use super::network_interfaces::detach;
use super::{State, create};

/// `DeleteVpcEndpoints`: status 200 whatever happens; each endpoint that is not there is an item of the answer.
pub(crate) fn delete_vpc_endpoints(call: &mut Call) -> Answer {
    let ids = create::distinct(&call.parameters.required_list("VpcEndpointId")?);
    ids.iter().try_for_each(|id| kind::ENDPOINT.check(id))?;
    let mut unsuccessful = Vec::new();
    for id in &ids {
        if let Err(error) = delete(call, id) {
            let error = Xml::new().text("code", error.code).text("message", error.message);
            unsuccessful.push(Xml::new().text("resourceId", id).structure("error", error));
        }
    }
    Ok(Xml::new().list("unsuccessful", unsuccessful))
}

/// An endpoint that is being deleted already goes on as it did.
fn delete(call: &mut Call, id: &str) -> Result<(), Error> {
    if let Some((code, message)) = call.settings.refused_deletions.get(id) {
        return Err(Error { code: code.clone().into(), message: message.clone(), status: 400 });
    }
    let missing = || Error::endpoint_to_delete_not_found(id);
    let timing = &call.settings.timing;
    let end = later(call.now, timing.spread(timing.delete));
    let mut endpoints = std::mem::take(&mut call.network.endpoints);
    let endpoint = endpoints.find_mut(id).filter(|endpoint| !endpoint.is_deleted());
    let deleted = endpoint.ok_or_else(missing).map(|endpoint| {
        if endpoint.state != State::Deleting {
            let interfaces_end = later(end, timing.interfaces_linger);
            endpoint.subnets().for_each(|subnet| detach(call.network, endpoint, subnet, interfaces_end));
            endpoint.over_at = if endpoint.attachments.is_empty() { end } else { interfaces_end };
            endpoint.state = State::Deleting;
            endpoint.due = Some((end, State::Deleted));
            endpoint.forgotten_at = Some(later(end, timing.deleted_shown));
        }
    });
    call.network.endpoints = endpoints;
    deleted
}
