# The policy of an endpoint that is made elsewhere. Where `lambda_vpc_endpoint` makes the endpoint,
# its own `policy` argument leaves no moment with EC2's full-access policy.
resource "lambda_endpoint_policy" "shared" {
  vpc_endpoint_id = var.vpc_endpoint_id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "OrdersMayBeInvoked"
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:root" }
      Action    = "lambda:InvokeFunction"

      # IAM tells a function from its versions and aliases: both forms are needed.
      Resource = [
        "arn:aws:lambda:eu-central-1:123456789012:function:orders",
        "arn:aws:lambda:eu-central-1:123456789012:function:orders:*",
      ]
    }]
  })
}

variable "vpc_endpoint_id" {
  type = string
}
