"""The living style page and a page built from its parts."""

from django.urls import path

from dorflinde.ui import views

app_name = "ui"

urlpatterns = [
    path("", views.style_page, name="style"),
    path("beispiel/", views.sample_square, name="sample"),
]
