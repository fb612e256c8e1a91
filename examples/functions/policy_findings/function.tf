variable "policy" {
  type    = string
  default = "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"lambda:*\",\"Resource\":\"*\"}}"
}

check "policy" {
  assert {
    condition = length(provider::lambda::policy_findings(var.policy)) == 0
    error_message = join("\n", [
      for finding in provider::lambda::policy_findings(var.policy) : "${finding.severity}: ${finding.path}: ${finding.message}"
    ])
  }
}
