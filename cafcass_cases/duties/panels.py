"""The tab of the case page."""

from cafcass_cases.cases.registry import register_panel

register_panel("duties", "Duties", "duties:list_case_duties", 30)
