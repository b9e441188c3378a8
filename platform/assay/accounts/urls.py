"""A person's own pages."""

from django.urls import path

from assay.accounts import views

app_name = "accounts"

urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("profile/theme/", views.theme, name="theme"),
    path("profile/tokens/", views.token, name="token"),
    path("profile/tokens/<slug:key>/delete/", views.delete_token, name="delete-token"),
]
