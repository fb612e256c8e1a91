//! What a data source implements, and data sources of any model behind one interface.

use tokio_util::sync::CancellationToken;

use super::{Diagnostics, Model, Operation, Schema, Value};

/// A data source: one model, whose computed attributes it fills in.
pub trait DataSource: Send + Sync + 'static {
    /// The arguments and attributes.
    type Model: Model;
    /// The name users write.
    const TYPE_NAME: &'static str;

    /// Checks that need more than one field. `config` may hold unknown values.
    fn validate(&self, config: &Self::Model) -> Diagnostics;

    /// The whole for a configuration that is known.
    fn read(
        &self,
        config: Self::Model,
        stop: CancellationToken,
    ) -> impl Future<Output = Result<Self::Model, Diagnostics>> + Send;
}

/// A data source of any model: what the server calls.
pub trait AnyDataSource: Send + Sync {
    /// The name users write.
    fn type_name(&self) -> &'static str;
    /// The schema of configuration and result.
    fn schema(&self) -> &Schema;
    /// Checks a configuration.
    fn validate(&self, config: &Value) -> Diagnostics;
    /// Reads what the configuration asks for.
    fn read(&self, config: Value, stop: CancellationToken) -> Operation<'_, Result<Value, Diagnostics>>;
}

/// A data source with its schema.
pub struct RegisteredDataSource<D> {
    data_source: D,
    schema: Schema,
}

impl<D: DataSource> RegisteredDataSource<D> {
    /// Offers this data source.
    #[must_use]
    pub fn new(data_source: D) -> Self {
        Self { data_source, schema: Schema::of::<D::Model>(0) }
    }
}

impl<D: DataSource> AnyDataSource for RegisteredDataSource<D> {
    fn type_name(&self) -> &'static str {
        D::TYPE_NAME
    }

    fn schema(&self) -> &Schema {
        &self.schema
    }

    fn validate(&self, config: &Value) -> Diagnostics {
        let mut diagnostics = self.schema.check(config);
        diagnostics.append(self.data_source.validate(&D::Model::from_value(config)));
        diagnostics
    }

    fn read(&self, config: Value, stop: CancellationToken) -> Operation<'_, Result<Value, Diagnostics>> {
        Box::pin(async move { Ok(self.data_source.read(D::Model::from_value(&config), stop).await?.to_value()) })
    }
}
