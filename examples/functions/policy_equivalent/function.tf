variable "policy" {
  type    = string
  default = ""
}

# True: no policy is full access.
output "is_full_access" {
  value = provider::lambda::policy_equivalent(var.policy, jsonencode({
    Statement = { Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }
  }))
}
