//! What a provider is, without gRPC and without AWS.
//!
//! Values have three states (null, unknown, known), a [`Model`] declares its fields once for schema,
//! decoding, encoding and documentation, a [`Resource`] is a life cycle on such a model, and a [`Plan`] is
//! how a proposed state becomes a planned one.

mod any_resource;
mod bug;
pub mod check;
mod data_source;
mod diagnostic;
pub mod docs;
mod duration;
mod field;
mod function;
pub mod json;
mod model;
pub mod msgpack;
mod path;
mod plan;
mod private;
mod provider;
mod registered;
mod resource;
mod schema;
mod timeouts;
mod value;

pub use any_resource::{
    AnyResource, Applied, ApplyRequest, Imported, Operation, PlanRequest, Planned, Read, ReadRequest,
};
pub use bug::guard;
pub use data_source::{AnyDataSource, DataSource, RegisteredDataSource};
pub use diagnostic::{Diagnostic, Diagnostics, Severity};
pub use duration::parse_go_duration;
pub use field::{Equivalent, Field, Nesting, Shape, Usage, computed, optional, optional_computed, required};
pub use function::{Function, FunctionError, Parameter};
pub(crate) use model::model;
pub use model::{Attr, BlockList, BlockSet, Element, FieldType, Model, Texts, attribute_name};
pub use path::{Path, Step};
pub use plan::Plan;
pub use private::Private;
pub use provider::Provider;
pub use registered::Registered;
pub use resource::{Change, ImportId, Resource, split_region};
pub use schema::Schema;
pub use timeouts::Timeouts;
pub use value::{Type, Value};
