"""The lower edge of the live picture: what the keys do, or the open menu."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text

from devices import Message
from sim.live.console import NEXT, Console
from sim.live.menus import Menu
from sim.live.words import Tongue, balanced, broken

KEYS = (  # the words in front of the colon are what is printed on the key
    Message("live.key.pause", "space: pause"),
    Message("live.key.next", "n: next change"),
    Message("live.key.speed", "+ -: speed"),
    Message("live.key.break", "b: break"),
    Message("live.key.mend", "m: mend"),
    Message("live.key.press", "p: press"),
    Message("live.key.quit", "q: quit"),
)
GO_ON = Message("live.key.go_on", "space: go on")
STOP_SEEKING = Message("live.key.stop", "n: stop here")
CHOOSE = Message("live.choose", "The world stands still while you choose.")
MORE = Message("live.key.more", "{key}: more")
BACK = Message("live.back", "any other key: back")
PAIR = "  "


def foot(console: Console, tongue: Tongue, width: int) -> list[Text]:
    """The lines under the picture."""
    if console.menu is not None:
        return _menu(console.menu, tongue, width)
    lines = []
    if console.note is not None:
        lines += [Text(line, style="bold") for line in broken(tongue.says(console.note), width)]
    keys = [tongue.says(_key(each, console)) for each in KEYS]
    return lines + [Text(line, style="dim") for line in balanced(keys, width)]


def _key(message: Message, console: Console) -> Message:
    if message.key == "live.key.pause" and console.paused:
        return GO_ON
    return STOP_SEEKING if message.key == "live.key.next" and console.seeking else message


def _menu(menu: Menu, tongue: Tongue, width: int) -> list[Text]:
    lines = [Text(line, style="bold") for line in broken(tongue.says(menu.title), width)]
    for number, entry in enumerate(menu.shown, start=1):
        lines += _entry(f" {number} ", tongue.says(entry.words), entry.code, width)
    keys = [tongue.says(MORE(key=NEXT))] if menu.has_more else []
    return lines + [Text(line, style="dim") for line in balanced([*keys, tongue.says(BACK)], width)]


def _entry(number: str, words: str, code: str, width: int) -> list[Text]:
    """An entry in as many lines as it needs; what is typed for it stands behind it, or under it."""
    lines = [Text(line) for line in broken(number + words, width, after=" " * len(number))]
    if not code or code == words:
        return lines
    if cell_len(lines[-1].plain + PAIR + code) <= width:
        lines[-1].append(PAIR + code, style="dim")
    else:
        lines.append(Text(" " * len(number) + code, style="dim"))
    return lines
