//! `default_tags` and `ignore_tags`: what is set, what is shown, and never a plan without an end.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{KEYS, Setting};
use crate::terraform::ec2::Ec2;
use crate::terraform::network::Network;

const ADDRESS: &str = "lambda_vpc_endpoint.it";

impl Setting {
    /// Applies an endpoint with these `tags` under this provider block, and panics if the next plan still has something to do.
    #[track_caller]
    fn settles(&self, block: &str, tags: &str) {
        self.block(&format!("{KEYS}\n{block}"));
        let tags = if tags.is_empty() { String::new() } else { format!("tags = {tags}") };
        self.terraform.apply(&format!(
            "resource \"lambda_vpc_endpoint\" \"it\" {{\n  vpc_id     = var.network.vpc\n  subnet_ids = var.network.subnets\n  {tags}\n}}\n"
        )).succeeded();
        self.terraform.has_no_changes();
    }

    /// The endpoint's tags on EC2, seen without Terraform.
    fn live(&self) -> BTreeMap<String, String> {
        let id = self.id();
        let endpoints = self.ec2().endpoints(self.terraform.state(ADDRESS)["vpc_id"].as_str().unwrap());
        endpoints.into_iter().find(|endpoint| endpoint.id == id).unwrap().tags
    }

    fn id(&self) -> String {
        self.terraform.state(ADDRESS)["id"].as_str().unwrap().to_owned()
    }

    fn ec2(&self) -> Ec2 {
        Ec2::new(self.emulator.url(), Network::REGION)
    }

    /// `tags` and `tags_all` of the state.
    fn shown(&self) -> (Value, Value) {
        let state = self.terraform.state(ADDRESS);
        (state["tags"].clone(), state["tags_all"].clone())
    }
}

fn defaults(tags: &str) -> String {
    format!("default_tags {{\n  tags = {tags}\n}}")
}

#[test]
fn default_tags_are_set_with_the_own_ones_which_come_first() {
    let setting = Setting::new();
    let block = defaults("{ team = \"network\", Name = \"default\", cost = \"1\" }");
    // The same key in both, once with another value and once with the default's.
    setting.settles(&block, "{ Name = \"own\", cost = \"1\" }");
    assert_eq!(json!(setting.live()), json!({"team": "network", "Name": "own", "cost": "1"}));
    assert_eq!(
        setting.shown(),
        (json!({"Name": "own", "cost": "1"}), json!({"team": "network", "Name": "own", "cost": "1"}))
    );
    // Own tags that go leave the default in their place.
    setting.settles(&block, "");
    assert_eq!(json!(setting.live()), json!({"team": "network", "Name": "default", "cost": "1"}));
    // A changed default is a change of the endpoint.
    setting.settles(&defaults("{ team = \"platform\" }"), "");
    assert_eq!(json!(setting.live()), json!({"team": "platform"}));
    setting.settles("", "");
    assert_eq!(setting.live(), BTreeMap::new());
}

#[test]
fn default_tags_come_from_the_environment_too() {
    let setting = Setting::new();
    setting.terraform.env("TF_AWS_DEFAULT_TAGS_team", "network");
    setting.terraform.env("TF_AWS_DEFAULT_TAGS_stage", "test");
    setting.settles(&defaults("{ stage = \"production\" }"), "{ Name = \"own\" }");
    assert_eq!(json!(setting.live()), json!({"team": "network", "stage": "production", "Name": "own"}));
}

#[test]
fn null_tags_are_not_set_and_tags_to_come_are_planned_as_such() {
    let setting = Setting::new();
    setting.settles(&defaults("{ team = null, stage = \"test\" }"), "{ Name = null, stage = null }");
    assert_eq!(json!(setting.live()), json!({"stage": "test"}));
    let setting = Setting::new();
    setting.block(&format!("{KEYS}\n{}", defaults("{ id = terraform_data.later.output }")));
    let endpoint = "resource \"terraform_data\" \"later\" {\n  input = \"known\"\n}\n\
                    resource \"lambda_vpc_endpoint\" \"it\" {\n  vpc_id = var.network.vpc\n  subnet_ids = var.network.subnets\n}\n";
    setting.terraform.apply(endpoint).succeeded();
    setting.terraform.has_no_changes();
    assert_eq!(json!(setting.live()), json!({"id": "known"}));
}

#[test]
fn ignored_tags_are_neither_shown_nor_removed() {
    let setting = Setting::new();
    setting.terraform.env("TF_AWS_IGNORE_TAGS_KEYS", "scanned, other");
    let block = "ignore_tags {\n  keys = [\"owner\"]\n  key_prefixes = [\"kubernetes.io/\"]\n}";
    setting.settles(block, "{ Name = \"own\" }");
    let foreign = [("owner", "somebody"), ("kubernetes.io/cluster", "c"), ("scanned", "yes")];
    for (key, value) in foreign {
        setting.ec2().set_tag(&setting.id(), key, value);
    }
    setting.terraform.has_no_changes();
    setting.settles(block, "{ Name = \"renamed\" }");
    let live = setting.live();
    assert!(foreign.iter().all(|(key, value)| live[*key] == *value), "{live:?}");
    assert_eq!(setting.shown(), (json!({"Name": "renamed"}), json!({"Name": "renamed"})));
    // One that is the configuration's own too is left to the others all the same.
    setting.settles(block, "{ Name = \"renamed\", owner = \"us\" }");
    assert_eq!(setting.live()["owner"], "somebody");
    // A tag that others are to manage from now on is not removed by that.
    setting.settles("ignore_tags {\n  keys = [\"owner\", \"Name\"]\n  key_prefixes = [\"kubernetes.io/\"]\n}", "");
    assert_eq!(setting.live()["Name"], "renamed");
}

#[test]
fn a_default_tag_that_somebody_took_away_is_planned_and_put_back() {
    let setting = Setting::new();
    let block = defaults("{ team = \"network\" }");
    setting.settles(&block, "");
    setting.ec2().set_tag(&setting.id(), "team", "theirs");
    assert_eq!(setting.terraform.plan_again(&[]).succeeded().actions(), ["update lambda_vpc_endpoint.it"]);
    setting.settles(&block, "");
    assert_eq!(json!(setting.live()), json!({"team": "network"}));
}
