# com.amazonaws.eu-west-1.lambda
output "service_name" {
  value = provider::lambda::endpoint_service_name("eu-west-1")
}
