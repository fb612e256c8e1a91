variable "ec2_url" {
  description = "Where EC2 answers."
  type        = string
}

variable "vpc_id" {
  type = string
}

variable "subnet_ids" {
  description = "One subnet per availability zone."
  type        = list(string)
}

variable "security_group_ids" {
  type = list(string)
}

variable "zones" {
  description = "In how many availability zones the endpoint has an address."
  type        = number
  default     = 2
}

variable "allowed_actions" {
  description = "What the endpoint's policy lets through."
  type        = list(string)
  default     = ["lambda:InvokeFunction"]
}

variable "team" {
  description = "Value of the endpoint's tag `team`."
  type        = string
  default     = "orders"
}
