"""Files that are kept once, under their digest."""

from __future__ import annotations

import hashlib

from assay.catalog.models import StoredFile


def store(content: bytes) -> str:
    """Keep `content` once; returns its SHA-256, the key of its `StoredFile`."""
    digest = hashlib.sha256(content).hexdigest()
    if not StoredFile.objects.filter(pk=digest).exists():
        stored = StoredFile(sha256=digest, size_bytes=len(content), content=content)
        StoredFile.objects.bulk_create([stored], ignore_conflicts=True)
    return digest
