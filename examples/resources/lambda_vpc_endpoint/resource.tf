# Functions of this VPC call Lambda without leaving it: lambda.REGION.amazonaws.com resolves to the
# endpoint's own addresses, one in each subnet.
resource "lambda_vpc_endpoint" "internal" {
  vpc_id              = var.vpc_id
  subnet_ids          = var.private_subnet_ids
  security_group_ids  = [var.https_from_vpc_security_group_id]
  private_dns_enabled = true

  # In force from the first moment: there is none with EC2's full-access policy.
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "OnlyOurOrganisationInvokes"
      Effect    = "Allow"
      Principal = "*"
      Action    = "lambda:InvokeFunction"
      Resource  = "*"
      Condition = {
        StringEquals = { "aws:PrincipalOrgID" = var.organisation_id }
      }
    }]
  })

  tags = {
    Name = "lambda"
    team = "platform"
  }

  timeouts {
    create = "15m"
  }
}

# What callers outside the VPC's DNS, such as those of a peered VPC, pass as their Lambda endpoint URL.
output "lambda_endpoint_url" {
  value = "https://${lambda_vpc_endpoint.internal.dns_entry[0].dns_name}"
}

variable "vpc_id" {
  type = string
}

variable "private_subnet_ids" {
  description = "At most one per availability zone."
  type        = set(string)
}

variable "https_from_vpc_security_group_id" {
  description = "Lets TCP 443 in from the callers."
  type        = string
}

variable "organisation_id" {
  type    = string
  default = "o-exampleorgid"
}
