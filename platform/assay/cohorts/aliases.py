"""Names for boards that say nothing about a person."""

from __future__ import annotations

import secrets
from collections.abc import Collection

_QUALITIES = (
    "Amber", "Bold", "Bright", "Calm", "Clever", "Coral", "Curious", "Eager", "Fair", "Gentle", "Golden", "Happy",
    "Jade", "Keen", "Kind", "Lively", "Lucky", "Mellow", "Merry", "Noble", "Patient", "Quick", "Quiet", "Ruby", "Sage",
    "Silver", "Steady", "Sunny", "Swift", "Teal", "Warm", "Witty",
)  # fmt: skip
_ANIMALS = (
    "Badger", "Beaver", "Bison", "Crane", "Curlew", "Dolphin", "Falcon", "Finch", "Fox", "Gecko", "Hare", "Hedgehog",
    "Heron", "Ibex", "Jay", "Kestrel", "Lark", "Lynx", "Marten", "Newt", "Otter", "Owl", "Panda", "Plover", "Puffin",
    "Raven", "Robin", "Seal", "Stork", "Swan", "Tern", "Wren",
)  # fmt: skip


def new_alias(taken: Collection[str]) -> str:
    """Two words such as "Quiet Heron", with a number only where the pair is taken."""
    alias = f"{secrets.choice(_QUALITIES)} {secrets.choice(_ANIMALS)}"
    number = 2
    while alias in taken:
        alias = f"{alias.rstrip('0123456789 ')} {number}"
        number += 1
    return alias
