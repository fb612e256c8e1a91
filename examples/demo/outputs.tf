output "endpoint_id" {
  value = lambda_vpc_endpoint.this.id
}

output "arn" {
  value = lambda_vpc_endpoint.this.arn
}

output "state" {
  value = lambda_vpc_endpoint.this.state
}

output "service_name" {
  value = lambda_vpc_endpoint.this.service_name
}

output "dns_names" {
  value = lambda_vpc_endpoint.this.dns_entry[*].dns_name
}
