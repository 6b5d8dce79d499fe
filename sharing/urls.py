"""The addresses of sharing information."""

app_name = "sharing"

urlpatterns: list = []
