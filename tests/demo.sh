#!/usr/bin/env bash
# demo.sh EMULATOR: builds the provider, and lets the real terraform make, change and destroy a Lambda
# endpoint with it, on the EC2 emulator whose binary is EMULATOR. `make demo` runs it.
set -euo pipefail

emulator=${1:?usage: demo.sh EMULATOR}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/lambda-demo.XXXXXX")
server=
finished=

finish() {
  status=$?
  trap - EXIT INT TERM
  [ -z "$server" ] || { kill "$server" && wait "$server"; } 2>/dev/null || true
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

# ec2 ACTION [KEY=VALUE ...]: asks EC2 itself, without Terraform. bash speaks HTTP well enough.
ec2() {
  local body="Action=$1&Version=2016-11-15" parameter
  shift
  for parameter; do body+="&$parameter"; done
  exec 4<>"/dev/tcp/127.0.0.1/${url##*:}"
  printf '%s\r\n' "POST / HTTP/1.1" "Host: ec2" "Connection: close" "Content-Length: ${#body}" \
    "Content-Type: application/x-www-form-urlencoded" \
    "Authorization: AWS4-HMAC-SHA256 Credential=demo/20260101/eu-central-1/ec2/aws4_request" "" >&4
  printf '%s' "$body" >&4
  cat <&4
  exec 4>&-
}

# each NAME: the texts of the XML elements NAME in what it reads.
each() {
  grep -o "<$1>[^<]*</$1>" | sed 's/<[^>]*>//g'
}

# ec2_shows TEXT ...: stops the demo unless EC2's own description of the VPC's endpoints holds every TEXT.
ec2_shows() {
  local seen text
  seen=$(ec2 DescribeVpcEndpoints "Filter.1.Name=vpc-id" "Filter.1.Value.1=$vpc")
  printf '\n   EC2 itself shows:\n'
  {
    each state <<<"$seen"
    grep -o 'subnet-[0-9a-f]*' <<<"$seen" || true
    each dnsName <<<"$seen"
    ec2 DescribeNetworkInterfaces "Filter.1.Name=vpc-id" "Filter.1.Value.1=$vpc" | each privateIpAddress | sort -u
  } 2>/dev/null | sed 's/^/     /'
  for text; do
    if [[ $seen != *"$text"* ]]; then
      printf '   but not:  %s\n%s\n' "$text" "$seen" >&2
      exit 1
    fi
  done
}

# ec2_shows_nothing: stops the demo unless the VPC has no endpoint and no network interface any more.
ec2_shows_nothing() {
  local left
  left=$(ec2 DescribeVpcEndpoints "Filter.1.Name=vpc-id" "Filter.1.Value.1=$vpc" | each state | grep -v '^deleted$' || true)
  left+=$(ec2 DescribeNetworkInterfaces "Filter.1.Name=vpc-id" "Filter.1.Value.1=$vpc" | each networkInterfaceId || true)
  if [ -n "$left" ]; then
    printf '   EC2 still shows: %s\n' "$left" >&2
    exit 1
  fi
  printf '\n   EC2 itself shows no endpoint and no network interface.\n'
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

say "Starting an EC2 in memory, on a free loopback port, thirty times as fast as the real one"
mkfifo "$work/alive" "$work/url"
"$emulator" --realistic --speed 30 <"$work/alive" >"$work/url" &
server=$!
exec 3>"$work/alive" # it ends when this closes
read -r url <"$work/url"
echo "   $url"

say "Making a VPC with three subnets and two security groups there, without Terraform"
cp "$here"/../examples/demo/*.tf "$work"
cd "$work"
vpc=$(ec2 CreateVpc CidrBlock=10.0.0.0%2F16 | each vpcId | head -1)
ec2 ModifyVpcAttribute "VpcId=$vpc" EnableDnsHostnames.Value=true >/dev/null # private DNS needs it
subnets=()
for zone in a b c; do
  number=$((${#subnets[@]} + 1))
  answer=$(ec2 CreateSubnet "VpcId=$vpc" "CidrBlock=10.0.$number.0%2F24" "AvailabilityZone=eu-central-1$zone")
  subnets+=("$(each subnetId <<<"$answer" | head -1)")
done
groups=()
for name in callers operators; do
  answer=$(ec2 CreateSecurityGroup "VpcId=$vpc" "GroupName=$name" "GroupDescription=$name")
  groups+=("$(each groupId <<<"$answer" | head -1)")
done
{
  printf 'ec2_url            = "%s"\n' "$url"
  printf 'vpc_id             = "%s"\n' "$vpc"
  printf 'subnet_ids         = ["%s", "%s", "%s"]\n' "${subnets[@]}"
  printf 'security_group_ids = ["%s", "%s"]\n' "${groups[@]}"
} >network.auto.tfvars
sed 's/^/   /' network.auto.tfvars

say "Installing the provider, as it was just built"
tf init

say "Planning a Lambda endpoint in two of the subnets, with a policy and tags"
tf plan -out=first.tfplan

say "Applying that plan"
tf apply first.tfplan
ec2_shows available "${subnets[0]}" "${subnets[1]}" lambda:InvokeFunction "<key>team</key><value>orders</value>" \
  lambda.eu-central-1.amazonaws.com
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
ec2_shows available "${subnets[2]}" lambda:GetFunction "<key>team</key><value>payments</value>"
no_changes

say "Destroying it"
tf destroy -auto-approve
ec2_shows_nothing

finished=yes
printf '\nThe demo went as it should.\n'
