"""The helper program that times a DHT's pulses for Blinka: one that outlives us is ended, ours ends with us, quietly.

A program that is killed leaves it behind, and it then holds the data wire for good: every later read would fail.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import which
from types import SimpleNamespace
from typing import Any

from drivers._pin_users import PinUser, pin_users

HELPERS = ("libgpiod_pulsein64", "libgpiod_pulsein")  # 64 and 32 bit; their last words are the chip and the line


def stale_helpers(gpio: int, root: Path = Path("/")) -> tuple[PinUser, ...]:
    """Helpers on this pin whose program is gone, as far as this user may see them: never another program's own."""
    return tuple(user for user in pin_users(root) if user.orphaned and _listens_on(user, gpio))


def end_stale_helpers(
    gpio: int, root: Path = Path("/"), end: Callable[[int, int], None] = os.kill
) -> tuple[PinUser, ...]:
    """End them, so that the pin is free; returns whom. The kernel frees the pin a moment later."""
    found = stale_helpers(gpio, root)
    for user in found:
        with suppress(OSError):
            end(user.pid, signal.SIGKILL)
    return found


@contextmanager
def helper_of_ours(reader: Any, gpio: int) -> Iterator[None]:
    """While `reader` (Blinka's class PulseIn) starts its helper: it ends when we die, and prints nothing to our output.

    One that an older program left on this pin is ended first. When the start fails the helper is ended too: one that
    came late would hold the pin. For a reader that starts no program, as the virtual board's, no process is looked at.
    """
    module = sys.modules.get(reader.__module__)
    real = getattr(module, "subprocess", None)
    if module is None or real is None:
        yield
        return
    end_stale_helpers(gpio)
    started: list[Any] = []

    def popen(words: list[str]) -> Any:
        started.append(real.Popen([*_ends_with_us(), *words], stdin=real.DEVNULL, stdout=real.DEVNULL))
        return started[-1]

    module.subprocess = SimpleNamespace(Popen=popen)  # type: ignore[attr-defined]
    try:
        yield
    except BaseException:
        for each in started:
            each.kill()
            each.wait()
        raise
    finally:
        module.subprocess = real  # type: ignore[attr-defined]


def _ends_with_us() -> list[str]:
    """Linux ends a child with its parent when the child asks for it: util-linux's setpriv does so, then becomes it.

    The parent is the thread that starts it: a sensor must be opened by one that stays.
    """
    found = which("setpriv")
    return [] if found is None else [found, "--pdeathsig", "KILL"]


def _listens_on(user: PinUser, gpio: int) -> bool:
    words = user.arguments
    return len(words) > 2 and Path(words[0]).name in HELPERS and words[-1] == str(gpio)
