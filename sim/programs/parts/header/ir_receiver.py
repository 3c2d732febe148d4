"""Receiver of an infrared remote control, such as a VS1838B, and the remote with 21 keys that kits have beside it.

The module takes the 38 kHz away: its wire rests high and is low while there is light. NEC protocol (data sheet NEC
uPD6121G): 9 ms low and 4.5 ms high, then the address, its complement, the command and its complement, the lowest bit
first, each bit 560 us low and 560 us (0) or 1690 us (1) high. A key that is held repeats 9 ms, 2.25 ms every 108 ms.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from itertools import accumulate

from devices import Message
from sim.chips import Chip
from sim.programs.parts.decoder import Header
from sim.programs.parts.kind import GPIO, PartKind
from sim.programs.parts.quantities import Quantity
from sim.time.clock import ClockEvent

ADDRESS = 0x00
# What the keys of that remote send, read from its chip's address 0x00.
COMMANDS = {
    **dict(zip("0123456789", (0x16, 0x0C, 0x18, 0x5E, 0x08, 0x1C, 0x5A, 0x42, 0x52, 0x4A), strict=True)),
    **{"ch_minus": 0x45, "ch": 0x46, "ch_plus": 0x47, "previous": 0x44, "next": 0x40, "play": 0x43},
    **{"minus": 0x07, "plus": 0x15, "eq": 0x09, "100": 0x19, "200": 0x0D},
}
KEYS = {f"ir_{key}": command for key, command in COMMANDS.items()}
LEAD_US, AGAIN_US = (9000, 4500), (9000, 2250)
SHORT_US, LONG_US = 560, 1690
EVERY_S = 0.108


def frame_us(command: int) -> list[int]:
    """The widths of a whole key, low first."""
    data = ADDRESS | (ADDRESS ^ 0xFF) << 8 | command << 16 | (command ^ 0xFF) << 24
    bits = [each for bit in range(32) for each in (SHORT_US, LONG_US if data >> bit & 1 else SHORT_US)]
    return [*LEAD_US, *bits, SHORT_US]


class IrReceiverChip(Chip):
    """One receiver. It feels every key of the remote, such as `ir_5`."""

    feels = tuple(KEYS)

    def plug(self) -> None:
        self._net = self.pi.pins[self.part.options["pin"]]
        self._net.drive(True)
        self._net.clocked = self._net.counted = True  # no contact: who measures its pulses looks often
        self._key: str | None = None
        self._alarm: ClockEvent | None = None  # the next frame

    def world_moved(self) -> None:
        if self._alarm is None and self._pressed() is not None:
            self._send()

    def _pressed(self) -> str | None:
        return next((key for key in KEYS if self._powered and self.feel(key)), None)

    def _send(self) -> None:
        """Begin a frame, if a key is down."""
        self._alarm = None
        key, before = self._pressed(), self._key
        self._key = key
        if key is None:
            return
        self._wave([*AGAIN_US, SHORT_US] if key == before else frame_us(KEYS[key]))
        clock = self.pi.clock
        self._alarm = clock.at(clock.monotonic() + EVERY_S, self._send)

    def _wave(self, widths_us: Sequence[int]) -> None:
        clock = self.pi.clock
        now_s = clock.monotonic()
        self._net.drive(False)
        for place, after_us in enumerate(accumulate(widths_us)):
            clock.at(now_s + after_us / 1e6, partial(self._net.drive, place % 2 == 0))


RECEIVER = Message("script.kind.ir_receiver", "receiver of a remote control, nothing pressed")

KINDS = (PartKind("ir_receiver", IrReceiverChip, RECEIVER, GPIO, (), press="ir_5"),)
QUANTITIES = tuple(Quantity(name, False) for name in KEYS)

ABOUT = frozenset(
    (
        "irm",
        "nec",
        "irremote",
        "irreceiver",
        "irrecv",
        "irrec",
        "hx1838",
        "vs1838",
        "vs1838b",
        "irstart",
        "irkey",
        "irdecode",
        "tsop",
        "lirc",
        "getbinary",  # of the reader that most kits copy: it names nothing else
        *KEYS,  # somebody presses a key of the remote with --press
    )
)
REMOTE, LIGHT = frozenset(("remote", "receiver", "receive", "recv", "rec", "decode")), frozenset(("ir", "infrared"))
NAMES = frozenset(("ir", "irm", "recv", "receiver", "remote", "infrared", "irpin", "irreceiver", "signal", "irrecv"))
OTHERS = frozenset(("obstacle", "line", "track", "tracking", "avoid", "pir"))  # these use infrared in another way


class IrReceivers:
    """Finds the receiver in a program that speaks of a remote control: by the name of a pin, or as the only input."""

    def __init__(self, header: Header) -> None:
        self._header = header
        self._alarm: ClockEvent | None = None
        self._found = False
        for net in header.pi.pins.values():
            net.on_claim(self._claimed)

    def _claimed(self) -> None:
        if self._alarm is None and not self._found and self._is_about:
            clock = self._header.pi.clock
            self._alarm = clock.at(clock.monotonic(), self._look)

    @cached_property
    def _is_about(self) -> bool:
        words = self._header.words
        by_words = not words.isdisjoint(LIGHT) and not words.isdisjoint(REMOTE) and words.isdisjoint(OTHERS)
        return by_words or not words.isdisjoint(ABOUT)

    def _look(self) -> None:
        self._alarm = None
        header = self._header
        inputs = [
            gpio for gpio in header.opened() if header.pi.pins[gpio].duty is None and not header.pi.pins[gpio].clocked
        ]
        called = [gpio for gpio in inputs if not header.names(gpio).isdisjoint(NAMES)]
        for gpio in called or (inputs if len(inputs) == 1 else ()):
            if not self._found and header.named(gpio) in (None, KINDS[0].name):
                self._found = header.claim(KINDS[0], gpio) is not None


DECODERS = (IrReceivers,)
