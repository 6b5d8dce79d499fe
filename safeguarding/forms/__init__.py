"""The shape of what people type. Rules are the services'."""
