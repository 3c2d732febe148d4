"""The settings of a project's world as lines for people: name, value when nothing is set, and the comment beside it."""

from __future__ import annotations

import inspect
import re
from dataclasses import fields

COMMENTED = re.compile(r"^\s+(?P<name>\w+)\s*:.*?#\s*(?P<comment>.*)$")


def listed(settings: type) -> list[str]:
    """One line a setting, in the order of the plant's file."""
    comments = {
        found["name"]: found["comment"]
        for line in inspect.getsource(settings).splitlines()
        if (found := COMMENTED.match(line))
    }
    defaults = settings()
    pairs = {each.name: f"{each.name}={getattr(defaults, each.name)}" for each in fields(settings)}
    width = max(map(len, pairs.values()), default=0)
    return [f"{pair:<{width}}  {comments.get(name, '')}".rstrip() for name, pair in pairs.items()]
