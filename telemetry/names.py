"""Names of nodes, from a list of words: no name of a child and no place can slip into a topic.

A name is two words and perhaps a number, `red-heron` or `green-bamboo-7`; a simulated node's begins with `sim-`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Sequence

from devices import HighlandError, Message

FIRST = (
    "red", "green", "blue", "white", "black", "gold", "silver", "brown", "gray", "pink", "bright", "calm", "clear",
    "early", "fast", "gentle", "happy", "high", "kind", "light", "merry", "new", "old", "quiet", "round", "small",
    "soft", "strong", "sunny", "tall", "warm", "wise",
)  # fmt: skip
SECOND = (
    "bamboo", "banyan", "bear", "bee", "bell", "bridge", "buffalo", "cicada", "cloud", "corn", "crane", "cricket",
    "deer", "dragon", "drum", "duck", "eagle", "egret", "fern", "fish", "flute", "forest", "frog", "gecko", "ginger",
    "goat", "gong", "hawk", "heron", "hill", "horse", "kite", "lake", "lantern", "leaf", "lemon", "lotus", "mango",
    "maple", "mist", "moon", "moth", "orchid", "otter", "owl", "palm", "panda", "peach", "pearl", "pine", "plum",
    "pony", "rain", "rice", "river", "rock", "rose", "sparrow", "spring", "star", "stone", "stork", "stream", "sun",
    "swallow", "tea", "terrace", "tiger", "tortoise", "valley", "wave", "willow", "wind",
)  # fmt: skip
SIMULATED = "sim-"
NAME = re.compile(rf"(?:{SIMULATED})?(?:{'|'.join(FIRST)})-(?:{'|'.join(SECOND)})(?:-[1-9][0-9]{{0,3}})?")

NOT_A_NAME = Message("node.not_a_name", "{name} is no name for a node.")
NOT_A_NAME_HINT = Message(
    "node.not_a_name.hint",
    "A name is two words of Highland's list and perhaps a number, such as {example}, so that nobody can be found out "
    "by it. Leave it away, and one is chosen.",
)


def check_name(name: str) -> str:
    """The name itself. Raises HighlandError when it is not made of our words."""
    if NAME.fullmatch(name) is None:
        raise HighlandError(NOT_A_NAME(name=name), NOT_A_NAME_HINT(example=f"{FIRST[0]}-{SECOND[28]}-7"))
    return name


def choose_name(choice: Callable[[Sequence[str]], str], taken: Container[str], simulated: bool) -> str:
    """A name that is not taken; `choice` picks one of a list, such as `random.choice`."""
    before = SIMULATED if simulated else ""
    while True:
        words = f"{before}{choice(FIRST)}-{choice(SECOND)}"
        for name in (words, *(f"{words}-{number}" for number in range(2, 10))):
            if name not in taken:
                return name
