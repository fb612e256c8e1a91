"""What the demo asks of EC2 besides Terraform, through boto3.

    ec2.py URL network           makes a VPC with three subnets and two security groups; prints
                                 them as Terraform variables in JSON
    ec2.py URL endpoints VPC     prints what matters of the VPC's endpoints as a JSON list
"""

import json
import sys

import boto3

REGION = "eu-central-1"


def client(url):
    return boto3.client(
        "ec2",
        endpoint_url=url,
        region_name=REGION,
        aws_access_key_id="demo",
        aws_secret_access_key="demo",
    )


def network(ec2):
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={"Value": True})  # for private DNS

    def subnet(zone, cidr):
        made = ec2.create_subnet(VpcId=vpc, CidrBlock=cidr, AvailabilityZone=REGION + zone)
        return made["Subnet"]["SubnetId"]

    def group(name, description):
        made = ec2.create_security_group(VpcId=vpc, GroupName=name, Description=description)
        return made["GroupId"]

    return {
        "vpc_id": vpc,
        "subnet_ids": [
            subnet("a", "10.0.1.0/24"),
            subnet("b", "10.0.2.0/24"),
            subnet("c", "10.0.3.0/24"),
        ],
        "security_group_ids": [
            group("callers", "HTTPS from the functions' callers"),
            group("operators", "HTTPS from the operators' hosts"),
        ],
    }


def endpoints(ec2, vpc):
    found = ec2.describe_vpc_endpoints(Filters=[{"Name": "vpc-id", "Values": [vpc]}])
    # moto shows deleted endpoints for ever.
    return [describe(each) for each in found["VpcEndpoints"] if each["State"] != "deleted"]


def describe(endpoint):
    statement = json.loads(endpoint["PolicyDocument"])["Statement"][0]
    tags = sorted(f"{tag['Key']}={tag['Value']}" for tag in endpoint.get("Tags", []))
    return {
        "id": endpoint["VpcEndpointId"],
        "subnets": len(endpoint["SubnetIds"]),
        "allows": statement["Action"],
        "tags": tags,
    }


def main(url, command, *arguments):
    print(json.dumps({"network": network, "endpoints": endpoints}[command](client(url), *arguments)))


main(*sys.argv[1:])
