"""People and the audit for the site's staff."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest
from knox.models import AuthToken

from assay.accounts.models import AuditEvent, User


@admin.register(User)
class PersonAdmin(UserAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """Django's own, with the profile."""

    fieldsets = (*(UserAdmin.fieldsets or ()), ("Profile", {"fields": ("display_name", "time_zone")}))
    list_display = ("username", "display_name", "email", "is_staff", "is_active")


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """To look, not to touch."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    """Append-only, so for reading."""

    date_hierarchy = "at"
    list_display = ("at", "actor", "verb", "object_type", "object_id")
    list_filter = ("verb", "object_type")
    search_fields = ("object_id", "actor__username")


class TokenAdmin(ReadOnlyAdmin):
    """Tokens are made and revoked by their owners, and every time noted in the audit."""

    list_display = ("token_key", "user", "created", "expiry")
    exclude = ("digest",)


# Knox registers a form that makes tokens of any digest.
admin.site.unregister(AuthToken)
admin.site.register(AuthToken, TokenAdmin)
