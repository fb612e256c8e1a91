#!/usr/bin/env bash
# build.sh OUTPUT [DIR]: builds the provider beside this script into the file OUTPUT, as small as Go makes it.
# It takes Go's libraries as Debian packages them, so it needs no network. What it generates goes into DIR,
# which is kept, or else into a temporary directory.
set -euo pipefail

output=$(realpath -m "${1:?usage: build.sh OUTPUT [DIR]}")
here=$(cd "$(dirname "$0")" && pwd)
proto=$here/../../../proto
# Where Debian puts them.
libraries=/usr/share/gocode
includes=/usr/include
# Go finds the generated package under this name in GOPATH.
package=provider/tfplugin6

# need PACKAGE WHAT: WHAT is a command or a path, and comes with the Debian package PACKAGE.
missing=()
need() {
  command -v "$2" >/dev/null || [ -e "$2" ] || missing+=("$1")
}
need golang-go go
need protobuf-compiler protoc
need protoc-gen-go protoc-gen-go
need protoc-gen-go-grpc protoc-gen-go-grpc
need libprotobuf-dev "$includes/google/protobuf/timestamp.proto"
# Its older sibling, 1-3, also satisfies gRPC's package, but cannot read what protoc-gen-go writes.
need golang-github-golang-protobuf-1-5-dev "$libraries/src/github.com/golang/protobuf/proto/registry.go"
need golang-github-hashicorp-go-hclog-dev "$libraries/src/github.com/hashicorp/go-hclog"
need golang-github-hashicorp-go-plugin-dev "$libraries/src/github.com/hashicorp/go-plugin"
need golang-github-vmihailenco-msgpack.v5-dev "$libraries/src/github.com/vmihailenco/msgpack/v5"
need golang-google-grpc-dev "$libraries/src/google.golang.org/grpc"
need golang-google-protobuf-dev "$libraries/src/google.golang.org/protobuf"
if [ "${#missing[@]}" -gt 0 ]; then
  echo "The provider in Go cannot be built here. On Debian: apt-get install ${missing[*]}" >&2
  exit 1
fi

if [ $# -ge 2 ]; then
  build=$(realpath -m "$2")
else
  build=$(mktemp -d "${TMPDIR:-/tmp}/go-provider.XXXXXX")
  trap 'rm -rf "$build"' EXIT
fi
mkdir -p "$build/src" "$(dirname "$output")"

protoc --proto_path="$proto" --proto_path="$includes" \
  --go_out="$build/src" --go_opt="Mtfplugin6.proto=$package" \
  --go-grpc_out="$build/src" --go-grpc_opt="Mtfplugin6.proto=$package" \
  tfplugin6.proto

# Without cgo, as published providers are built, and without settings of the caller's.
cd "$here"
GO111MODULE=off GOPATH="$build:$libraries" GOENV=off GOFLAGS='' CGO_ENABLED=0 \
  go build -trimpath -ldflags "-s -w" -o "$output" .
