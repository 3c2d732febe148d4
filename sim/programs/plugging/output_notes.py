"""What is said about an output that is nothing more: what it drives, and at which level that is on."""

from __future__ import annotations

from devices import Message
from sim.programs.parts.kind import LED
from sim.programs.plugging.clues.on_at_low import LAMPS, LampLevels
from sim.programs.plugging.clues.output_roles import ROLES, role_of
from sim.programs.plugging.clues.pin_names import PinNames
from sim.programs.plugging.devices_on_pins import PLAIN_OUTPUT_NAMES, device_on
from sim.programs.plugging.workbench import Workbench

AT_LOW = Message("script.at_low", "{what}, on at low")
BY_WORDS = Message("script.at_low.words", "{what}, on at low by the program's words")
UNCLEAR = {
    True: Message("script.at_low.unclear", "{what}, on at low, but the program's words say high, too"),
    False: Message("script.at_high.unclear", "{what}, on at high, but the program's words say low, too"),
}
RELAY = Message("script.relay", "relay")
RELAY_HIGH = Message("script.relay.high", "relay, on at high by the program's words")
RELAY_ON_HIGH = Message("script.relay.device", "relay, on at high, as the program's on() has it")
THREE_COLORS = Message("script.three_colors", "{what} of three colors, on at high if its long leg is at GND")
LEVELS = {True: "low", False: "high"}


class OutputNotes:
    """Notes the outputs of one board."""

    def __init__(self, bench: Workbench, names: PinNames) -> None:
        self._bench = bench
        self._names = names
        self._levels = LampLevels(bench.text, names)

    def note(self, gpio: int, kind: str, name: str) -> None:
        """Note what hangs on an output; `name` is the class of gpiozero that holds it, or nothing."""
        role = role_of(self._names.words(gpio)) if name in PLAIN_OUTPUT_NAMES else None
        what: Message | str = name if name not in PLAIN_OUTPUT_NAMES else LED if role is None else ROLES[role][0]
        device = device_on(gpio)
        if device is None and role in LAMPS:
            self._note_lamp(gpio, kind, what, role or "")
            return
        if device is None and role == "relay":
            self._note_relay(gpio, kind)
            return
        is_high = bool(getattr(device, "active_high", True))
        if device is not None and role == "relay":
            what = RELAY_ON_HIGH() if is_high else RELAY()
        if not is_high:
            what = AT_LOW(what=what)
            self._bench.at_low.add(gpio)
        self._bench.note_output(gpio, kind, what, role or "")

    def _note_lamp(self, gpio: int, kind: str, what: Message | str, role: str) -> None:
        """Nobody was told at which level it is on: somebody says so in an option, or the program's words do."""
        told = self._bench.felt.get(f"gpio{gpio}")
        polarity = self._levels.of(gpio)
        at_low = polarity.at_low if told is None else bool(told)
        if at_low:
            self._bench.at_low.add(gpio)
        is_open = False
        if told is None and polarity.is_unclear:
            what = UNCLEAR[at_low](what=what)
        elif at_low:
            what = (BY_WORDS if told is None else AT_LOW)(what=what)
        elif told is None and not polarity.is_said and gpio in self._levels.channels:
            what, is_open = THREE_COLORS(what=what), True
        is_guess = told is None and (at_low or polarity.is_unclear or is_open)
        remedy = f"--set gpio{gpio}={LEVELS[at_low]}" if is_guess else ""
        self._bench.note_output(gpio, kind, what, role, remedy, rests=True)

    def _note_relay(self, gpio: int, kind: str) -> None:
        """Most boards with relays are on at low, but the program's words may say high."""
        told = self._bench.felt.get(f"gpio{gpio}")
        polarity = self._levels.of(gpio, is_relay=True)
        at_low = bool(told) if told is not None else polarity.at_low or not polarity.is_said
        if at_low:
            self._bench.at_low.add(gpio)
        by_words = BY_WORDS(what=RELAY()) if at_low else RELAY_HIGH()
        what = by_words if polarity.is_said else ROLES["relay"][0]
        if told is not None:
            what = AT_LOW(what=RELAY()) if at_low else RELAY()
        remedy = f"--set gpio{gpio}={LEVELS[at_low]}" if told is None else ""
        self._bench.note_output(gpio, kind, what, "relay", remedy, rests=True)
