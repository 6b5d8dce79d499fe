"""Forms of advice to the court, decisions and findings of fact: shape only, the rules are the services'."""
