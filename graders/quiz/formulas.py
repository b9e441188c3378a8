"""A small arithmetic: formulas over variables, exact in fractions, bounded in size; nothing is ever executed."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from graders.names import python_tree

Value = Fraction | str | bool

MAX_CHARACTERS = 500
MAX_NODES = 200
MAX_DEPTH = 40
MAX_MAGNITUDE = Fraction(10) ** 100
_EXACT_BITS = 512  # beyond that a fraction becomes a number of 17 digits

_CONSTANTS = {"pi": Fraction(repr(math.pi)), "e": Fraction(repr(math.e))}
_OPERATORS: dict[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}
_COMPARISONS: dict[type[ast.AST], Callable[[Any, Any], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


class FormulaError(ValueError):
    """A formula that cannot be read or has no finite value; the message is a sentence without its full stop."""


def _real(function: Callable[..., float]) -> Callable[..., Fraction]:
    return lambda *numbers: _fraction(function(*(float(number) for number in numbers)))


def _fraction(number: float) -> Fraction:
    if not math.isfinite(number):
        raise FormulaError("it is not a finite number")
    return Fraction(repr(number))


def _round(number: Fraction, places: Fraction = Fraction(0)) -> Fraction:
    if places.denominator != 1 or abs(places) > 30:
        raise FormulaError("`round` takes a whole number of places, 30 at most")
    return Fraction(round(number, int(places)))


def _factorial(number: Fraction) -> Fraction:
    if number.denominator != 1 or not 0 <= number <= 50:
        raise FormulaError("`factorial` takes a whole number from 0 to 50")
    return Fraction(math.factorial(int(number)))


def _comb(number: Fraction, chosen: Fraction) -> Fraction:
    if any(item.denominator != 1 or not 0 <= item <= 200 for item in (number, chosen)):
        raise FormulaError("`comb` takes whole numbers from 0 to 200")
    return Fraction(math.comb(int(number), int(chosen)))


FUNCTIONS: dict[str, Callable[..., Fraction]] = {
    "abs": abs,
    "min": lambda *numbers: min(numbers),
    "max": lambda *numbers: max(numbers),
    "sum": lambda *numbers: sum(numbers, Fraction(0)),
    "round": _round,
    "floor": lambda number: Fraction(math.floor(number)),
    "ceil": lambda number: Fraction(math.ceil(number)),
    "factorial": _factorial,
    "comb": _comb,
    "sqrt": _real(math.sqrt),
    "exp": _real(math.exp),
    "log": _real(math.log),
    "log2": _real(math.log2),
    "log10": _real(math.log10),
    "sin": _real(math.sin),
    "cos": _real(math.cos),
    "tan": _real(math.tan),
    "atan": _real(math.atan),
    "tanh": _real(math.tanh),
    "erf": _real(math.erf),
}


@lru_cache(maxsize=4096)
def parsed(formula: str) -> ast.expr:
    """The tree of `formula`. Raises FormulaError unless it is one expression of this arithmetic."""
    if len(formula) > MAX_CHARACTERS:
        raise FormulaError(f"a formula may have {MAX_CHARACTERS} characters at most")
    try:
        body = python_tree(f"({formula.strip()}\n)").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise FormulaError("it is not a formula") from None
    if len(body) != 1 or not isinstance(body[0], ast.Expr):
        raise FormulaError("it is not one formula")
    for node in _nodes(body[0].value):
        _check(node)
    return body[0].value


def _nodes(tree: ast.expr) -> list[ast.AST]:
    """Every node of a tree that is not too large. Its depth is bounded, because what follows is recursive."""
    level: list[ast.AST] = [tree]
    nodes: list[ast.AST] = []
    for _ in range(MAX_DEPTH):
        nodes += level
        level = [child for node in level for child in ast.iter_child_nodes(node)]
    if level or len(nodes) > MAX_NODES:
        raise FormulaError("it is too long; name parts of it as variables")
    return nodes


def _check(node: ast.AST) -> None:
    match node:
        case ast.Constant(value=bool() | int() | float() | str()) | ast.Name() | ast.IfExp() | ast.BoolOp():
            return
        case ast.BinOp(op=operation) if type(operation) in _OPERATORS or isinstance(operation, ast.Pow):
            return
        case ast.UnaryOp(op=ast.USub() | ast.UAdd() | ast.Not()):
            return
        case ast.Compare(ops=operations) if all(type(one) in _COMPARISONS for one in operations):
            return
        case ast.Call(func=ast.Name(id=name), keywords=[]) if name in FUNCTIONS:
            return
        case ast.Call(func=ast.Name(id=name)):
            raise FormulaError(f"`{name}` is not a function here; known are {', '.join(FUNCTIONS)}")
        case ast.BinOp(op=ast.BitXor()):
            raise FormulaError("`^` is not an operator here; a power is written `**`")
        case ast.operator() | ast.cmpop() | ast.unaryop() | ast.boolop() | ast.expr_context():
            return
        case _:
            raise FormulaError(f"`{_said(node)}` has no place in a formula")


def _said(node: ast.AST) -> str:
    return ast.unparse(node)[:60] or type(node).__name__


@lru_cache(maxsize=4096)
def names(formula: str) -> frozenset[str]:
    """The variables that `formula` reads. Raises FormulaError."""
    tree = parsed(formula)
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    read = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and id(node) not in called}
    return frozenset(read - _CONSTANTS.keys())


def evaluate(formula: str, values: Mapping[str, Value]) -> Value:
    """The value of `formula`. Raises FormulaError where it has none that is finite and below 1e100."""
    try:
        return _evaluate(parsed(formula), values)
    except ZeroDivisionError:
        raise FormulaError("it divides by zero") from None
    except OverflowError:
        raise FormulaError("it grows too large") from None
    except FormulaError:
        raise
    except (ValueError, TypeError):
        raise FormulaError("it has no value") from None


def number(formula: str, values: Mapping[str, Value]) -> Fraction:
    """The value of `formula` as a number. Raises FormulaError where it is text."""
    value = evaluate(formula, values)
    if isinstance(value, str):
        raise FormulaError("it is text and not a number")
    return Fraction(value)


def _evaluate(node: ast.expr, values: Mapping[str, Value]) -> Value:
    match node:
        case ast.Constant(value=bool() | str() as value):
            return value
        case ast.Name(id=name):
            return _named(name, values)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return not _evaluate(operand, values)
        case ast.IfExp(test=test, body=body, orelse=other):
            return _evaluate(body if _evaluate(test, values) else other, values)
        case ast.BoolOp(op=operation, values=parts):
            together = all if isinstance(operation, ast.And) else any
            return together(_evaluate(part, values) for part in parts)
        case ast.Compare():
            return _compared(node, values)
    return _bounded(_calculated(node, values))


def _calculated(node: ast.expr, values: Mapping[str, Value]) -> Fraction:
    match node:
        case ast.Constant(value=constant):
            return Fraction(repr(constant))
        case ast.UnaryOp(op=sign, operand=operand):
            one = _number(operand, values)
            return -one if isinstance(sign, ast.USub) else one
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            return _power(_number(left, values), _number(right, values))
        case ast.BinOp(left=left, op=operation, right=right):
            return Fraction(_OPERATORS[type(operation)](_number(left, values), _number(right, values)))
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return FUNCTIONS[name](*(_number(argument, values) for argument in arguments))
    raise FormulaError("it is not a formula")


def _named(name: str, values: Mapping[str, Value]) -> Value:
    if name in values:
        return values[name]
    if name in _CONSTANTS:
        return _CONSTANTS[name]
    raise FormulaError(f"`{name}` is not a variable of this question")


def _number(node: ast.expr, values: Mapping[str, Value]) -> Fraction:
    value = _evaluate(node, values)
    if isinstance(value, str):
        raise FormulaError("it calculates with text")
    return Fraction(value)


def _compared(node: ast.Compare, values: Mapping[str, Value]) -> bool:
    left = _evaluate(node.left, values)
    for operation, other in zip(node.ops, node.comparators, strict=True):
        right = _evaluate(other, values)
        if not _COMPARISONS[type(operation)](left, right):
            return False
        left = right
    return True


def _power(base: Fraction, exponent: Fraction) -> Fraction:
    if exponent.denominator != 1:
        if base < 0:
            raise FormulaError("it takes a root of a negative number")
        return _fraction(float(base) ** float(exponent))
    bits = max(base.numerator.bit_length(), base.denominator.bit_length())
    if base not in (0, 1, -1) and abs(exponent) * bits > _EXACT_BITS * 4:
        raise FormulaError("it grows too large")
    return _bounded(base ** int(exponent))


def _bounded(number: Fraction) -> Fraction:
    if abs(number) > MAX_MAGNITUDE:
        raise FormulaError("it grows too large")
    if max(number.numerator.bit_length(), number.denominator.bit_length()) > _EXACT_BITS:
        return _fraction(float(number))
    return number
