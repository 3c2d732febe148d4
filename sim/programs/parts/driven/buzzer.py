"""Passive buzzer or loudspeaker: what frequency is on its wire is a note. Equal temperament, A4 is 440 Hz (ISO 16)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log2
from typing import Any

from devices import Message
from sim.programs.parts.driven.claim import Claim, Seen
from sim.programs.parts.driven.driven_chip import DrivenChip
from sim.programs.parts.driven.stream import Stream
from sim.programs.parts.kind import GPIO, PartKind
from sim.wires.journal import HIGH, LOW

NAMES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
A4_HZ, A4_NUMBER = 440.0, 69  # number 69 of MIDI
HEARD_HZ = (20.0, 16_000.0)
SOUNDS_HZ = (61.0, 12_000.0)  # chosen: what a small buzzer plays; lower is a lamp or a servo
OFF_CENTS = 35.0  # chosen: a third of the way to the next key; what is further off is told in hertz
REST_S = 0.03  # chosen: a shorter silence parts two notes and is no rest
SAME = 0.03  # chosen: three percent, half of a semitone; by hand no wave is as long as the one before
GLIDE_S = 0.03  # chosen: shorter sounds one after the other are one that glides, such as a siren
WAVES = 10  # chosen: so many equal waves by hand are a sound
CLUES = (
    *("buzzer", "buzz", "buz", "tone", "tones", "melody", "speaker", "piezo", "song", "music", "beep"),
    *("loa", "coi", "nhac"),
)
OTHERS = (  # a wire with such a name is not the buzzer that a program speaks of
    *("ena", "enb", "en1", "en2", "enable", "pwma", "pwmb", "motor", "servo", "fan", "pump", "quat", "bom", "dongco"),
    *("in1", "in2", "in3", "in4", "ain1", "ain2", "bin1", "bin2"),
)
LIGHTS = ("LED", "PWMLED", "RGBLED", "Motor", "PhaseEnableMotor", "Servo")  # gpiozero's; none of them sounds
MAX_SAID = 24
MAX_NOTES = 1000

BUZZER = Message("script.kind.buzzer", "passive buzzer")
PLAYS = Message("script.buzzer.plays", "it plays {notes}.")
MORE = Message("script.buzzer.more", "it plays {notes} and {count} more.")
NOW = Message("script.buzzer.now", "{note}")


def note_of(hertz: float) -> str:
    """C5 for 523 Hz; the number with Hz when no key is near."""
    key = A4_NUMBER + 12.0 * log2(hertz / A4_HZ)
    nearest = round(key)
    if abs(key - nearest) * 100.0 > OFF_CENTS or nearest < 12:
        return f"{hertz:.0f} Hz"
    return f"{NAMES[nearest % 12]}{nearest // 12 - 1}"


@dataclass(slots=True)
class Note:
    """One sound, or a rest when `hertz` is 0."""

    hertz: float
    start_s: float
    end_s: float
    glides: tuple[float, float] | None = None  # the lowest and the highest sound on the way

    @property
    def name(self) -> str:
        """As musicians write it; - is a rest, and ~ stands between the ends of a sound that glides."""
        if self.glides is not None:
            return "~".join(note_of(each) for each in self.glides)
        return note_of(self.hertz) if self.hertz else "-"

    def __str__(self) -> str:
        return f"{self.name} {self.end_s - self.start_s:.2f} s"


class BuzzerChip(DrivenChip):
    """One buzzer. `notes` are what it played."""

    def begin(self) -> None:
        self.notes: list[Note] = []
        self.more = 0
        self._start_s = self.pi.clock.monotonic()
        self._hertz = 0.0
        self._since_s = 0.0
        self._rise_s: float | None = None  # by hand: the last rise
        self._waves = 0

    def follow(self, stream: Stream, now_s: float) -> None:
        for change in stream.changes():
            if change.gpio != self.pins[0]:  # the other wire of a buzzer between two does the opposite
                continue
            if change.hertz is not None:
                self._waves, self._rise_s = 0, None
                self._sound(change.hertz if change.duty and change.duty < 1.0 else 0.0, change.t_s)
            elif change.duty:
                self._rose(change.t_s)
            elif self._rise_s is None:
                self._sound(0.0, change.t_s)
        if self._rise_s is not None and now_s - self._rise_s > 1.0 / HEARD_HZ[0]:
            self._hand_rests()

    def _rose(self, t_s: float) -> None:
        before_s, self._rise_s = self._rise_s, t_s
        if before_s is None or t_s - before_s > 1.0 / HEARD_HZ[0]:
            if before_s is not None:
                self._sound(0.0, before_s)
            self._waves = 0
            return
        hertz = 1.0 / (t_s - before_s)
        if self._waves and abs(hertz - self._hertz) <= SAME * self._hertz:
            self._hertz += (hertz - self._hertz) / (self._waves + 1)
            self._waves += 1
        else:
            self._sound(hertz, before_s)
            self._waves = 1

    def _hand_rests(self) -> None:
        assert self._rise_s is not None
        self._sound(0.0, self._rise_s + (1.0 / self._hertz if self._hertz else 0.0))
        self._rise_s, self._waves = None, 0

    def _sound(self, hertz: float, t_s: float) -> None:
        """From now on it sounds like this."""
        if hertz == self._hertz:
            return
        self._close(t_s)
        self._hertz, self._since_s = hertz, t_s

    def _close(self, t_s: float) -> None:
        """What sounded until now is a note, or was a rest between two."""
        length_s = t_s - self._since_s
        is_first_rest = not self._hertz and not self.notes
        if length_s <= 0.0 or is_first_rest:
            return
        last = self.notes[-1] if self.notes else None
        if last is not None and (self._goes_on(last) or self._glides(last, t_s)):  # the steps of a siren are brief
            last.end_s = t_s
            return
        if length_s < (2.0 / self._hertz if self._hertz else REST_S):
            return
        if len(self.notes) >= MAX_NOTES:
            self.more += bool(self._hertz)
            return
        self.notes.append(Note(self._hertz, self._since_s, t_s))
        self.tell(self._since_s, "hz", round(self._hertz, 2))
        if self._hertz:
            self.tell(self._since_s, "note", note_of(self._hertz))

    def _goes_on(self, last: Note) -> bool:
        """Whether what sounds now is the note before, without a gap that could be heard."""
        is_same = last.hertz > 0.0 < self._hertz and abs(last.hertz - self._hertz) < SAME * last.hertz / 2
        return is_same and self._since_s - last.end_s < 1.0 / last.hertz

    def _glides(self, last: Note, t_s: float) -> bool:
        """Whether this is one more step of a sound that goes up or down too quickly for notes."""
        is_brief = t_s - self._since_s < GLIDE_S and (last.glides or last.end_s - last.start_s < GLIDE_S)
        if not (is_brief and self._hertz and last.hertz and self._since_s - last.end_s < 1.0 / last.hertz):
            return False
        low, high = last.glides or (last.hertz, last.hertz)
        last.glides = (min(low, self._hertz), max(high, self._hertz))
        last.hertz = self._hertz
        return True

    def end(self, now_s: float) -> None:
        if self._rise_s is not None:
            self._hand_rests()
        self._sound(0.0, now_s)

    def did(self) -> Sequence[Message]:
        notes = self.notes[:-1] if self.notes and not self.notes[-1].hertz else self.notes
        if not notes:
            return ()
        text = ", ".join(str(each) for each in notes[:MAX_SAID])
        count = sum(bool(each.hertz) for each in notes[MAX_SAID:]) + self.more
        return (MORE(notes=text, count=count) if count else PLAYS(notes=text),)

    def as_json(self) -> dict[str, Any]:
        return {
            "notes": [
                {"note": each.name if each.hertz else None, "hz": round(each.hertz, 2),
                 "length_s": round(each.end_s - each.start_s, 4)}
                for each in self.notes
            ],
        }  # fmt: skip

    def now(self) -> Sequence[Message]:
        return (NOW(note=note_of(self._hertz) if self._hertz else "-"),)


def recognize(seen: Seen) -> Claim | None:
    """TonalBuzzer, PWM whose frequency changes, or equal waves by hand."""
    for pins in seen.made_by(("TonalBuzzer",)).values():
        return Claim("buzzer", tuple(pins))
    is_named = seen.mentions(*CLUES) and not seen.header.called(frozenset(CLUES))  # else another wire is what it means
    for gpio in seen.outputs:
        is_called = gpio in seen.wanted or seen.is_called(gpio, *CLUES)
        is_other = seen.is_lamp(gpio) or seen.is_called(gpio, *OTHERS)
        if gpio not in seen.wanted and any(maker.kind in LIGHTS for maker in seen.makers.get(gpio, ())):
            continue
        if gpio in seen.wavy:
            waves = {hertz for each, duty, hertz in seen.stream.waves if each == gpio and duty}
            heard = {hertz for hertz in waves if SOUNDS_HZ[0] <= hertz <= SOUNDS_HZ[1]}
            if len(heard) <= len(waves - heard):
                continue
            if len(heard) >= 2 or is_called or (is_named and len(seen.wavy) == 1 and not is_other):
                return Claim("buzzer", (gpio,))
        elif seen.rises(gpio) >= WAVES and (is_called or not is_other):
            other = _opposite(seen, gpio)
            notes = set(_sounds(seen.stream, gpio, 2 if other is None else 4))
            if len(notes) >= 2 or (notes and (is_called or is_named)):
                return Claim("buzzer", (gpio,) if other is None else (gpio, other))
    return None


def _opposite(seen: Seen, gpio: int) -> int | None:
    """The one wire that goes low after each rise of this one and high after each fall: the buzzer is between both."""
    codes = seen.stream.codes
    last = codes.rfind(4 * gpio + HIGH)
    before = codes.rfind(4 * gpio + HIGH, 0, last)
    other = codes[last - 1] >> 2
    return other if codes[before + 1 : last] == bytes((4 * other + LOW, 4 * gpio + LOW, 4 * other + HIGH)) else None


def _sounds(stream: Stream, gpio: int, entries: int) -> Iterator[str]:
    """The notes of all runs of equal waves on one wire, of so many entries each: nothing else is switched."""
    rise, codes, times = 4 * gpio + HIGH, stream.codes, stream.times
    before: int | None = None
    period_s, equal = 0.0, 0
    at = codes.find(rise)
    while at >= 0:
        if before is not None:
            length_s = times[at] - times[before]
            alone = at - before == entries
            if alone and equal and abs(length_s - period_s) <= SAME * period_s:
                equal += 1
            else:
                equal, period_s = int(alone and length_s > 0.0), length_s
            if equal >= WAVES and SOUNDS_HZ[0] <= 1.0 / period_s <= SOUNDS_HZ[1]:
                yield note_of(1.0 / period_s)
        before, at = at, codes.find(rise, at + 1)


KINDS = (PartKind("buzzer", BuzzerChip, BUZZER, GPIO, (), needs_partner=True),)
RECOGNIZERS = ((55, recognize),)
