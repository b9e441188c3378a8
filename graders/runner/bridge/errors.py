"""What can go wrong on the bridge, as the test process sees it."""

from __future__ import annotations


class OpaqueValue(TypeError):
    """A test did with a learner's object what only a plain value allows. The test has failed."""


class TooLarge(ValueError):
    """A value does not fit into one message of the bridge."""


class Fault(BaseException):
    """The conversation itself went wrong. No `except Exception` of a test may take it for an answer.

    The sentence is shown to the learner.
    """


class BridgeLost(Fault):
    """The learner's process has gone, or does not listen any more."""


class BrokenProtocol(BridgeLost):
    """The learner's process sent something that is no answer; it is not listened to again."""


class UnreadableValue(Fault):
    """An answer came whose value is none; the conversation goes on."""


class CallTimedOut(Fault):
    """The learner's code took too long over one call and was interrupted."""


class PartTimedOut(Fault):
    """A test took too long altogether."""
