"""gpiozero's callbacks in a program: on a thread of their own, as on a Pi. One that sleeps does not stop the rest."""

from __future__ import annotations

from functools import partial
from typing import Any

from sim.libraries.gpiozero_pins import VirtualPin
from sim.libraries.gpiozero_threads import Hold
from sim.python.callbacks import Callbacks
from sim.python.program import Program, look
from sim.python.swaps import Swaps
from sim.time.threads import VirtualThread


def swap(swaps: Swaps, program: Program) -> None:
    """Give pins and held buttons their threads, and let a loop that asks a device again and again pass time."""
    edges = Callbacks(program, "gpiozero callbacks")
    holds = Callbacks(program, "gpiozero when_held")
    report, held = VirtualPin._report, Hold._held

    def later_report(pin: Any, ticks: float, level: bool) -> None:
        if pin._when_changed is not None:
            edges.put(partial(report, pin, ticks, level))

    def later_held(hold: Any) -> None:
        holds.put(partial(held, hold))

    def state(pin: Any) -> float:
        look()
        return pin._get_state()  # type: ignore[no-any-return]

    swaps.put(VirtualPin, "_report", later_report)
    swaps.put(Hold, "_held", later_held)
    swaps.put(VirtualPin, "state", property(state, VirtualPin._set_state))


def library_threads() -> set[VirtualThread]:
    """gpiozero's own threads, such as that of a LED that blinks."""
    from gpiozero import threads

    return {thread._on_board for thread in threads._THREADS}
