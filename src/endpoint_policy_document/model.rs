//! The arguments and attributes of `lambda_endpoint_policy_document`.

use std::collections::BTreeSet;

use crate::tf::check::one_of;
use crate::tf::{Attr, BlockList, BlockSet, computed, model, optional, required};

model! {
    /// The JSON of an endpoint policy, from blocks as `aws_iam_policy_document` has them, without a call to AWS. What is only
    /// here: `functions`, which allows a function in both forms of its ARN. `source_policy_documents` and
    /// `override_policy_documents` are not offered.
    pub(crate) struct Model {
        /// The version of the policy language; `2012-10-17` where it is absent.
        version: Attr<String> = optional().check(one_of(&["2008-10-17", "2012-10-17"])),
        /// An id of the policy.
        policy_id: Attr<String> = optional(),
        /// What is allowed or denied.
        statement: BlockList<Statement, 0> = optional(),
        /// The policy as JSON, indented.
        json: Attr<String> = computed(),
        /// The policy as JSON without white space, which leaves most room below EC2's limit of 20,480 characters.
        minified_json: Attr<String> = computed(),
    }
}

model! {
    /// What is allowed or denied.
    pub(crate) struct Statement {
        /// An id of the statement.
        sid: Attr<String> = optional(),
        /// `Allow` where it is absent.
        effect: Attr<String> = optional().check(one_of(&["Allow", "Deny"])),
        /// The actions, such as `lambda:InvokeFunction`.
        actions: Attr<BTreeSet<String>> = optional(),
        /// All actions but these.
        not_actions: Attr<BTreeSet<String>> = optional(),
        /// The functions, by ARN: each stands for its ARN without a qualifier and for that with one (`:*` where the given
        /// ARN has none).
        functions: Attr<BTreeSet<String>> = optional(),
        /// The ARNs of other resources, patterns, or `*`.
        resources: Attr<BTreeSet<String>> = optional(),
        /// All resources but these.
        not_resources: Attr<BTreeSet<String>> = optional(),
        /// Who is meant.
        principals: BlockSet<Principals> = optional(),
        /// Everybody but these.
        not_principals: BlockSet<Principals> = optional(),
        /// When it holds; several must all be true.
        condition: BlockSet<Condition> = optional(),
    }
}

model! {
    /// Principals of one type.
    pub(crate) struct Principals {
        /// Their type. With `*`, the only identifier is `*`, too: everybody.
        r#type: Attr<String> = required().check(one_of(&["AWS", "Service", "Federated", "CanonicalUser", "*"])),
        /// Their ARNs, account ids or names.
        identifiers: Attr<BTreeSet<String>> = required(),
    }
}

model! {
    /// A condition.
    pub(crate) struct Condition {
        /// The operator, such as `StringEquals`.
        test: Attr<String> = required(),
        /// The condition key, such as `aws:PrincipalOrgID`.
        variable: Attr<String> = required(),
        /// The values, of which one must match. `&{...}` becomes `${...}`, a policy variable.
        values: Attr<BTreeSet<String>> = required(),
    }
}
