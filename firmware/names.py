"""What the parts, channels, outputs, states, settings and limits of a project are called: its names.toml.

A state also says what it means (`meaning = "danger"`), an output which color it has (`color = "amber"`), and a limit
which channel it belongs to and what it means to pass it. A setting or a limit may say between which numbers it makes
sense to change it (`low = 0, high = 60`).

A name is short for a tile (`Gas`) and long where there is room (`Cooking gas in the air`). A project without the file,
or a thing without an entry, is called by its identifier with spaces: `valve_switch` is "valve switch".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from devices import HighlandError, Message, Wiring
from devices.toml_file import read_toml
from look.tokens import MEANINGS, SWITCHED

FILE = "names.toml"
TABLES = ("parts", "channels", "outputs", "states", "settings", "limits", "things", "scene", "faults")
LONGEST = 140  # letters
CODES = frozenset({"part", "parts", "channel", "field", "output", "state", "target", "adc", "other", "was", "now"})
LANGUAGES = ("en", "vi", "en_long", "vi_long")
NOTHING_MORE: Mapping[str, tuple[str, ...] | None] = {}
MORE: Mapping[
    str, Mapping[str, tuple[str, ...] | None]
] = {  # what else an entry of a table may say, and which words there are; None: the name of a channel, or a number
    "parts": {"color": SWITCHED},
    "outputs": {"color": SWITCHED},
    "states": {"meaning": tuple(MEANINGS)},
    "settings": {"low": None, "high": None},
    "limits": {"channel": None, "meaning": tuple(MEANINGS), "low": None, "high": None},
}
NUMBERS = ("low", "high")

UNKNOWN_TABLE = Message("names.table", "{file}: there can be no table [{table}].")
UNKNOWN_TABLE_HINT = Message("names.table.hint", "The tables are: {tables}. The project's own name is `project = ...`.")
NO_PART = Message("names.no_part", "names.toml has a name for {part}, but wiring.toml has no part of that name.")
NO_PART_HINT = Message("names.no_part.hint", "The parts are: {names}.")
BAD_NAME = Message("names.entry", "{file}: {entry} is not a name.")
BAD_NAME_HINT = Message(
    "names.entry.hint", 'Write it as {entry} = {{ en = "...", vi = "..." }}; en_long and vi_long may follow.'
)


BAD_WORD = Message("names.word", "{file}: {entry} has {key} = {value}.")
BAD_WORD_HINT = Message("names.word.hint", "Write one of: {words}.")
NUMBER_HINT = Message("names.number.hint", "Write a number, without quotes.")
NO_CHANNEL = Message(
    "names.no_channel", "{file}: the limit {entry} belongs to {channel}, but no channel has that name."
)


class Name(NamedTuple):
    """One thing's name in both languages, short and long, and what its color says."""

    en: str
    vi: str
    en_long: str
    vi_long: str
    meaning: str = ""  # of a state or a limit: idle, work, caution, danger or fault
    color: str = ""  # of an output that is on: green, amber, red, blue, orange, uv or gray
    channel: str = ""  # that a limit belongs to
    low: float | None = None  # between which numbers it makes sense to change a setting or a limit
    high: float | None = None

    def short(self, lang: str) -> str:
        """The name for a tile or a column."""
        return self.vi if lang == "vi" else self.en

    def long(self, lang: str) -> str:
        """The name where there is room."""
        return self.vi_long if lang == "vi" else self.en_long

    def on_and_off(self, lang: str) -> tuple[str, str] | None:
        """What it is when true and when false: `open`, `shut` of `Gas valve: open / shut`; None where nobody says."""
        on, slash, off = self.long(lang).rpartition(": ")[2].partition(" / ")
        return (on, off) if slash and ": " in self.long(lang) else None


def with_code(name: str, code: str) -> str:
    """The name first, what is typed behind it: `Gas sensor (gas)`; a thing without a name of its own is its code."""
    return code if name.replace(" ", "_") == code else f"{name} ({code})"


def plain_name(identifier: str) -> Name:
    """The name of what nobody has named: its identifier with spaces."""
    text = identifier.replace("_", " ")
    return Name(text, text, text, text)


@dataclass(frozen=True, slots=True)
class Names:
    """All names of one project; each table maps an identifier to its name."""

    project: Name
    parts: Mapping[str, Name] = field(default_factory=dict)
    channels: Mapping[str, Name] = field(default_factory=dict)
    outputs: Mapping[str, Name] = field(default_factory=dict)
    states: Mapping[str, Name] = field(default_factory=dict)
    settings: Mapping[str, Name] = field(default_factory=dict)
    limits: Mapping[str, Name] = field(default_factory=dict)
    things: Mapping[str, Name] = field(default_factory=dict)  # what can break in its world, beside the parts
    scene: Mapping[str, Name] = field(default_factory=dict)  # words in the picture of its world
    faults: Mapping[str, Name] = field(default_factory=dict)  # what a class may break, such as "gas=off", in words

    def part(self, identifier: str) -> Name:
        """The name of a part of wiring.toml."""
        return self.parts.get(identifier) or plain_name(identifier)

    def channel(self, identifier: str) -> Name:
        """The name of a channel, such as gas_lpg_ppm."""
        return self.channels.get(identifier) or plain_name(identifier)

    def output(self, identifier: str) -> Name:
        """The name of a field of Action: its own, or that of the part it switches."""
        return self.outputs.get(identifier) or self.part(identifier)

    def state(self, identifier: str) -> Name:
        """The name of a state of the law, such as PREALARM."""
        return self.states.get(identifier) or plain_name(identifier)

    def setting(self, identifier: str) -> Name:
        """The name of a setting of the world, such as leak_g_per_h."""
        return self.settings.get(identifier) or plain_name(identifier)

    def thing(self, identifier: str) -> Name:
        """The name of what a fault may befall: a channel, an output, a part, or a thing of the world such as a hose."""
        tables = (self.channels, self.outputs, self.parts, self.things)
        return next((table[identifier] for table in tables if identifier in table), plain_name(identifier))

    def labeled(self, message: Message, lang: str) -> Message:
        """The message with every part, channel, output and state in it called by its name, its code behind it.

        `No good value from gas.` becomes `No good value from Gas sensor (gas).`
        """
        values = {name: self._label(name, value, lang) for name, value in message.values.items()}
        return message(**values) if values else message

    def _label(self, name: str, value: object, lang: str) -> object:
        if isinstance(value, Message):
            return self.labeled(value, lang)
        if not isinstance(value, str) or name not in CODES:
            return value
        found = [self._called(code) for code in value.split(", ")]
        return ", ".join(
            code if each is None else with_code(each.short(lang), code)
            for code, each in zip(value.split(", "), found, strict=True)
        )

    def _called(self, code: str) -> Name | None:
        tables = (self.parts, self.channels, self.outputs, self.states)
        return next((table[code] for table in tables if code in table), None)

    def meaning(self, state: str) -> str:
        """What a state means to a person: idle, work, caution, danger or fault; `idle` when nobody named it."""
        found = self.states.get(state)
        return found.meaning if found is not None and found.meaning else "idle"

    def in_both(self) -> dict[str, dict[str, str]]:
        """The short names of channels, outputs and the project itself, as a node sends them to its hub."""
        named = {"project": self.project, **self.parts, **self.outputs, **self.channels}
        return {identifier: {"en": name.en, "vi": name.vi} for identifier, name in named.items()}


def read_names(folder: Path, project: str) -> Names:
    """The names of the project in `folder`; those without an entry are plain. Raises HighlandError for a bad file."""
    file = folder / FILE
    try:
        changed = file.stat()
    except FileNotFoundError:
        return Names(plain_name(project))
    return _read(file, project, changed.st_mtime_ns, changed.st_size)


@lru_cache(maxsize=8)
def _read(file: Path, project: str, changed_ns: int, size: int) -> Names:
    """The names in the file, read once for as long as it does not change."""
    found = read_toml(file)
    title = found.pop("project", None)
    for table, entries in found.items():
        if table not in TABLES or not isinstance(entries, dict):
            raise HighlandError(UNKNOWN_TABLE(file=file, table=table), UNKNOWN_TABLE_HINT(tables=", ".join(TABLES)))
    names = Names(
        plain_name(project) if title is None else _name(file, "project", title),
        **{
            table: {entry: _name(file, entry, value, MORE.get(table, {})) for entry, value in entries.items()}
            for table, entries in found.items()
        },
    )
    for entry, limit in names.limits.items():
        if limit.channel and limit.channel not in names.channels:
            raise HighlandError(NO_CHANNEL(file=file, entry=entry, channel=limit.channel))
    return names


def name_mistakes(names: Names, wiring: Wiring) -> list[HighlandError]:
    """A name for each part that is not there: nobody would ever see it."""
    parts = [part.name for part in wiring.parts]
    hint = NO_PART_HINT(names=", ".join(parts))
    return [HighlandError(NO_PART(part=name), hint) for name in names.parts if name not in parts]


def _name(file: Path, entry: str, value: Any, more: Mapping[str, tuple[str, ...] | None] = NOTHING_MORE) -> Name:
    hint = BAD_NAME_HINT(entry=entry)
    if not isinstance(value, dict) or not {"en", "vi"} <= value.keys() <= {*LANGUAGES, *more}:
        raise HighlandError(BAD_NAME(file=file, entry=entry), hint)
    texts = [value["en"], value["vi"], value.get("en_long", value["en"]), value.get("vi_long", value["vi"])]
    if not all(isinstance(text, str) and 0 < len(text.strip()) <= LONGEST for text in texts):
        raise HighlandError(BAD_NAME(file=file, entry=entry), hint)
    for key, words in more.items():
        if key in value and words is not None and value[key] not in words:
            found = BAD_WORD(file=file, entry=entry, key=key, value=repr(value[key]))
            raise HighlandError(found, BAD_WORD_HINT(words=", ".join(words)))
    for key in NUMBERS:
        if key in value and (isinstance(value[key], bool) or not isinstance(value[key], (int, float))):
            raise HighlandError(BAD_WORD(file=file, entry=entry, key=key, value=repr(value[key])), NUMBER_HINT)
    said: dict[str, Any] = {key: value[key] if key in NUMBERS else str(value[key]) for key in more if key in value}
    return Name(*texts, **said)
