// A small Terraform provider in Go, for `make bench` to measure beside ours: it has one resource
// that holds nothing, so what it costs is what Go and its libraries cost.
//
// It does without the framework or the SDK on which published providers are built, so those cost
// more rather than less.
package main

import (
	"context"
	"errors"
	"os"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"

	"provider/tfplugin6"
)

func main() {
	plugin.Serve(&plugin.ServeConfig{
		// The same for all providers: it tells Terraform from a person who tries the binary.
		HandshakeConfig: plugin.HandshakeConfig{
			MagicCookieKey:   "TF_PLUGIN_MAGIC_COOKIE",
			MagicCookieValue: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
		},
		VersionedPlugins: map[int]plugin.PluginSet{
			6: {"provider": service{}},
		},
		GRPCServer: plugin.DefaultGRPCServer,
		Logger:     logger(),
	})
}

// logger lets only errors through: go-plugin's own default is to trace, which would be measured too.
func logger() hclog.Logger {
	return hclog.New(&hclog.LoggerOptions{
		Level:      hclog.Error,
		Output:     os.Stderr,
		JSONFormat: true,
	})
}

// service puts the provider onto go-plugin's gRPC server.
type service struct {
	plugin.NetRPCUnsupportedPlugin
}

func (service) GRPCServer(_ *plugin.GRPCBroker, server *grpc.Server) error {
	tfplugin6.RegisterProviderServer(server, provider{})
	return nil
}

// GRPCClient is for the side of Terraform, but go-plugin wants both in one type.
func (service) GRPCClient(context.Context, *plugin.GRPCBroker, *grpc.ClientConn) (interface{}, error) {
	return nil, errors.New("this program is a provider, not a client of one")
}
