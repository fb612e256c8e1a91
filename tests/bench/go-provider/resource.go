package main

import (
	"crypto/rand"
	"encoding/hex"

	"github.com/vmihailenco/msgpack/v5"

	"provider/tfplugin6"
)

// resource is a null_resource. Its attributes stay in msgpack, for none of them is ever looked into:
// so null and unknown, which Go's own types do not have, need no types of ours.
type resource struct {
	ID       msgpack.RawMessage `msgpack:"id"`
	Triggers msgpack.RawMessage `msgpack:"triggers"`
}

// unknown is an extension, here of one byte and of the code 0. Terraform looks at neither.
var unknown = msgpack.RawMessage{0xd4, 0, 0}

func schema() *tfplugin6.Schema {
	return &tfplugin6.Schema{
		Block: &tfplugin6.Schema_Block{
			Attributes: []*tfplugin6.Schema_Attribute{
				{
					Name:        "id",
					Type:        []byte(`"string"`),
					Description: "A random text, made anew with each resource.",
					Computed:    true,
				},
				{
					Name:        "triggers",
					Type:        []byte(`["map","string"]`),
					Description: "Any texts. When they change, the resource is replaced.",
					Optional:    true,
				},
			},
		},
	}
}

// decode returns nil for null.
func decode(value *tfplugin6.DynamicValue) (*resource, error) {
	var decoded *resource
	err := msgpack.Unmarshal(value.GetMsgpack(), &decoded)
	return decoded, err
}

func encode(value *resource) (*tfplugin6.DynamicValue, error) {
	encoded, err := msgpack.Marshal(value)
	return &tfplugin6.DynamicValue{Msgpack: encoded}, err
}

// attribute is the path to an attribute of the resource.
func attribute(name string) *tfplugin6.AttributePath {
	return &tfplugin6.AttributePath{
		Steps: []*tfplugin6.AttributePath_Step{
			{Selector: &tfplugin6.AttributePath_Step_AttributeName{AttributeName: name}},
		},
	}
}

func randomID() (msgpack.RawMessage, error) {
	id := make([]byte, 8)
	if _, err := rand.Read(id); err != nil {
		return nil, err
	}
	return msgpack.Marshal(hex.EncodeToString(id))
}
