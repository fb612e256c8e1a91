//! A state file for any number of endpoints, from that for one.

use serde_json::{Value, json};

use super::{
    configuration::{BLOCK, block_name},
    description::Description,
};
use crate::Result;

/// The state of one endpoint and its policy.
pub(super) struct Template {
    endpoint: Resource,
    policy: Resource,
}

/// A resource in the state file.
struct Resource {
    /// As JSON, without name and instances, and open.
    head: String,
    /// The one instance, as JSON.
    instance: String,
}

impl Template {
    pub(super) fn read(state: &Value) -> Result<Self> {
        let read = |kind| Resource::read(state, kind);
        Ok(Self { endpoint: read("lambda_vpc_endpoint")?, policy: read("lambda_endpoint_policy")? })
    }

    /// The text of a state file. The first of the endpoints is that of the template.
    pub(super) fn state(&self, endpoints: &[Description], policies: bool) -> Result<String> {
        let kinds = [Some(&self.endpoint), policies.then_some(&self.policy)].into_iter().flatten();
        let resources = kinds.map(|kind| kind.of(endpoints)).collect::<Result<Vec<_>>>()?.concat();
        Ok(format!(
            r#"{{"version":4,"serial":1,"lineage":"bench","outputs":{{}},"resources":[{}],"check_results":null}}"#,
            resources.join(",")
        ))
    }
}

impl Resource {
    fn read(state: &Value, kind: &str) -> Result<Self> {
        let resources = state["resources"].as_array().map(Vec::as_slice).unwrap_or_default();
        let found = resources.iter().find(|resource| resource["type"] == kind);
        let found = found.ok_or_else(|| format!("no {kind} in the state"))?;
        let head = json!({ "mode": "managed", "type": kind, "provider": found["provider"] }).to_string();
        let head = head.strip_suffix('}').ok_or("a resource is an object")?.to_owned();
        Ok(Self { head, instance: found["instances"][0].to_string() })
    }

    /// Each block of the configuration, with an instance for each of its endpoints.
    fn of(&self, endpoints: &[Description]) -> Result<Vec<String>> {
        let block = |(number, block): (usize, &[Description])| {
            let instance = |(place, endpoint)| self.instance(place, &block_name(number), &endpoints[0], endpoint);
            let instances = block.iter().enumerate().map(instance).collect::<Result<Vec<_>>>()?.join(",");
            Ok(format!(r#"{},"name":"{}","instances":[{instances}]}}"#, self.head, block_name(number)))
        };
        endpoints.chunks(BLOCK).enumerate().map(block).collect()
    }

    fn instance(&self, place: usize, block: &str, first: &Description, endpoint: &Description) -> Result<String> {
        let numbered = self.instance.replace("\"index_key\":0", &format!("\"index_key\":{place}"));
        let placed = numbered.replace(&block_name(0), block);
        Ok(first.differences(endpoint)?.iter().fold(placed, |text, (one, other)| text.replace(one, other)))
    }
}
