"""One table of a TOML file written anew, with everything else in the file left as the person wrote it."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

HEADER = re.compile(r"\s*\[{1,2}\s*(\"[^\"]*\"|'[^']*'|[\w-]+)(\s*\.[^\[\]]*)?\s*\]{1,2}\s*(#.*)?")
KEY = re.compile(r"\s*([\w-]+)\s*=")
BARE = re.compile(r"[A-Za-z0-9_-]+")


def table_text(name: str, table: Mapping[str, Any], twice: bool = False) -> str:
    """`[name]` and its values, or `[[name]]` for one of several; ends with a newline."""
    head = f"[[{_key(name)}]]" if twice else f"[{_key(name)}]"
    return "\n".join([head, *(f"{_key(key)} = {value_text(value)}" for key, value in table.items())]) + "\n"


def value_text(value: Any) -> str:
    """A value as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {value_text(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(value_text, value)) + "]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return repr(value)


def with_table(text: str, name: str, table: Mapping[str, Any]) -> tuple[str, int]:
    """The file with this table in place of the one of that name, or at its end; and how many comments were lost.

    Where the file is written in a way that this cannot follow, all of it is written anew. Raises ValueError
    (tomllib.TOMLDecodeError) for a text that is no TOML.
    """
    wanted = {**tomllib.loads(text), name: dict(table)}
    changed, lost = _spliced(text, name, table)
    try:
        if tomllib.loads(changed) == wanted:
            return changed, lost
    except tomllib.TOMLDecodeError:
        pass
    anew = "\n".join(table_text(each, values) for each, values in wanted.items())
    return anew, text.count("#")


def _spliced(text: str, name: str, table: Mapping[str, Any]) -> tuple[str, int]:
    lines = text.splitlines()
    start = next((at for at, line in enumerate(lines) if _names(line, name)), None)
    if start is None:
        before = text if not text or text.endswith("\n") else text + "\n"
        return f"{before}\n{table_text(name, table)}" if before else table_text(name, table), 0
    end = next((at for at in range(start + 1, len(lines)) if HEADER.fullmatch(lines[at])), len(lines))
    while end > start + 1 and _belongs_to_the_next(lines[end - 1]) and end < len(lines):
        end -= 1
    body = lines[start + 1 : end]
    alone = [line for line in body if line.lstrip().startswith("#")]
    beside = {found[1]: comment for line in body if (found := KEY.match(line)) and (comment := _comment(line))}
    kept = {key: comment for key, comment in beside.items() if key in table}
    new = table_text(name, table).splitlines()
    new[0] = lines[start].rstrip()
    new[1:] = [f"{line}  {kept[key]}" if (key := KEY.match(line)[1]) in kept else line for line in new[1:]]  # type: ignore[index]  # table_text wrote it
    lost = sum(line.count("#") > 0 for line in body) - len(alone) - len(kept)
    return "\n".join([*lines[:start], new[0], *alone, *new[1:], *lines[end:]]) + "\n", lost


def _names(line: str, name: str) -> bool:
    found = HEADER.fullmatch(line)
    return bool(found) and found[1].strip("\"'") == name and not found[2] and "[[" not in line  # type: ignore[index]


def _belongs_to_the_next(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _comment(line: str) -> str:
    """The comment behind a value, or nothing."""
    for found in re.finditer("#", line):
        try:
            tomllib.loads(line[: found.start()])
        except tomllib.TOMLDecodeError:
            continue
        return line[found.start() :].rstrip()
    return ""


def _key(name: str) -> str:
    return name if BARE.fullmatch(name) else json.dumps(name, ensure_ascii=False)
