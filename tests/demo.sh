#!/usr/bin/env bash
# demo.sh MOTO: builds the provider, and lets the real terraform make, change and destroy a Lambda
# endpoint with it, on moto from the Python environment MOTO. `make demo` runs it.
set -euo pipefail

python=${1:?usage: demo.sh MOTO}/bin/python
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/lambda-demo.XXXXXX")
moto=
finished=

finish() {
  status=$?
  trap - EXIT INT TERM
  [ -z "$moto" ] || { kill "$moto" && wait "$moto"; } 2>/dev/null || true
  rm -rf "$work"
  if [ -z "$finished" ]; then
    printf '\nThe demo did not come to its end.\n' >&2
    [ "$status" -ne 0 ] || status=1
  fi
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

say() {
  printf '\n== %s\n' "$*"
}

# Runs terraform, showing the command and what it says.
tf() {
  printf '\n   $ terraform %s\n' "$*"
  terraform "$@" 2>&1 | sed 's/^/   | /'
}

# no_changes: stops the demo unless a plan is empty (exit code 2 says that it is not).
no_changes() {
  say "A second plan has to be empty"
  tf plan -detailed-exitcode
}

# ec2_shows JSON: stops the demo unless EC2 itself, asked without Terraform, shows just that.
ec2_shows() {
  local seen
  seen=$("$python" "$here/moto/ec2.py" "$url" endpoints "$vpc" | sed 's/"id": "[^"]*", //')
  printf '\n   EC2 shows: %s\n' "$seen"
  if [ "$seen" != "$1" ]; then
    printf '   expected:  %s\n' "$1" >&2
    exit 1
  fi
}

# Neither the caller's settings nor credentials have a say, and nothing leaves the machine.
while IFS= read -r name; do
  unset "$name"
done < <(compgen -e | grep -E '^(AWS|TF)_')
export TF_CLI_CONFIG_FILE=$work/cli.tfrc NO_PROXY=127.0.0.1
export TF_CLI_ARGS=-no-color TF_CLI_ARGS_plan=-input=false TF_CLI_ARGS_apply=-input=false
cat >"$TF_CLI_CONFIG_FILE" <<EOF
disable_checkpoint = true
provider_installation {
  filesystem_mirror {
    path = "$work/mirror"
  }
}
EOF

say "Building the provider"
"${MAKE:-make}" --no-print-directory -C "$here/.." install PLUGINS="$work/mirror"

say "Starting moto, an EC2 in memory, on a free loopback port"
mkfifo "$work/alive" "$work/url"
"$python" "$here/moto/serve.py" <"$work/alive" >"$work/url" &
moto=$!
exec 3>"$work/alive" # moto ends when this closes
read -r url <"$work/url"
echo "   $url"

say "Making a VPC with three subnets and two security groups there, without Terraform"
cp "$here"/../examples/demo/*.tf "$work"
cd "$work"
"$python" "$here/moto/ec2.py" "$url" network >network.auto.tfvars.json
printf '{"ec2_url": "%s"}\n' "$url" >url.auto.tfvars.json
vpc=$(sed -n 's/.*"vpc_id": "\([^"]*\)".*/\1/p' network.auto.tfvars.json)
sed 's/^/   /' network.auto.tfvars.json

say "Installing the provider, as it was just built"
tf init

say "Planning a Lambda endpoint in two of the subnets, with a policy and tags"
tf plan -out=first.tfplan

say "Applying that plan"
tf apply first.tfplan
ec2_shows '[{"subnets": 2, "allows": ["lambda:InvokeFunction"], "tags": ["Name=lambda", "team=orders"]}]'
no_changes

say "What the configuration exports"
tf output

say "Changing it in place: a third subnet, a policy that allows more, another tag"
cat >change.auto.tfvars <<'EOF'
zones           = 3
allowed_actions = ["lambda:InvokeFunction", "lambda:GetFunction"]
team            = "payments"
EOF
sed 's/^/   /' change.auto.tfvars
tf apply -auto-approve
ec2_shows '[{"subnets": 3, "allows": ["lambda:InvokeFunction", "lambda:GetFunction"], "tags": ["Name=lambda", "team=payments"]}]'
no_changes

say "Destroying it"
tf destroy -auto-approve
ec2_shows '[]'

finished=yes
printf '\nThe demo went as it should.\n'
