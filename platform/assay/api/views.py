"""The page that explains the API, and the answer at every address that it does not have."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView


class DocsView(TemplateView):
    """Swagger's page from our own origin, with its script in a file of its own, so that the strict CSP holds."""

    template_name = "api/docs.html"


@extend_schema(exclude=True)
class UnknownAddress(APIView):
    """Answers 404 as a problem document, whatever the method."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> NoReturn:
        if settings.APPEND_SLASH and not request.path.endswith("/"):
            raise NotFound(_("There is nothing at this address: every address of the API ends with a slash."))
        raise NotFound(_("There is nothing at this address."))
