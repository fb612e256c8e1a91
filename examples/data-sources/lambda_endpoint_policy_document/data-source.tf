data "lambda_endpoint_policy_document" "orders" {
  statement {
    sid       = "InvokeOrders"
    actions   = ["lambda:InvokeFunction"]
    functions = ["arn:aws:lambda:eu-west-1:123456789012:function:orders"]

    principals {
      type        = "AWS"
      identifiers = ["123456789012"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:PrincipalOrgID"
      values   = ["o-a1b2c3d4e5"]
    }
  }
}

resource "lambda_endpoint_policy" "orders" {
  vpc_endpoint_id = "vpce-0123456789abcdef0"
  policy          = data.lambda_endpoint_policy_document.orders.minified_json
}
