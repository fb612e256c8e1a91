//! What a plan finds out by asking EC2, so that no apply runs into it: on the argument at fault, with both parties and the
//! remedy. And what it costs.

mod cost;
mod found;
mod neighbours;

use super::Stage;

impl Stage {
    /// Makes something without Terraform, and returns its id, which the answer has as the element `id`.
    fn made(&self, action: &str, parameters: &[(&str, &str)], id: &str) -> String {
        let answer = self.call(action, parameters);
        let after = answer.split_once(&format!("<{id}>")).expect("the answer has the id").1;
        after.split('<').next().unwrap().to_owned()
    }

    /// Turns an attribute of the VPC on or off.
    fn set_vpc_attribute(&self, attribute: &str, value: &str) {
        self.call("ModifyVpcAttribute", &[("VpcId", &self.network.vpc), (&format!("{attribute}.Value"), value)]);
    }
}
