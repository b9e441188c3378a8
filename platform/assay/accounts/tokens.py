"""Tokens for scripts: the only module that knows that knox keeps them (hashed, expiring)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from knox.auth import TokenAuthentication as KnoxTokenAuthentication
from knox.models import AuthToken, get_digest_token
from knox.settings import CONSTANTS
from rest_framework.exceptions import AuthenticationFailed

from assay.accounts.models import User

PREFIX = "assay_"
SECRET = re.compile(rb"assay_[0-9a-f]{64}")


@dataclass(frozen=True, kw_only=True)
class Token:
    """What may be shown of a token: its first characters, never the secret."""

    key: str
    created_at: datetime
    expires_at: datetime | None


class TokenAuthentication(KnoxTokenAuthentication):  # type: ignore[misc]
    """`Authorization: Token assay_…`"""

    def authenticate_credentials(self, token: bytes) -> tuple[User, AuthToken]:
        # Knox decodes the header as UTF-8 and asks the database with it: other bytes would be an error of ours.
        if not SECRET.fullmatch(token):
            raise AuthenticationFailed
        user, found = super().authenticate_credentials(token)
        return user, found


def create(*, user: User, expires_at: datetime) -> tuple[Token, str]:
    """A new token and its secret, which is nowhere kept."""
    digest, secret = get_digest_token(PREFIX)
    made = AuthToken(
        digest=digest, token_key=secret[: CONSTANTS.TOKEN_KEY_LENGTH], user=user, expiry=expires_at
    )
    made.save()
    return _shown(made), secret


def tokens_of(*, user: User, at: datetime) -> Sequence[Token]:
    """The tokens that work at this moment, the newest first."""
    kept = AuthToken.objects.filter(user=user).order_by("-created")
    return tuple(_shown(token) for token in kept if token.expiry is None or token.expiry > at)


def delete(*, user: User, key: str) -> int:
    """Delete the user's tokens that begin with this key; returns how many there were."""
    deleted, _ = AuthToken.objects.filter(user=user, token_key=key).delete()
    return int(deleted)


def _shown(token: AuthToken) -> Token:
    return Token(key=token.token_key, created_at=token.created, expires_at=token.expiry)
