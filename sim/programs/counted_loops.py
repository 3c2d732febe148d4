"""Loops that count their turns while a wire stays as it is, and so tell short pulses from long ones.

Whoever writes `if count < 8` after such a loop has tried out how fast one board is. The loop gets a price with which
the count falls between the two pulses of a DHT, for which such loops are written. A number that no turn is cheap
enough for was tried out on a faster board: there one turn counts as several, in a program that speaks of a DHT.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping

from sim.python.time_and_dates import BRIEF_S
from sim.time.call_costs import PIN_CALL_S
from sim.time.threads import MIN_WAIT_S

BETWEEN_S = 48e-6  # data sheets DHT11, AM2302: a 0 is high for 26 to 28 us, a 1 for 70 us
SLEPT_LONGER_S = (
    55e-6  # prctl(2) PR_SET_TIMERSLACK: 50 us, which Linux uses up when nothing else wakes it; and to wake up
)
FEWEST, MOST = 3, 34  # counts that a board reaches in that time; a turn takes one call on a pin at least
FASTEST = 600  # chosen: a loop in C on a Pi 5; larger numbers count something else
DHT_WORDS = ("dht", "humid", "am2302")
READS = ("input", "read", "gpio_read", "digitalRead")
STATES = ("value", "is_active")  # of gpiozero: in loops that sleep
ORDERS = ast.Lt | ast.LtE | ast.Gt | ast.GtE


def counted_loops(tree: ast.Module) -> Mapping[ast.While, float]:
    """The price of a turn in seconds, for each loop that counts up to a number asked for after it.

    A turn that sleeps, as in programs for remote controls, takes what Linux adds to a short sleep. Where the number
    asked for is beyond this board, the tree is changed: each turn counts as several.
    """
    prices_s = {}
    for loop, step, limit in list(_counting(tree)):
        sleeps = _sleeps(loop)
        prices_s[loop] = _slept_longer_s(loop) if sleeps else max(BETWEEN_S / limit - PIN_CALL_S, 0.0)
        if limit > MOST and not sleeps:
            times = max(round(limit * PIN_CALL_S / BETWEEN_S), 2)
            step.value = ast.copy_location(ast.Constant(times), step.value)
    return prices_s


def _counting(tree: ast.Module) -> Iterator[tuple[ast.While, ast.AugAssign, int]]:
    """Each loop that counts its turns, where it counts, and the number with which the count is compared."""
    every = list(ast.walk(tree))
    if not any(isinstance(node, ast.While) for node in every):
        return
    most = FASTEST if _speaks_of_dht(every) else MOST
    for scope in every:
        if isinstance(scope, ast.Module | ast.FunctionDef):
            for loop in _own(scope):
                step = _step(loop) if isinstance(loop, ast.While) else None
                limit = None if step is None else _limit(scope, loop, step, most)
                if step is not None and limit is not None:
                    assert isinstance(loop, ast.While)
                    yield loop, step, limit


def _speaks_of_dht(every: Iterable[ast.AST]) -> bool:
    names = (getattr(node, "id", None) or getattr(node, "name", None) or "" for node in every)
    return any(word in name.lower() for name in names for word in DHT_WORDS)


def _own(scope: ast.AST) -> Iterator[ast.AST]:
    """What stands in a function itself, not in one within it."""
    for child in ast.iter_child_nodes(scope):
        if not isinstance(child, ast.FunctionDef):
            yield child
            yield from _own(child)


def _step(loop: ast.While) -> ast.AugAssign | None:
    """Where a name goes up by one in each turn of a loop that asks for a level."""
    asks = any(
        (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in READS)
        or (isinstance(node, ast.Attribute) and node.attr in STATES and _sleeps(loop))
        for node in ast.walk(loop.test)
    )
    for each in loop.body if asks else ():
        if isinstance(each, ast.AugAssign) and isinstance(each.op, ast.Add) and isinstance(each.target, ast.Name):
            return each if isinstance(each.value, ast.Constant) and each.value.value == 1 else None
    return None


def _sleeps(loop: ast.While) -> bool:
    return any(_is_sleep(node) for node in ast.walk(loop))


def _is_sleep(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and "sleep" in (getattr(node.func, "attr", ""), getattr(node.func, "id", ""))


def _slept_longer_s(loop: ast.While) -> float:
    """What Linux adds to the sleep in a turn; most of it is in every brief sleep already."""
    args = [node.args[0] for node in ast.walk(loop) if isinstance(node, ast.Call) and _is_sleep(node) and node.args]
    is_brief = any(
        isinstance(arg, ast.Constant) and isinstance(arg.value, float) and arg.value < BRIEF_S for arg in args
    )
    return SLEPT_LONGER_S - MIN_WAIT_S if is_brief else SLEPT_LONGER_S


def _limit(scope: ast.AST, loop: ast.AST, step: ast.AugAssign, most: int) -> int | None:
    """The number with which the counter is compared outside of its loop."""
    assert isinstance(step.target, ast.Name)
    inside = set(ast.walk(loop))
    for node in _own(scope):
        if not isinstance(node, ast.Compare) or node in inside or len(node.ops) != 1:
            continue
        left, right = node.left, node.comparators[0]
        is_it = isinstance(left, ast.Name) and left.id == step.target.id and isinstance(node.ops[0], ORDERS)
        if is_it and isinstance(right, ast.Constant) and type(right.value) is int and FEWEST <= right.value <= most:
            return right.value
    return None
