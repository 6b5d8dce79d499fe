"""The case page's tabs: its screening, and what the court now says differently."""

from cafcass_cases.cases.registry import register_panel

register_panel("screening", "Screening", "screening:show_screening", order=15)
register_panel(
    "court-differences", "Court differences", "screening:list_court_differences", order=80, visible=lambda user, case: bool(case.court_case_id)
)
