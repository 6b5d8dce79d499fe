"""The auditors' link in the main navigation."""

from cafcass_cases.accounts.models import Role
from cafcass_cases.ui.navigation import register_navigation

register_navigation("Audit", "audit:search_reads", roles=(Role.AUDITOR,), order=80, section="/audit/")
