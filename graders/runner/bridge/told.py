"""The learner's objects that the test process has been told of, and what stands for them here."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any
from weakref import WeakValueDictionary

from graders.runner.bridge import exceptions, libraries, references
from graders.runner.bridge.kinds import Decoder
from graders.runner.bridge.pickling import LendingDesk
from graders.runner.bridge.proxies import Remote, make_proxy
from graders.runner.bridge.references import Can, Reference
from graders.runner.bridge.wire import BadMessage

OBJECTS = 200_000


class ToldOf:
    """One stand-in per object of the learner: an object that comes twice is the same here as well."""

    def __init__(self, remote: Remote, desk: LendingDesk) -> None:
        self._remote = remote
        self._desk = desk
        self._proxies: WeakValueDictionary[int, Any] = WeakValueDictionary()
        self._received: Counter[int] = Counter()
        self._stand_ins = exceptions.StandIns()

    def learner_class(self, cls: type) -> int | None:
        """The learner's number of the exception class that `cls` stands for."""
        return self._stand_ins.number_of(cls)

    def forget(self, number: int) -> int:
        """How often the object has been received since it was last forgotten."""
        return self._received.pop(number, 0)

    def resolve(self, decoder: Decoder) -> Any:
        """The object that a reference stands for here. Raises BadMessage."""
        reference = references.read(decoder)
        if reference.can & Can.IS_BORROWED:
            try:
                return self._desk.find(reference.number)
            except KeyError:
                raise BadMessage("this was never lent") from None
        self._received[reference.number] += 1
        if len(self._received) > OBJECTS:
            raise BadMessage("too many objects")
        native = self._native(reference)
        return self._proxy(reference) if native is None else native

    def _native(self, reference: Reference) -> Any:
        """The same library class or module in this process, or the class that stands for a learner's exception."""
        own_path = reference.claims[0] if reference.can & Can.IS_LIBRARY_OBJECT and reference.claims else ""
        found = libraries.find_shared(own_path) if own_path else None
        if found is None and reference.can & Can.IS_EXCEPTION_CLASS:
            known = libraries.find_class(own_path) if own_path else None
            found = known if exceptions.is_exception_class(known) else self._stand_ins.stand_in(reference)
        return found

    def _proxy(self, reference: Reference) -> Any:
        proxy = self._proxies.get(reference.number)
        if proxy is None:
            proxy = make_proxy(self._remote, reference)
            self._proxies[reference.number] = proxy
        elif proxy._assay_reference.hash != reference.hash:
            object.__setattr__(
                proxy, "_assay_reference", replace(proxy._assay_reference, hash=reference.hash)
            )
        return proxy
