"""Windows and web servers live on the board's clock, and are as before outside of a program."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from sim.libraries import web_servers
from sim.libraries.windows import tk_windows
from sim.libraries.windows.pygame_windows import adapt_time
from sim.programs.virtual_time import ProgramTime
from sim.virtual_pi import VirtualPi
from sim.wires import switched_on


class Closed(Exception):
    """tkinter.TclError."""


class Interpreter:
    """Tcl without a screen: it notes at which moments it was asked for events."""

    def __init__(self) -> None:
        self.closed = False

    def dooneevent(self, flags: int) -> int:
        if self.closed:
            raise Closed
        return 0

    def call(self, *words: str) -> str:
        return "1"

    def quit(self) -> None:
        """As Tcl's own."""


def fake_tkinter() -> Any:
    """As much of tkinter as is adapted."""

    class Misc:
        def __init__(self) -> None:
            self.tk = Interpreter()
            self.failed = 0

        def mainloop(self, n: int = 0) -> str:
            return "the real one"

        quit = after = after_idle = after_cancel = update = mainloop

        def _report_exception(self) -> None:
            self.failed += 1

    module: Any = ModuleType("tkinter")
    module.Misc, module.TclError, module.mainloop = Misc, Closed, Misc.mainloop
    module.Tk = type("Tk", (Misc,), {})
    return module


@pytest.fixture
def window() -> Any:
    module = fake_tkinter()
    tk_windows.adapt(module)
    return module.Misc()


def test_outside_of_a_program_a_window_is_as_before(window: Any) -> None:
    assert window.mainloop() == window.after(5) == "the real one"


@pytest.mark.proof
def test_a_window_lives_on_the_boards_clock(window: Any) -> None:
    moments: list[tuple[str, float]] = []

    def note(what: str) -> None:
        moments.append((what, switched_on.board().clock.monotonic() - start_s))

    def close() -> None:
        note("closed")
        window.tk.closed = True

    with VirtualPi() as pi, ProgramTime(switched_on.board()):
        start_s = pi.clock.monotonic()
        window.after(500)
        window.after(1000, note, "one")
        window.after_cancel(window.after(1100, note, "never"))
        window.after(1200, lambda: 1 / 0)
        window.after(1500, window.quit)
        window.mainloop()
        note("quit")
        window.after(1000, close)
        window.mainloop()
    assert [what for what, _ in moments] == ["one", "quit", "closed"]
    assert [at_s for _, at_s in moments] == pytest.approx([1.5, 2.0, 3.0], abs=0.1)
    assert window.failed == 1


@pytest.mark.proof
def test_flasks_reloader_would_start_the_program_once_more() -> None:
    asked: list[Any] = []
    module: Any = ModuleType("werkzeug.serving")
    module.run_simple = lambda *args, use_reloader=False, **named: asked.append((args, use_reloader))
    web_servers.adapt(module)
    module.run_simple("localhost", 5000, None, use_reloader=True)
    with VirtualPi(), ProgramTime(switched_on.board()):
        module.run_simple("localhost", 5000, None, use_reloader=True)
        module.run_simple("localhost", 5000, None, True)
    assert [reloader for _, reloader in asked] == [True, False, False]
    assert asked[-1][0] == ("localhost", 5000, None, False)


def test_sounds_and_clocks_of_pygame_where_it_is_not_installed(pi: VirtualPi, tmp_path: Path) -> None:
    from sim.libraries.stand_ins import pygame

    assert pygame.init() == (2, 0)
    clock = pygame.time.Clock()
    clock.tick(10)
    assert (pygame.time.get_ticks(), clock.get_time(), clock.get_fps()) == (100, 100, 10)
    with pytest.raises(pygame.error):
        pygame.mixer.music.load(str(tmp_path / "none.wav"))
    with pytest.raises(ModuleNotFoundError) as missing:
        pygame.display.set_mode((1, 1))
    assert missing.value.name == "pygame"


def test_pygame_outside_of_a_program_is_as_it_was() -> None:
    module: Any = ModuleType("pygame.time")
    vars(module).update(get_ticks=lambda: 7, wait=int, delay=int, Clock=object, set_timer=lambda *_: None)
    adapt_time(module)
    adapt_time(module)
    assert module.get_ticks() == 7
    assert type(module.Clock()) is object
