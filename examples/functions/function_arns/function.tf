# The ARNs ...:function:orders and ...:function:orders:*
resource "lambda_endpoint_policy" "orders" {
  vpc_endpoint_id = "vpce-0123456789abcdef0"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "lambda:InvokeFunction"
      Resource  = provider::lambda::function_arns("arn:aws:lambda:eu-west-1:123456789012:function:orders")
    }]
  })
}
