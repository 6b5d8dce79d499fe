"""The figures: national or of one's own teams, never by name."""

from tests.access.table import EVERY_MANAGER, for_roles

SEE_FIGURES = EVERY_MANAGER | {"auditor", "administrator"}

DOORS = [
    for_roles(SEE_FIGURES, "figures:show_compliance figures:export_compliance"),
    for_roles(SEE_FIGURES - {"administrator"}, "figures:list_compliance_duties figures:export_compliance_duties"),
]

PAGES = [
    ("manager", "figures:show_compliance", ()),
    ("head_of_practice", "figures:show_compliance", ()),
    ("auditor", "figures:show_compliance", ()),
    ("administrator", "figures:show_compliance", ()),
    ("manager", "figures:list_compliance_duties", ()),
    ("head_of_practice", "figures:list_compliance_duties", ()),
]


def make(lived):
    return {"format": "csv"}
