"""Values by value: a typed encoding that only ever gives back plain objects of known types.

The kinds of value register themselves (see `kinds`). Everything else goes by reference: `refer` writes one,
`resolve` reads it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from graders.runner.bridge.wire import MESSAGE_BYTES, BadMessage, Reader, Writer

REFERENCE = b"R"


class Encoder(Writer):
    """Writes values; hands what is none of them, or is of a class in `opaque_classes`, to `refer`."""

    def __init__(
        self,
        *,
        refer: Callable[[Encoder, Any], None],
        opaque_classes: Callable[[type], bool] = lambda _: False,
        limit: int = MESSAGE_BYTES,
    ) -> None:
        super().__init__(limit=limit)
        self._refer = refer
        self._is_opaque = opaque_classes

    def value(self, value: Any) -> None:
        cls = type(value)
        write = _writers.get(cls)
        self.enter()
        if write is None and not self._is_opaque(cls):
            write = _inherited_writer(cls)
        (write or _by_reference)(self, value)
        self.leave()

    def reference(self, value: Any) -> None:
        self.raw(REFERENCE)
        self._refer(self, value)


class Decoder(Reader):
    """Reads values; hands references to `resolve`."""

    def __init__(self, content: bytes | bytearray, *, resolve: Callable[[Decoder], Any]) -> None:
        super().__init__(content)
        self._resolve = resolve

    def value(self) -> Any:
        tag = bytes(self.raw(1))
        self.weigh(1)
        self.enter()
        if tag == REFERENCE:
            value = self._resolve(self)
        elif read := _readers.get(tag):
            value = read(self)
        else:
            raise BadMessage(f"unknown tag {tag!r}")
        self.leave()
        return value

    def value_of(self, *kinds: type) -> Any:
        """A value that must be of one of `kinds` exactly."""
        value = self.value()
        if type(value) not in kinds:
            raise BadMessage(f"a {type(value).__name__} where a {kinds[0].__name__} belongs")
        return value


Write = Callable[[Encoder, Any], None]
Read = Callable[[Decoder], Any]
_W = TypeVar("_W", bound=Write)
_R = TypeVar("_R", bound=Read)

_writers: dict[type, Write] = {}
_readers: dict[bytes, Read] = {}
late_writers: list[Callable[[type], Write | None]] = []  # for classes of libraries that may be loaded later


def writes(*types: type) -> Callable[[_W], _W]:
    """Register the function that writes instances of `types` and of their subclasses, the tag first."""

    def register(write: _W) -> _W:
        for each in types:
            _writers[each] = write
        return write

    return register


def reads(tag: bytes) -> Callable[[_R], _R]:
    """Register the function that reads what follows `tag`."""

    def register(read: _R) -> _R:
        assert len(tag) == 1 and tag != REFERENCE and tag not in _readers, tag
        _readers[tag] = read
        return read

    return register


def encode(value: Any, *, refer: Callable[[Encoder, Any], None], limit: int = MESSAGE_BYTES) -> bytes:
    """The message that holds `value`. Raises TooLarge."""
    encoder = Encoder(refer=refer, limit=limit)
    encoder.value(value)
    return encoder.content()


def decode(content: bytes | bytearray, *, resolve: Callable[[Decoder], Any]) -> Any:
    """The value that a message holds. Raises BadMessage and nothing else, whatever the bytes are."""
    decoder = Decoder(content, resolve=resolve)
    try:
        value = decoder.value()
        decoder.finish()
    except BadMessage:
        raise
    except _REBUILDING_FAILS as error:
        raise BadMessage(f"a value cannot be rebuilt: {type(error).__name__}") from error
    return value


_REBUILDING_FAILS = (
    ValueError,
    TypeError,
    ArithmeticError,
    LookupError,
    AttributeError,
    NotImplementedError,
    OSError,
    MemoryError,
    RecursionError,
)


def is_value_type(cls: type) -> bool:
    """True for the types whose instances travel by value, and for their subclasses."""
    return _inherited_writer(cls) is not None


def is_plain_type(cls: type) -> bool:
    """True for exactly the types that travel by value, without their subclasses."""
    return cls in _writers


def _inherited_writer(cls: type) -> Write | None:
    """The writer of the nearest base: a value of a subclass arrives as the plain base type."""
    for find in late_writers:
        if write := find(cls):
            return write
    for base in cls.__mro__:
        if base in _writers:
            return _writers[base]
    return None


def _by_reference(encoder: Encoder, value: Any) -> None:
    encoder.reference(value)
