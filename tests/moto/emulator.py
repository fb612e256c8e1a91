"""Drives every operation of the EC2 emulator with boto3, a client that none of us wrote.

    emulator.py URL

The same calls go to the emulator at URL and to moto, which is started here. Of the emulator's answers, every element has to be one that
AWS's own model of the API knows, with a value that it allows; and they have to be what moto answers, save where moto is
known not to answer what EC2 does (DIFFERENCES says why, one by one). Prints what is wrong, one finding a line, and ends
with 1 when there is any.
"""

import logging
import re
import sys
import time
import xml.etree.ElementTree as ElementTree

import boto3
from botocore.exceptions import ClientError
from moto.server import ThreadedMotoServer

REGION = "eu-central-1"
LAMBDA = f"com.amazonaws.{REGION}.lambda"
POLICY = '{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}'

# Where the two may differ: what they answer where, as patterns, and why.
DIFFERENCES = {
    r"get_caller_identity/Arn|assume_role(_with_web_identity)?/.*": "names and keys that each makes up; moto also reports a policy's size",
    r".*/DhcpOptionsId": "each makes up its own",
    r"describe_availability_zones/.*/(GroupName|NetworkBorderGroup|OptInStatus)": "left out by moto",
    r".*/(EnableDns64|PropagatingVgws)|create_security_group/Tags": "left out by moto",
    r".*/(GroupOwnerId|ReferencedGroupInfo/VpcId)|delete_security_group/(GroupId|Return)": "left out by moto",
    r".*/VpcEndpoints?/(DnsOptions|IpAddressType|RequesterManaged|ServiceRegion)": "left out by moto",
    r".*/VpcEndpoints?/DnsEntries": "moto has one name of a form that EC2 has not",
    r"create_vpc_endpoint/VpcEndpoint/State": "moto knows no pending",
    r"describe_vpc_endpoints/VpcEndpoints/NetworkInterfaceIds": "moto makes no interface on modify",
    r"describe_network_interfaces/.*/(Attachment|AvailabilityZoneId|DenyAllIgwTraffic|Description|Groups/.*|InterfaceType|Private.*"
    r"|Requester.*|Status)": "moto's are no endpoint's: of another type, group and address, not attached",
    r"delete_network_interface/Refused": "moto deletes what an endpoint uses",
    r".*/(Accepter|Requester)VpcInfo/(CidrBlock|CidrBlockSet|PeeringOptions)": "moto has CIDRs and options before anybody accepts, and no CIDR set after",
    r"(create|describe)_network_acls?/.*/Entries": "moto's new lists lack the rules that deny the rest",
}
# Members whose values are another on each side, however right both are.
MADE_UP = {"OwnerId", "UserId", "GroupOwnerId", "Account", "ZoneId", "AvailabilityZoneId", "MacAddress", "SecurityGroupArn"}

seen = set()  # the patterns that some difference fell under


class Side:
    """One of the two, with what has been found in its answers."""

    def __init__(self, url, is_moto):
        self.is_moto = is_moto
        options = {
            "endpoint_url": url,
            "region_name": REGION,
            "aws_access_key_id": "test",
            "aws_secret_access_key": "test",
        }
        self.ec2 = boto3.client("ec2", **options)
        self.sts = boto3.client("sts", **options)
        self.names = {}
        self.answers = []
        self.bodies = []
        for service in (self.ec2, self.sts):
            service.meta.events.register("before-parse", self.keep)

    def keep(self, operation_model, response_dict, **_):
        self.bodies.append((operation_model, response_dict["status_code"], response_dict["body"]))

    def call(self, operation, service="ec2", moto=True, **arguments):
        """Calls and keeps the answer, or the code of the refusal; `moto` says whether moto can answer at all."""
        if self.is_moto and not moto:
            self.answers.append((operation, None))
            return None
        try:
            answer = getattr(getattr(self, service), operation)(**arguments)
            answer.pop("ResponseMetadata")
        except ClientError as error:
            answer = {"Refused": error.response["Error"]["Code"]}
        self.answers.append((operation, answer))
        return answer

    def name(self, identifier, name):
        """Calls an id by a name that it has on both sides."""
        self.names[identifier] = name
        return identifier


def scenario(side, wait):
    """Every operation, in an order in which each has something to work on."""
    call = side.call
    call("get_caller_identity", service="sts")
    call("assume_role", service="sts", RoleArn="arn:aws:iam::210987654321:role/x", RoleSessionName="run")
    web_identity = {"RoleArn": "arn:aws:iam::210987654321:role/x", "WebIdentityToken": "a-token"}
    call("assume_role_with_web_identity", service="sts", RoleSessionName="run", **web_identity)
    call("describe_availability_zones")
    vpc, peer, subnets, groups = network(side)
    endpoints(side, wait, vpc, subnets, groups)
    routes(side, vpc, subnets[0])
    acls(side, vpc, subnets[0])
    peering(side, vpc, peer)
    refusals(side, vpc)
    for subnet in subnets:
        call("delete_subnet", SubnetId=subnet)
    for group in groups:
        call("delete_security_group", GroupId=group)
    call("delete_vpc", VpcId=vpc)
    call("describe_vpcs", VpcIds=[vpc])


def network(side):
    call, name = side.call, side.name
    tags = [{"ResourceType": "vpc", "Tags": [{"Key": "Name", "Value": "emulated"}]}]
    vpc = name(call("create_vpc", CidrBlock="10.0.0.0/16", TagSpecifications=tags)["Vpc"]["VpcId"], "vpc")
    peer = name(call("create_vpc", CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"], "peer")
    call("modify_vpc_attribute", VpcId=vpc, EnableDnsHostnames={"Value": True})
    for attribute in ("enableDnsSupport", "enableDnsHostnames"):
        call("describe_vpc_attribute", VpcId=vpc, Attribute=attribute)
        call("describe_vpc_attribute", VpcId=peer, Attribute=attribute)
    subnets = []
    for number, zone in enumerate("abc"):
        made = call("create_subnet", VpcId=vpc, CidrBlock=f"10.0.{number}.0/24", AvailabilityZone=REGION + zone)
        subnets.append(name(made["Subnet"]["SubnetId"], f"subnet-{zone}"))
    groups = []
    for purpose in ("callers", "operators"):
        made = call("create_security_group", VpcId=vpc, GroupName=purpose, Description="HTTPS")
        groups.append(name(made["GroupId"], purpose))
    rules(side, vpc, groups)
    mine = [{"Name": "vpc-id", "Values": [vpc]}]
    call("describe_vpcs", Filters=mine)
    call("describe_subnets", Filters=mine)
    call("describe_subnets", SubnetIds=subnets[:1])
    call("describe_security_groups", GroupIds=groups)
    return vpc, peer, subnets, groups


def rules(side, vpc, groups):
    call = side.call
    https = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443}
    from_network = [https | {"IpRanges": [{"CidrIp": "10.0.0.0/8", "Description": "all of us"}]}]
    from_group = [https | {"UserIdGroupPairs": [{"GroupId": groups[1]}]}]
    call("authorize_security_group_ingress", GroupId=groups[0], IpPermissions=from_network)
    call("authorize_security_group_ingress", GroupId=groups[0], IpPermissions=from_network)
    call("authorize_security_group_ingress", GroupId=groups[0], IpPermissions=from_group)
    call("authorize_security_group_egress", GroupId=groups[0], IpPermissions=from_network)
    call("describe_security_group_rules", Filters=[{"Name": "group-id", "Values": [groups[0]]}])
    call("describe_security_groups", GroupIds=[groups[0]])
    call("revoke_security_group_egress", GroupId=groups[0], IpPermissions=from_network)
    call("revoke_security_group_ingress", GroupId=groups[0], IpPermissions=from_group)
    call("describe_security_groups", GroupIds=[groups[0]])


def endpoints(side, wait, vpc, subnets, groups):
    call, name = side.call, side.name
    call("describe_vpc_endpoint_services", moto=False, ServiceNames=[LAMBDA])  # wants all of moto installed
    made = call(
        "create_vpc_endpoint",
        VpcId=vpc,
        VpcEndpointType="Interface",
        ServiceName=LAMBDA,
        SubnetIds=subnets[:2],
        SecurityGroupIds=groups[:1],
        PolicyDocument=POLICY,
        PrivateDnsEnabled=True,
        TagSpecifications=[{"ResourceType": "vpc-endpoint", "Tags": [{"Key": "Name", "Value": "lambda"}]}],
    )
    endpoint = name(made["VpcEndpoint"]["VpcEndpointId"], "endpoint")
    wait(side, endpoint)
    one = {"VpcEndpointIds": [endpoint]}
    call("describe_vpc_endpoints", **one)
    interfaces = call("describe_network_interfaces", Filters=[{"Name": "vpc-id", "Values": [vpc]}])["NetworkInterfaces"]
    call("delete_network_interface", NetworkInterfaceId=interfaces[0]["NetworkInterfaceId"])
    call("modify_vpc_endpoint", VpcEndpointId=endpoint, AddSubnetIds=subnets[2:], AddSecurityGroupIds=groups[1:])
    wait(side, endpoint)
    call("describe_vpc_endpoints", **one)
    call("create_tags", Resources=[endpoint], Tags=[{"Key": "team", "Value": "a"}, {"Key": "gone", "Value": ""}])
    call("delete_tags", Resources=[endpoint], Tags=[{"Key": "gone"}])
    call("describe_tags", Filters=[{"Name": "resource-id", "Values": [endpoint]}])
    by_tag = [{"Name": "tag:team", "Values": ["a"]}]
    call("describe_vpc_endpoints", Filters=by_tag)
    call("delete_vpc_endpoints", **one)
    wait(side, endpoint)


def routes(side, vpc, subnet):
    call, name = side.call, side.name
    table = name(call("create_route_table", VpcId=vpc)["RouteTable"]["RouteTableId"], "table")
    association = call("associate_route_table", RouteTableId=table, SubnetId=subnet)["AssociationId"]
    gateway = {"RouteTableId": table, "DestinationCidrBlock": "10.1.0.0/16"}
    other = call("create_vpc_peering_connection", VpcId=vpc, PeerVpcId=vpc)
    peering = other.get("VpcPeeringConnection", {}).get("VpcPeeringConnectionId")
    call("create_route", VpcPeeringConnectionId=peering, **gateway)
    call("describe_route_tables", RouteTableIds=[table])
    call("describe_route_tables", Filters=[{"Name": "vpc-id", "Values": [vpc]}, {"Name": "association.main", "Values": ["true"]}])
    call("delete_route", **gateway)
    call("delete_route_table", RouteTableId=table)
    call("disassociate_route_table", AssociationId=association)
    call("delete_route_table", RouteTableId=table)


def acls(side, vpc, subnet):
    call, name = side.call, side.name
    acl = name(call("create_network_acl", VpcId=vpc)["NetworkAcl"]["NetworkAclId"], "acl")
    of_subnet = [{"Name": "association.subnet-id", "Values": [subnet]}]
    before = call("describe_network_acls", Filters=of_subnet)["NetworkAcls"][0]
    entry = {"NetworkAclId": acl, "RuleNumber": 100, "Egress": False}
    call(
        "create_network_acl_entry",
        Protocol="6",
        RuleAction="allow",
        CidrBlock="10.0.0.0/8",
        PortRange={"From": 443, "To": 443},
        **entry,
    )
    ids = {each["SubnetId"]: each["NetworkAclAssociationId"] for each in before["Associations"]}
    changed = call("replace_network_acl_association", AssociationId=ids[subnet], NetworkAclId=acl)
    call("describe_network_acls", NetworkAclIds=[acl])
    call("delete_network_acl_entry", **entry)
    default = before["NetworkAclId"]
    call("replace_network_acl_association", AssociationId=changed["NewAssociationId"], NetworkAclId=default)
    call("delete_network_acl", NetworkAclId=acl)


def peering(side, vpc, peer):
    call, name = side.call, side.name
    ids = []
    for label in ("peering", "unwanted"):
        made = call("create_vpc_peering_connection", VpcId=vpc, PeerVpcId=peer)
        ids.append(name(made["VpcPeeringConnection"]["VpcPeeringConnectionId"], label))
    call("accept_vpc_peering_connection", VpcPeeringConnectionId=ids[0])
    call("reject_vpc_peering_connection", VpcPeeringConnectionId=ids[1])
    call("describe_vpc_peering_connections", VpcPeeringConnectionIds=ids[:1])
    call("delete_vpc_peering_connection", VpcPeeringConnectionId=ids[0])


def refusals(side, vpc):
    call = side.call
    call("describe_vpcs", VpcIds=["vpc-00000000000000001"])
    call("describe_subnets", SubnetIds=["subnet-00000000000000001"])
    call("describe_security_groups", GroupIds=["sg-00000000000000001"])
    call("describe_network_interfaces", NetworkInterfaceIds=["eni-00000000000000001"])
    call("describe_route_tables", RouteTableIds=["rtb-00000000000000001"])
    call("describe_vpc_endpoints", VpcEndpointIds=["vpce-00000000000000001"])
    call("create_security_group", VpcId=vpc, GroupName="callers", Description="again")
    call("create_subnet", VpcId=vpc, CidrBlock="10.0.0.0/24")
    call("create_subnet", VpcId=vpc, CidrBlock="192.168.0.0/24")
    call("create_subnet", VpcId=vpc, CidrBlock="10.0.9.0/24", AvailabilityZone="eu-central-1z")


def wait_for_emulator(side, endpoint):
    """Until the endpoint has come to rest, and its interfaces with it."""
    for _ in range(600):
        try:
            found = side.ec2.describe_vpc_endpoints(VpcEndpointIds=[endpoint])["VpcEndpoints"][0]
            resting = found["State"] == "available"
        except ClientError:
            # Right after create it is not known yet, but it has interfaces.
            found, resting = None, True
        filters = [{"Name": "description", "Values": [f"VPC Endpoint Interface {endpoint}"]}]
        interfaces = side.ec2.describe_network_interfaces(Filters=filters)["NetworkInterfaces"]
        wanted = found["NetworkInterfaceIds"] if found else []
        if resting and sorted(each["NetworkInterfaceId"] for each in interfaces) == sorted(wanted):
            return
        time.sleep(0.05)
    sys.exit(f"{endpoint} does not come to rest")


def unknown_elements(shape, element, path):
    """What AWS's model does not know of an answer, or not with such a value."""
    if shape.type_name == "structure":
        members = {member.serialization.get("name", name): member for name, member in shape.members.items()}
        for child in element:
            tag = child.tag.rpartition("}")[2]
            if tag in members:
                yield from unknown_elements(members[tag], child, f"{path}/{tag}")
            elif tag not in ("requestId", "ResponseMetadata"):
                yield f"{path}/{tag}: no such member"
    elif shape.type_name == "list":
        for child in element:
            if child.tag.rpartition("}")[2] not in ("item", "member"):
                yield f"{path}: {child.tag} in a list"
            yield from unknown_elements(shape.member, child, f"{path}/item")
    else:
        yield from unfit_value(shape, element, path)


def unfit_value(shape, element, path):
    text = element.text or ""
    patterns = {"boolean": "true|false", "integer": r"-?\d+", "timestamp": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"}
    pattern = patterns.get(shape.type_name)
    allowed = [value.lower() for value in getattr(shape, "enum", [])]
    if len(element) or (pattern and not re.fullmatch(pattern, text)) or (allowed and text.lower() not in allowed):
        yield f"{path}: {text!r} is no {shape.type_name} of the model"


def normal(side, value):
    """The value with ids replaced by their names, times and addresses by what they are."""
    if isinstance(value, dict):
        return {key: "made up" if key in MADE_UP else normal(side, each) for key, each in value.items()}
    if isinstance(value, list):
        return sorted((normal(side, each) for each in value), key=repr)
    if isinstance(value, str):
        kind = r"\b([a-z]+(?:-[a-z]+)*)-[0-9a-f]{8,17}\b"
        value = re.sub(kind, lambda match: side.names.get(match[0], match[1]), value)
    return value if isinstance(value, (str, bool, int)) else str(type(value))


def differences(operation, ours, theirs):
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in sorted(ours.keys() | theirs.keys()):
            yield from differences(f"{operation}/{key}", ours.get(key), theirs.get(key))
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for mine, other in zip(ours, theirs):
            yield from differences(operation, mine, other)
    elif ours != theirs:
        known = [pattern for pattern in DIFFERENCES if re.fullmatch(pattern, operation)]
        seen.update(known)
        if not known:
            yield f"{operation}: the emulator has {ours!r}, moto {theirs!r}"


def compared():
    """moto, after the same calls."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # no line per request
    moto = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    moto.start()
    host, port = moto.get_host_and_port()
    side = Side(f"http://{host}:{port}", True)
    scenario(side, lambda side, endpoint: None)
    moto.stop()
    return side


def main(url):
    ours = Side(url, False)
    scenario(ours, wait_for_emulator)
    theirs = compared()
    findings = []
    for operation, status, body in ours.bodies:
        if status == 200:
            root = ElementTree.fromstring(body)
            if operation.service_model.service_name == "sts":
                root = root[0]
            if operation.output_shape:
                findings += unknown_elements(operation.output_shape, root, operation.name)
    for (operation, mine), (_, other) in zip(ours.answers, theirs.answers, strict=True):
        if other is not None:
            findings += differences(operation, normal(ours, mine), normal(theirs, other))
    findings += [f"no difference any more: {pattern}" for pattern in DIFFERENCES if pattern not in seen]
    print(*dict.fromkeys(findings), sep="\n")
    sys.exit(1 if findings else 0)


main(*sys.argv[1:])
