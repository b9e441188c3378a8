"""The codec with every kind of value registered: import it from here."""

from graders.runner.bridge import arrays, columns, containers, members, scalars, sparse_values, tables, times
from graders.runner.bridge.codec import Decoder, Encoder, decode, encode

KINDS = (
    arrays,
    columns,
    containers,
    members,
    scalars,
    sparse_values,
    tables,
    times,
)  # importing them has told the codec of their types

__all__ = ["KINDS", "Decoder", "Encoder", "decode", "encode"]
