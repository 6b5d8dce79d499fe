"""Pages of cases. Each fetches through a scoped selector, guards, calls one service and redirects."""
