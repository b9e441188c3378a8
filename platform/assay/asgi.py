"""The ASGI application that uvicorn serves."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "assay.settings")
django_application = get_asgi_application()

# Only now may a module be imported that uses models.
from django.conf import settings  # noqa: E402

from assay.uploads import BoundedBody  # noqa: E402
from assay.waiting import BoundedConcurrency  # noqa: E402

application = BoundedConcurrency(
    BoundedBody(django_application, limit=settings.REQUEST_MAX_BYTES), limit=settings.REQUESTS_AT_ONCE
)
