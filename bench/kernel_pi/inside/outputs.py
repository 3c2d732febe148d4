"""The outputs of a project, by their names in its wiring.toml, seen from outside: at the wire."""

from __future__ import annotations

import tomllib
from pathlib import Path

from bench.kernel_pi.inside import wires
from bench.kernel_pi.inside.program import HOME, Program, until
from bench.kernel_pi.inside.report import Report
from bench.kernel_pi.wire_log import at_end, spans_us

SAFE = {"fault_lamp"}  # what every law lights while it knows nothing yet
SWITCHED = {"relay", "valve", "buzzer", "fan", "lamp", "pump", "uv_lamp"}


class Outputs:
    """Which of a project's outputs are on, whatever level that is."""

    def __init__(self, folder: Path) -> None:
        parts = tomllib.loads((folder / "wiring.toml").read_text(encoding="utf-8"))["parts"]
        switched = {name: part for name, part in parts.items() if part["driver"] in SWITCHED}
        self.gpio: dict[str, int] = {name: part["pin"] for name, part in switched.items()}
        self.active_low = {part["pin"] for part in switched.values() if not part.get("active_high", True)}
        self.active_high = set(self.gpio.values()) - self.active_low
        self.heartbeat: int = parts["heartbeat"]["pin"]
        heaters = [part["heater_pin"] for part in parts.values() if "heater_pin" in part]
        self.all = [*self.gpio.values(), self.heartbeat, *heaters]

    def on(self, name: str) -> bool:
        """Whether the wire says on."""
        gpio = self.gpio[name]
        return wires.level(gpio) == (0 if gpio in self.active_low else 1)

    def which_are_on(self) -> list[str]:
        """The names of all that are on."""
        return [name for name in self.gpio if self.on(name)]

    def seen(self) -> str:
        """For the table."""
        return f"on: {' '.join(self.which_are_on()) or 'nothing'}"

    def become(self, *names: str, within_s: float) -> bool:
        """Whether just these come to be on in time."""
        return until(lambda: set(self.which_are_on()) == set(names), within_s)

    def become_with(self, name: str, within_s: float) -> bool:
        """Whether this one comes to be on in time, whatever else is."""
        return until(lambda: self.on(name), within_s)

    def beats(self, seconds: float) -> int:
        """How often the heartbeat changes in this time."""
        before = wires.level(self.heartbeat)
        changes = 0

        def count() -> bool:
            nonlocal before, changes
            now = wires.level(self.heartbeat)
            changes += now != before
            before = now
            return False

        until(count, seconds)
        return changes

    def began_off(self, report: Report, all_opened: bool = True) -> None:
        """But for the fault lamp no output was on since the wires were forgotten, by the log that the kernel keeps.

        With `all_opened` each must have been made an output, or the row proves nothing.
        """
        log = wires.log()
        low = {name: spans_us(log, gpio, 0) for name, gpio in self.gpio.items() if gpio in self.active_low}
        high = {name: spans_us(log, gpio, 1) for name, gpio in self.gpio.items() if gpio in self.active_high}
        on = {name: spans for name, spans in (low | high).items() if spans and name not in SAFE}
        untouched = [name for name, gpio in self.gpio.items() if at_end(log, gpio) == "untouched"]
        seen = f"on for (us): {on}" if on else f"never on: {len(low)} active-low, {len(high)} active-high"
        seen += f"; never opened: {' '.join(untouched)}" if untouched else ""
        report.row(
            "no relay, lamp or siren is on for a microsecond at the start",
            not on and not (all_opened and untouched),
            seen,
        )

    def ends_safe(self, report: Report, program: Program) -> None:
        """SIGTERM: exit code 0, everything off, and every pin let go."""
        wires.forget()
        code = program.stop()
        log = wires.log()
        ends = {gpio: at_end(log, gpio) for gpio in self.all}
        driven = [gpio for gpio, end in ends.items() if end == "output" or end == "untouched"]
        right = code == 0 and not self.which_are_on() and not driven
        seen = f"exit {code}; {self.seen()}" + (f"; still driven: {driven}" if driven else "")
        report.row("SIGTERM: exit 0, everything off, every pin an input", right, seen)


def of(name: str) -> Outputs:
    """The outputs of a project of the repository."""
    return Outputs(HOME / "projects" / name)
