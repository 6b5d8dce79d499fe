"""The case page's tab for documents."""

from cafcass_cases.cases.registry import register_panel

register_panel("documents", "Documents", "documents:list_documents", order=60)
