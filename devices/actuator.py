"""An actuator: a part that is switched, with a safe state and minimum times on and off."""

from __future__ import annotations

from devices.part import OutputPart


class Actuator:
    """A switched part. It begins at its safe value and counts its minimum off time from there.

    Minimum times protect relays, pumps and motors; an urgent move ignores them.
    """

    def __init__(
        self,
        name: str,
        part: OutputPart,
        *,
        safe: bool,
        start_s: float,
        min_on_s: float = 0.0,
        min_off_s: float = 0.0,
    ) -> None:
        self.name = name
        self.part = part
        self.safe = safe
        self.on = safe
        self.min_on_s = min_on_s
        self.min_off_s = min_off_s
        self.switches = 0
        self._since_s = start_s
        part.write(safe)

    def command(self, on: bool, now_s: float, urgent: bool = False) -> bool:
        """Ask for on or off; returns what the part was commanded."""
        if on == self.on:
            return on
        held_s = self.min_on_s if self.on else self.min_off_s
        if not urgent and now_s - self._since_s < held_s:
            return self.on
        self.part.write(on)
        self.on = on
        self.switches += 1
        self._since_s = now_s
        return on

    def make_safe(self, now_s: float) -> None:
        """Write the safe value to the wire, whatever was there. A part that was not safe begins its minimum time."""
        self.part.write(self.safe)
        if self.on != self.safe:
            self.on, self._since_s = self.safe, now_s

    def close(self) -> None:
        """Let go of the part's pins."""
        self.part.close()
