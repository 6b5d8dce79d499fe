"""The shape of what staff type about a case. Rules are the services'."""
