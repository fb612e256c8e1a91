# What `make demo` applies, to an EC2 in memory instead of AWS.
terraform {
  required_version = ">= 1.8"

  required_providers {
    lambda = {
      source = "terraform-provider-lambda/lambda"
    }
  }
}

# The emulator takes any credentials. Against AWS, `region` would do.
provider "lambda" {
  region     = "eu-central-1"
  access_key = "demo"
  secret_key = "demo"

  endpoints {
    ec2 = var.ec2_url
  }
}

resource "lambda_vpc_endpoint" "this" {
  vpc_id              = var.vpc_id
  subnet_ids          = slice(var.subnet_ids, 0, var.zones)
  security_group_ids  = var.security_group_ids
  private_dns_enabled = true

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = var.allowed_actions
      Resource  = "*"
    }]
  })

  tags = {
    Name = "lambda"
    team = var.team
  }
}
