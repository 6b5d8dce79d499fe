from cafcass_cases.ui.navigation import register_navigation

from .services import MAY_IMPORT

register_navigation("Court applications", "screening:list_court_applications", roles=tuple(MAY_IMPORT), order=60)
