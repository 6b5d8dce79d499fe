"""The case page's own tabs."""

from .registry import register_panel

register_panel("overview", "Overview", "cases:show_case", 10)
register_panel("people", "People", "cases:list_people", 20)
register_panel("chronology", "Chronology", "cases:show_chronology", 50)
register_panel("record", "Record", "cases:list_entries", 60)
register_panel("court", "Hearings and orders", "cases:show_court", 70)
