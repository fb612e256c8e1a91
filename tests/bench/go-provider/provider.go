package main

import (
	"bytes"
	"context"

	"provider/tfplugin6"
)

// provider answers the calls that Terraform makes for managed resources. All others are
// unimplemented, which Terraform takes for "there is none".
//
// An error returned here is a gRPC status. Only values that are not msgpack lead to one, and those
// are not of the user's making.
type provider struct {
	tfplugin6.UnimplementedProviderServer
}

func (provider) GetProviderSchema(
	context.Context, *tfplugin6.GetProviderSchema_Request,
) (*tfplugin6.GetProviderSchema_Response, error) {
	return &tfplugin6.GetProviderSchema_Response{
		Provider:        &tfplugin6.Schema{Block: &tfplugin6.Schema_Block{}},
		ResourceSchemas: map[string]*tfplugin6.Schema{"null_resource": schema()},
		// Saves the other processes of a run with many aliases this call.
		ServerCapabilities: &tfplugin6.ServerCapabilities{GetProviderSchemaOptional: true},
	}, nil
}

func (provider) ValidateProviderConfig(
	context.Context, *tfplugin6.ValidateProviderConfig_Request,
) (*tfplugin6.ValidateProviderConfig_Response, error) {
	return &tfplugin6.ValidateProviderConfig_Response{}, nil
}

func (provider) ConfigureProvider(
	context.Context, *tfplugin6.ConfigureProvider_Request,
) (*tfplugin6.ConfigureProvider_Response, error) {
	return &tfplugin6.ConfigureProvider_Response{}, nil
}

// StopProvider has nothing to stop: no call takes long.
func (provider) StopProvider(
	context.Context, *tfplugin6.StopProvider_Request,
) (*tfplugin6.StopProvider_Response, error) {
	return &tfplugin6.StopProvider_Response{}, nil
}

func (provider) ValidateResourceConfig(
	context.Context, *tfplugin6.ValidateResourceConfig_Request,
) (*tfplugin6.ValidateResourceConfig_Response, error) {
	return &tfplugin6.ValidateResourceConfig_Response{}, nil
}

// UpgradeResourceState leaves the state in JSON, as it is stored: Terraform reads that as well, and
// the schema has only ever had one version.
func (provider) UpgradeResourceState(
	_ context.Context, request *tfplugin6.UpgradeResourceState_Request,
) (*tfplugin6.UpgradeResourceState_Response, error) {
	return &tfplugin6.UpgradeResourceState_Response{
		UpgradedState: &tfplugin6.DynamicValue{Json: request.GetRawState().GetJson()},
	}, nil
}

// ReadResource finds what is in the state, for the resource is nowhere else.
func (provider) ReadResource(
	_ context.Context, request *tfplugin6.ReadResource_Request,
) (*tfplugin6.ReadResource_Response, error) {
	return &tfplugin6.ReadResource_Response{
		NewState: request.CurrentState,
		Private:  request.Private,
	}, nil
}

// PlanResourceChange is not called for a destroy: the schema's answer does not ask for it.
func (provider) PlanResourceChange(
	_ context.Context, request *tfplugin6.PlanResourceChange_Request,
) (*tfplugin6.PlanResourceChange_Response, error) {
	prior, err := decode(request.PriorState)
	if err != nil {
		return nil, err
	}
	if prior == nil {
		return planCreate(request)
	}
	return planChange(request, prior)
}

func planCreate(request *tfplugin6.PlanResourceChange_Request) (*tfplugin6.PlanResourceChange_Response, error) {
	planned, err := decode(request.ProposedNewState)
	if err != nil {
		return nil, err
	}
	planned.ID = unknown
	state, err := encode(planned)
	if err != nil {
		return nil, err
	}
	return &tfplugin6.PlanResourceChange_Response{PlannedState: state}, nil
}

// planChange asks for a new resource if the triggers differ; Terraform then plans its creation.
func planChange(
	request *tfplugin6.PlanResourceChange_Request, prior *resource,
) (*tfplugin6.PlanResourceChange_Response, error) {
	planned, err := decode(request.ProposedNewState)
	if err != nil {
		return nil, err
	}
	response := &tfplugin6.PlanResourceChange_Response{
		PlannedState:   request.ProposedNewState,
		PlannedPrivate: request.PriorPrivate,
	}
	// Terraform writes the elements of a map in the order of their keys, so equal maps are equal bytes.
	if !bytes.Equal(planned.Triggers, prior.Triggers) {
		response.RequiresReplace = []*tfplugin6.AttributePath{attribute("triggers")}
	}
	return response, nil
}

// ApplyResourceChange creates or deletes. A plan to change a resource in place is never made.
func (provider) ApplyResourceChange(
	_ context.Context, request *tfplugin6.ApplyResourceChange_Request,
) (*tfplugin6.ApplyResourceChange_Response, error) {
	planned, err := decode(request.PlannedState)
	if err != nil {
		return nil, err
	}
	if planned == nil {
		return &tfplugin6.ApplyResourceChange_Response{NewState: request.PlannedState}, nil
	}
	if planned.ID, err = randomID(); err != nil {
		return nil, err
	}
	state, err := encode(planned)
	if err != nil {
		return nil, err
	}
	return &tfplugin6.ApplyResourceChange_Response{NewState: state, Private: request.PlannedPrivate}, nil
}
