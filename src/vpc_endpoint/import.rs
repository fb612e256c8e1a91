//! Finding the endpoint that a user wants to import.

use super::model::{Identity, Model};
use crate::ec2::{Connections, Deadline, VpcEndpoint};
use crate::tf::{Attr, Diagnostic, ImportId, split_region};

/// The model from which the endpoint can be read: by its own id, or as the VPC's one Lambda endpoint.
pub(super) async fn find(
    connections: &Connections,
    id: ImportId<Identity>,
    deadline: &Deadline,
) -> Result<Model, Diagnostic> {
    let (id, region) = match id {
        ImportId::Id(text) => split_region(&text),
        ImportId::Identity(identity) => (identity.id.text().to_owned(), identity.region),
    };
    if id.starts_with("vpce-") {
        return Ok(Model { id: id.into(), region, ..Model::default() });
    }
    if id.starts_with("vpc-") {
        return in_vpc(connections, &id, region, deadline).await;
    }
    Err(Diagnostic::error(
        "Invalid import id",
        format!(
            "\"{id}\" names neither a VPC endpoint nor a VPC. Import by the endpoint's id, such as vpce-0123456789abcdef0, or \
             by the id of its VPC; @region after it names another Region than the provider's."
        ),
    ))
}

async fn in_vpc(
    connections: &Connections,
    vpc_id: &str,
    region: Attr<String>,
    deadline: &Deadline,
) -> Result<Model, Diagnostic> {
    const FAILED: &str = "Cannot import VPC endpoint";
    let failed = |error: crate::ec2::Error| Diagnostic::error(FAILED, error.to_string());
    let client = connections.client(region.known().map(String::as_str)).await.map_err(failed)?;
    let mut found = client.describe_vpc_endpoints_of(vpc_id, deadline).await.map_err(failed)?;
    found.retain(|endpoint| is_lambda(&endpoint.service_name));
    match found.as_slice() {
        [only] => {
            Ok(Model { id: only.id.clone().into(), region: client.region().to_owned().into(), ..Model::default() })
        }
        [] => Err(Diagnostic::error(
            FAILED,
            format!("{vpc_id} has no endpoint for Lambda in {}. Check the id and the Region.", client.region()),
        )),
        several => Err(Diagnostic::error(
            FAILED,
            format!(
                "{vpc_id} has {} endpoints for Lambda. Import one of them by its own id: {}.",
                several.len(),
                list(several)
            ),
        )),
    }
}

/// Whether an endpoint service is Lambda's, in whatever partition and of whatever Region.
pub(super) fn is_lambda(service_name: &str) -> bool {
    service_name.contains("com.amazonaws.") && service_name.ends_with(".lambda")
}

/// An endpoint of another service would be replaced by the next apply.
pub(super) fn of_another_service(model: &Model) -> Diagnostic {
    let (id, service) = (model.id.text(), model.service_name.text());
    Diagnostic::error(
        "Not an endpoint for Lambda",
        format!("The endpoint {id} is one for {service}. This provider manages endpoints for Lambda only."),
    )
}

fn list(endpoints: &[VpcEndpoint]) -> String {
    let describe = |endpoint: &VpcEndpoint| {
        let name = endpoint.tags.get("Name").map(|name| format!(" ({name})")).unwrap_or_default();
        format!("{}{name}", endpoint.id)
    };
    endpoints.iter().map(describe).collect::<Vec<_>>().join(", ")
}
