"""One file for each part you can buy. The file's name is what wiring.toml says after `driver =`."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from devices import Message, Part, WiringError

UNKNOWN = Message("driver.unknown", "There is no driver {driver}.")
NEAR = Message("driver.near", "Did you mean {near}? All drivers: {drivers}.")
ALL = Message("driver.all", "All drivers: {drivers}.")


@cache
def names() -> tuple[str, ...]:
    """The names of all drivers, in the order of the alphabet."""
    return tuple(sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_")))


@cache
def find(name: str) -> type[Part]:
    """The class that drives a part: the one public Part defined in `drivers/<name>.py`. Raises WiringError."""
    known = names()
    if name not in known:
        near = get_close_matches(name, known)
        drivers = ", ".join(known)
        hint = NEAR(near=", ".join(near), drivers=drivers) if near else ALL(drivers=drivers)
        raise WiringError(UNKNOWN(driver=name), hint)
    module = import_module(f"{__name__}.{name}")
    (found,) = (
        thing
        for thing in vars(module).values()
        if isinstance(thing, type)
        and issubclass(thing, Part)
        and thing.__module__ == module.__name__
        and not thing.__name__.startswith("_")
    )
    return found
