from django.apps import AppConfig


class DutydeskConfig(AppConfig):
    name = "practice.dutydesk"
    label = "dutydesk"
    default_auto_field = "django.db.models.BigAutoField"
