//! Every RPC of tfplugin6, in the order of the protocol's file.

use tokio_stream::Empty;
use tonic::{Request, Response, Status, Streaming};

use super::Server;
use super::answer::answer;
use super::not_offered::not_offered;
use crate::proto::tfplugin6 as proto;
use crate::tf::Provider;

type Reply<T> = Result<Response<T>, Status>;

#[tonic::async_trait]
impl<P: Provider> proto::provider_server::Provider for Server<P> {
    async fn get_metadata(&self, _: Request<proto::get_metadata::Request>) -> Reply<proto::get_metadata::Response> {
        answer("GetMetadata", "", async { Ok(self.get_metadata()) }).await
    }

    async fn get_provider_schema(
        &self,
        _: Request<proto::get_provider_schema::Request>,
    ) -> Reply<proto::get_provider_schema::Response> {
        answer("GetProviderSchema", "", async { Ok(self.get_provider_schema()) }).await
    }

    async fn get_resource_identity_schemas(
        &self,
        _: Request<proto::get_resource_identity_schemas::Request>,
    ) -> Reply<proto::get_resource_identity_schemas::Response> {
        answer("GetResourceIdentitySchemas", "", async { Ok(self.get_resource_identity_schemas()) }).await
    }

    async fn validate_provider_config(
        &self,
        request: Request<proto::validate_provider_config::Request>,
    ) -> Reply<proto::validate_provider_config::Response> {
        let request = request.into_inner();
        answer("ValidateProviderConfig", "", async { self.validate_provider_config(request) }).await
    }

    async fn configure_provider(
        &self,
        request: Request<proto::configure_provider::Request>,
    ) -> Reply<proto::configure_provider::Response> {
        let request = request.into_inner();
        answer("ConfigureProvider", "", self.configure_provider(request)).await
    }

    async fn stop_provider(&self, _: Request<proto::stop_provider::Request>) -> Reply<proto::stop_provider::Response> {
        Ok(Response::new(self.stop_provider()))
    }

    async fn validate_resource_config(
        &self,
        request: Request<proto::validate_resource_config::Request>,
    ) -> Reply<proto::validate_resource_config::Response> {
        let request = request.into_inner();
        let type_name = request.type_name.clone();
        answer("ValidateResourceConfig", &type_name, async { self.validate_resource_config(request) }).await
    }

    async fn upgrade_resource_state(
        &self,
        request: Request<proto::upgrade_resource_state::Request>,
    ) -> Reply<proto::upgrade_resource_state::Response> {
        let request = request.into_inner();
        let type_name = request.type_name.clone();
        answer("UpgradeResourceState", &type_name, async { self.upgrade_resource_state(request) }).await
    }

    async fn upgrade_resource_identity(
        &self,
        request: Request<proto::upgrade_resource_identity::Request>,
    ) -> Reply<proto::upgrade_resource_identity::Response> {
        let request = request.into_inner();
        let type_name = request.type_name.clone();
        answer("UpgradeResourceIdentity", &type_name, async { self.upgrade_resource_identity(request) }).await
    }

    async fn read_resource(
        &self,
        request: Request<proto::read_resource::Request>,
    ) -> Reply<proto::read_resource::Response> {
        let request = request.into_inner();
        let type_name = request.type_name.clone();
        answer("ReadResource", &type_name, self.read_resource(request)).await
    }

    async fn plan_resource_change(
        &self,
        request: Request<proto::plan_resource_change::Request>,
    ) -> Reply<proto::plan_resource_change::Response> {
        let request = request.into_inner();
        let type_name = request.type_name.clone();
        answer("PlanResourceChange", &type_name, self.plan_resource_change(request)).await
    }

    async fn apply_resource_change(
        &self,
        request: Request<proto::apply_resource_change::Request>,
    ) -> Reply<proto::apply_resource_change::Response> {
        let request = request.into_inner();
        let type_name = request.type_name.clone();
        answer("ApplyResourceChange", &type_name, self.apply_resource_change(request)).await
    }

    async fn import_resource_state(
        &self,
        request: Request<proto::import_resource_state::Request>,
    ) -> Reply<proto::import_resource_state::Response> {
        let request = request.into_inner();
        let type_name = request.type_name.clone();
        answer("ImportResourceState", &type_name, self.import_resource_state(request)).await
    }

    async fn move_resource_state(
        &self,
        request: Request<proto::move_resource_state::Request>,
    ) -> Reply<proto::move_resource_state::Response> {
        let request = request.into_inner();
        let type_name = request.target_type_name.clone();
        answer("MoveResourceState", &type_name, async { self.move_resource_state(&request) }).await
    }

    async fn validate_data_resource_config(
        &self,
        request: Request<proto::validate_data_resource_config::Request>,
    ) -> Reply<proto::validate_data_resource_config::Response> {
        let request = request.into_inner();
        let type_name = request.type_name.clone();
        answer("ValidateDataResourceConfig", &type_name, async { self.validate_data_resource_config(request) }).await
    }

    async fn read_data_source(
        &self,
        request: Request<proto::read_data_source::Request>,
    ) -> Reply<proto::read_data_source::Response> {
        let request = request.into_inner();
        let type_name = request.type_name.clone();
        answer("ReadDataSource", &type_name, self.read_data_source(request)).await
    }

    async fn get_functions(&self, _: Request<proto::get_functions::Request>) -> Reply<proto::get_functions::Response> {
        answer("GetFunctions", "", async { Ok(self.get_functions()) }).await
    }

    async fn call_function(
        &self,
        request: Request<proto::call_function::Request>,
    ) -> Reply<proto::call_function::Response> {
        Ok(Response::new(self.call_function(request.into_inner()).await))
    }

    async fn generate_resource_config(
        &self,
        _: Request<proto::generate_resource_config::Request>,
    ) -> Reply<proto::generate_resource_config::Response> {
        not_offered("generated configuration")
    }

    async fn validate_ephemeral_resource_config(
        &self,
        _: Request<proto::validate_ephemeral_resource_config::Request>,
    ) -> Reply<proto::validate_ephemeral_resource_config::Response> {
        not_offered("ephemeral resources")
    }

    async fn open_ephemeral_resource(
        &self,
        _: Request<proto::open_ephemeral_resource::Request>,
    ) -> Reply<proto::open_ephemeral_resource::Response> {
        not_offered("ephemeral resources")
    }

    async fn renew_ephemeral_resource(
        &self,
        _: Request<proto::renew_ephemeral_resource::Request>,
    ) -> Reply<proto::renew_ephemeral_resource::Response> {
        not_offered("ephemeral resources")
    }

    async fn close_ephemeral_resource(
        &self,
        _: Request<proto::close_ephemeral_resource::Request>,
    ) -> Reply<proto::close_ephemeral_resource::Response> {
        not_offered("ephemeral resources")
    }

    async fn validate_list_resource_config(
        &self,
        _: Request<proto::validate_list_resource_config::Request>,
    ) -> Reply<proto::validate_list_resource_config::Response> {
        not_offered("list resources")
    }

    type ListResourceStream = Empty<Result<proto::list_resource::Event, Status>>;

    async fn list_resource(&self, _: Request<proto::list_resource::Request>) -> Reply<Self::ListResourceStream> {
        not_offered("list resources")
    }

    async fn validate_state_store_config(
        &self,
        _: Request<proto::validate_state_store::Request>,
    ) -> Reply<proto::validate_state_store::Response> {
        not_offered("state stores")
    }

    async fn configure_state_store(
        &self,
        _: Request<proto::configure_state_store::Request>,
    ) -> Reply<proto::configure_state_store::Response> {
        not_offered("state stores")
    }

    type ReadStateBytesStream = Empty<Result<proto::read_state_bytes::Response, Status>>;

    async fn read_state_bytes(
        &self,
        _: Request<proto::read_state_bytes::Request>,
    ) -> Reply<Self::ReadStateBytesStream> {
        not_offered("state stores")
    }

    async fn write_state_bytes(
        &self,
        _: Request<Streaming<proto::write_state_bytes::RequestChunk>>,
    ) -> Reply<proto::write_state_bytes::Response> {
        not_offered("state stores")
    }

    async fn lock_state(&self, _: Request<proto::lock_state::Request>) -> Reply<proto::lock_state::Response> {
        not_offered("state stores")
    }

    async fn unlock_state(&self, _: Request<proto::unlock_state::Request>) -> Reply<proto::unlock_state::Response> {
        not_offered("state stores")
    }

    async fn get_states(&self, _: Request<proto::get_states::Request>) -> Reply<proto::get_states::Response> {
        not_offered("state stores")
    }

    async fn delete_state(&self, _: Request<proto::delete_state::Request>) -> Reply<proto::delete_state::Response> {
        not_offered("state stores")
    }

    async fn plan_action(&self, _: Request<proto::plan_action::Request>) -> Reply<proto::plan_action::Response> {
        not_offered("actions")
    }

    type InvokeActionStream = Empty<Result<proto::invoke_action::Event, Status>>;

    async fn invoke_action(&self, _: Request<proto::invoke_action::Request>) -> Reply<Self::InvokeActionStream> {
        not_offered("actions")
    }

    async fn validate_action_config(
        &self,
        _: Request<proto::validate_action_config::Request>,
    ) -> Reply<proto::validate_action_config::Response> {
        not_offered("actions")
    }
}
