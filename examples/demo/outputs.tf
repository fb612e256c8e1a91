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

output "endpoint_url" {
  value = lambda_vpc_endpoint.this.endpoint_url
}

output "private_dns_names" {
  value = lambda_vpc_endpoint.this.private_dns_names
}

output "zonal_dns_names" {
  value = lambda_vpc_endpoint.this.zonal_dns_names
}

output "addresses" {
  description = "By subnet: the keys are known before anything is made."
  value       = { for subnet, interface in lambda_vpc_endpoint.this.network_interfaces : subnet => interface.ipv4 }
}
