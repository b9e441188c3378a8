"""What a stand-in says its class is. Always the learner's claim, never a proof."""

from __future__ import annotations

import sys
import types
from functools import lru_cache
from typing import Any

from graders.runner.bridge import libraries
from graders.runner.bridge.references import Can, Reference


def library_class(proxy: Any) -> Any:
    """The library class that the object says it is of; None for other objects. A claim, never a proof."""
    reference: Reference = proxy._assay_reference
    if not reference.can & Can.OF_LIBRARY_CLASS or not reference.claims:
        return None
    return libraries.find_class(reference.claims[0])


def claimed_class(proxy: Any) -> Any:
    reference: Reference = proxy._assay_reference
    if reference.can & Can.IS_CLASS:
        return type
    if reference.can & Can.IS_FUNCTION:
        return types.FunctionType
    if reference.can & Can.IS_MODULE:
        return types.ModuleType
    return library_class(proxy) or _stand_in_class(reference.name, claimed_classes(reference.claims))


def claimed_classes(claims: tuple[str, ...]) -> tuple[type, ...]:
    """The library classes among `claims`, as far as they are loaded here."""
    return _claimed_classes(claims, len(sys.modules))


@lru_cache(maxsize=1024)
def _claimed_classes(claims: tuple[str, ...], _: int) -> tuple[type, ...]:
    found = (libraries.find_class(claim) for claim in claims)
    return tuple(each for each in found if each is not None)


@lru_cache(maxsize=1024)
def _stand_in_class(name: str, classes: tuple[type, ...]) -> Any:
    """A class of the learner's name, derived from all the library classes that it claims as its bases."""
    roots = [
        each
        for each in classes
        if not any(other is not each and issubclass(other, each) for other in classes)
    ]
    for bases in (tuple(roots), *((root,) for root in roots), ()):
        try:
            return type(name, bases, {"__module__": "__main__"})
        except Exception:  # noqa: BLE001, S112 - a library's metaclass may raise anything
            continue
    return object
