"""A program with a price is the same program: its lines, names, texts and errors are Python's own."""

import ast
import builtins
import traceback
from textwrap import dedent

import pytest

from sim.programs.timed_code import compiled
from sim.time.turns import SPIN, TURN


@pytest.fixture
def paid(monkeypatch):
    """What was paid: the name and the seconds of each turn."""
    found = []
    for name in (TURN, SPIN):
        monkeypatch.setattr(builtins, name, lambda cost_s, name=name: found.append((name, cost_s)), raising=False)
    return found


def played(text, name="program.py"):
    names = {"__name__": "__main__"}
    exec(compiled(dedent(text).encode(), name), names)
    return names


def test_names_texts_and_future_stay(paid):
    names = played(
        '''
        """What it is."""
        from __future__ import annotations

        def double(number: Missing):
            """Twice."""
            return number * 2

        class Box:
            """A box."""
            def __init__(self):
                self.__inside = [double(each) for each in range(3)]
            def all(self):
                return sorted(self.__inside)

        found = Box().all()
        '''
    )
    assert names["__doc__"] == "What it is."
    assert (names["double"].__doc__, names["Box"].__doc__) == ("Twice.", "A box.")
    assert names["found"] == [0, 2, 4]
    assert set(names) == {"__name__", "__doc__", "__builtins__", "annotations", "double", "Box", "found"}
    assert len(paid) == 3 + 3 + 1  # the values of the list, the calls of double, the call of all


def test_an_error_has_its_line_and_its_marks(paid):
    text = "for each in [3, 0]:\n    print(\n        1 / each)\n"
    with pytest.raises(ZeroDivisionError) as plain:
        exec(compile(text, "program.py", "exec"), {})
    with pytest.raises(ZeroDivisionError) as timed:
        played(text)
    ways = [traceback.extract_tb(each.tb)[-1] for each in (plain, timed)]
    assert ways[0] == ways[1]
    assert ways[0].colno == ways[1].colno


@pytest.mark.parametrize("text", ["print('a'", "def f():\nreturn 1", "break", "x = 'a\n", "return 5", "\0"])
def test_what_python_cannot_read_is_told_in_its_own_words(text):
    with pytest.raises((SyntaxError, ValueError)) as plain:
        compile(text, "program.py", "exec")
    with pytest.raises((SyntaxError, ValueError)) as timed:
        compiled(text.encode(), "program.py")
    assert str(timed.value) == str(plain.value)
    assert getattr(timed.value, "text", None) == getattr(plain.value, "text", None)


WAITS = [
    "while flag: pass",
    "while not box.open: continue",
    "while True:\n    if flag[0] > 3: break\n    elif flag: pass",
]
WORKS = ["while flag: flag = f()", "while f(): pass", "for each in flag: pass", "while flag: number += 1"]


@pytest.mark.parametrize(("texts", "name"), [(WAITS, SPIN), (WORKS, TURN)])
def test_a_loop_that_changes_nothing_only_waits(texts, name):
    for text in texts:
        code = compiled(text.encode(), "program.py")
        assert name in code.co_names, text
        assert not {TURN, SPIN} - {name} & set(code.co_names), text


def test_what_a_waiting_loop_does_at_last_has_a_price(paid):
    played("mode = 1\nwhile mode:\n    if mode == 1:\n        mode = 2\n    elif mode == 2:\n        mode = 0\n")
    assert [name for name, _ in paid] == [SPIN, TURN, SPIN, TURN]


def test_a_longer_turn_costs_more(paid):
    played("for n in [1]: pass\nfor n in [1]:\n    n += n * n - 1\n    n = n + abs(n) ** 2\n")
    short, long = (cost_s for _, cost_s in paid)
    assert 50e-9 < short < 200e-9
    assert 3 * short < long < 2e-6


def test_every_kind_of_statement_can_be_read(paid):
    """The syntax of each file of the standard library's own tests would be too slow: these are the rare ones."""
    text = """
    import asyncio, contextlib
    @contextlib.contextmanager
    def opened():
        yield (n for n in range(2))
    async def many():
        for n in range(3):
            yield n
    async def main():
        async for n in many():
            pass
        async with contextlib.AsyncExitStack():
            return [n async for n in many() if n], {n: n for n in "ab"}, {n for n in "ab"}
    def kind(thing):
        match thing:
            case [first, *rest]:
                return "list"
            case {"a": _}:
                return "dict"
            case _:
                return "other"
    with opened() as one, opened() as two:
        try:
            found = sum(one) + sum(two), asyncio.run(main()), kind([1]), kind({"a": 1}), (lambda n: n)(3)
        except* ValueError:
            raise
        else:
            while (left := 1) > 1:
                pass
            else:
                done = True
    """
    names = played(text)
    assert names["found"] == (2, ([1, 2], {"a": "a", "b": "b"}, {"a", "b"}), "list", "dict", 3)
    assert names["done"]
    assert ast.parse(dedent(text))
