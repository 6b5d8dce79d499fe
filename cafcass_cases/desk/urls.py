from django.urls import path

from . import views

app_name = "desk"

urlpatterns = [
    path("", views.ShowHome.as_view(), name="show_home"),
    path("plain/", views.ShowPlainPage.as_view(), name="show_plain_page"),
]
