"""Heartbeat relay: cuts the supply of the relays that it guards when the program stops running.

A retriggerable one-shot (half a 74HC123, its resistor and capacitor chosen for 4.5 s) listens to one pin and holds a
relay in the supply of the coils. Every change of the pin restarts its time; a pin stuck high or low lets the relay
drop, and so does a board that resets. Its second contact lights a red lamp and starts its own chirper.
Not yet proven on a physical board.
"""

from __future__ import annotations

from collections.abc import Sequence

from devices import HeartbeatPart, Message, Terminal


class Heartbeat(HeartbeatPart):
    """The pin changes at each beat. `cuts` names the parts whose relays lose their supply when the beats stop."""

    title = Message("driver.heartbeat", "heartbeat relay")
    supply_v = 5.0
    terminals = (Terminal("pin", "output", current_ma=1.0),)  # a logic input

    def __init__(self, pin: int, cuts: Sequence[str]) -> None:
        from gpiozero import OutputDevice

        self.cuts = tuple(cuts)
        self._output = OutputDevice(pin)

    def beat(self) -> None:
        self._output.toggle()

    def close(self) -> None:
        """Release the pin: no more beats."""
        self._output.close()
