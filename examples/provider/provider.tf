terraform {
  required_version = ">= 1.8"

  required_providers {
    lambda = {
      source = "terraform-provider-lambda/lambda"
    }
  }
}

# What is not said here is looked up where the AWS CLI looks: environment variables, the shared
# configuration and credentials files, SSO, and the credentials of a container or an instance.
provider "lambda" {
  region = "eu-central-1"
}

# A second Region: resources choose it with `provider = lambda.ireland`.
provider "lambda" {
  alias   = "ireland"
  region  = "eu-west-1"
  profile = "production"
}
