"""The steps of one build: guide.toml, held against wiring.toml. A step without a test is refused."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from devices import Message, WiredPart, Wiring
from guides.adults import refuse_what_pupils_must_not_do
from guides.fields import Both, GuideError, Table, read
from guides.safety import notices
from guides.shop import HERE
from wiring.build import FUSE, MOSFET, RELAY
from wiring.drawing.module import Stage

FILE, COMMON, TESTS = "guide.toml", "common.toml", "tests.toml"
RAILS, SOURCE = "@rails", "@source"  # what a step may build beside the parts of wiring.toml
STAND_IN, SIGNAL = "led_first", "signal"  # tests of an output that carries no load yet
STAGES = tuple(each.value for each in Stage)
TRY = "try {project} {part}"

NO_TEST = Message("guide.no_test", "{file}: the step {step} has no test.")
NO_TEST_HINT = Message(
    "guide.no_test.hint", 'Write `test = {{ command = "doctor {{project}}", see = {{ en = "...", vi = "..." }} }}`.'
)
NO_PART_TEST = Message("guide.no_part_test", "{file}: the driver {driver} of {part} has no test in guides/tests.toml.")
NO_SUCH_PART = Message("guide.step_part", "{file}: the step {step} builds {part}, but wiring.toml has no such part.")
NO_SUCH_PART_HINT = Message("guide.step_part.hint", "There are {names}, and `@rails` and `@source`.")
NOT_BUILT = Message("guide.not_built", "{file}: no step builds {part}.")
NOT_BUILT_HINT = Message("guide.not_built.hint", 'Add `[[step]]` with `parts = ["{part}"]`.')
HALF_BUILT = Message("guide.half_built", "{file}: {part} is built in half only.")
HALF_BUILT_HINT = Message(
    "guide.half_built.hint", 'It needs a step with `stage = "signal"` and one with `stage = "load"`.'
)
LED_LOW = Message("guide.led_low", "{file}: step {step}: {part} is on at LOW, so an LED would shine when it is off.")
LED_LOW_HINT = Message(
    "guide.led_low.hint", 'Build its relay first, without a load: `parts = ["{part}"]`, `stage = "signal"`.'
)
NO_COMMON = Message("guide.no_common", "{file}: there is no step {step} in guides/common.toml.")
NO_COMMON_HINT = Message("guide.no_common.hint", "There are: {names}.")


@dataclass(frozen=True, slots=True)
class Test:
    """What proves a step: commands without `highland`, what must be seen, and the same without a board.

    `ends` is the state in which the practice run ends, where it is a run.
    """

    commands: tuple[str, ...]
    see: tuple[Both, ...]
    practice: str
    ends: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it builds, what to do beside the drawn wires, who must be there and why, and its test."""

    title: Both | None  # None: the names of its parts
    parts: tuple[str, ...]
    stage: Stage
    leds: tuple[str, ...]  # parts for which an LED stands in, until their load comes
    do: tuple[Both, ...]
    adult: Both | None
    test: Test


@dataclass(frozen=True, slots=True)
class Guide:
    """What it is, in words, what every page says, and the steps."""

    title: Both
    about: tuple[Both, ...]
    safety: tuple[Both, ...]
    steps: tuple[Step, ...]


def read_guide(folder: Path, project: str, wiring: Wiring) -> Guide:
    """The guide in `folder` for a project with this wiring. Raises GuideError, TomlError."""
    shown = f"{folder.name}/{FILE}"
    top = Table(shown, FILE, read(folder / FILE, shown))
    title, about, safety = top.both("title"), top.list_of_both("about"), top.names("safety")
    listed = top.take("step", "[[step]]")
    top.close()
    if not isinstance(listed, list):
        raise top.refuse("step", listed, "[[step]]")
    reader = _Reader(shown, project, wiring)
    steps = tuple(reader.step(number, values) for number, values in enumerate(listed, 1))
    _check_all_built(shown, steps, wiring)
    fuses = [part.options["rating_a"] for part in wiring.passive if part.kind == FUSE and "rating_a" in part.options]
    said = notices(shown, safety)
    return Guide(title, about, tuple(each.text.filled(fuse=f"{max(fuses, default=3):g}") for each in said), steps)


def carries(part: WiredPart) -> bool:
    """Whether it switches a load of 12 V: then its two sides may be built apart."""
    return part.build.get("carrier") in (RELAY, MOSFET)


class _Reader:
    """Reads steps of one project."""

    def __init__(self, shown: str, project: str, wiring: Wiring) -> None:
        self.shown, self.project, self.wiring = shown, project, wiring
        self.common = read(HERE / COMMON, COMMON)
        self.tests = read(HERE / TESTS, TESTS)

    def step(self, number: int, values: Any) -> Step:
        """One step, with what common.toml says of it."""
        table = Table(self.shown, f"step {number}", self._merged(number, values))
        title, parts, leds = table.maybe_both("title"), table.names("parts"), table.names("leds")
        stage = table.word("stage", '"signal"', needed=False) or Stage.WHOLE.value
        if stage not in STAGES:
            raise table.refuse("stage", stage, '"signal"')
        do, adult = table.list_of_both("do"), table.maybe_both("adult")
        filling = {"project": self.project} | self._unplugged(table)
        self._check_parts(number, (*parts, *leds))
        test = self._test(table, number, parts, leds, stage)
        table.close()
        see = tuple(each.filled(**filling) for each in test.see)
        done = tuple(each.filled(**filling) for each in do)
        step = Step(title, parts, Stage(stage), leds, done, adult, replace(test, see=see))
        if adult is None:
            texts = [*step.do, *test.see, *([title] if title is not None else [])]
            refuse_what_pupils_must_not_do(self.shown, number, texts)
        return step

    def _merged(self, number: int, values: Any) -> dict[str, Any]:
        own = dict(Table(self.shown, f"step {number}", values)._left)
        use = own.pop("use", None)
        if use is None:
            return own
        if use not in self.common:
            hint = NO_COMMON_HINT(names=", ".join(self.common))
            raise GuideError(NO_COMMON(file=self.shown, step=str(use)), hint)
        return {**self.common[use], **own}

    def _check_parts(self, number: int, parts: tuple[str, ...]) -> None:
        known = [part.name for part in self.wiring.parts]
        for part in parts:
            if part not in (*known, RAILS, SOURCE):
                hint = NO_SUCH_PART_HINT(names=", ".join(known))
                raise GuideError(NO_SUCH_PART(file=self.shown, step=number, part=part), hint)

    def _unplugged(self, table: Table) -> dict[str, str]:
        """What {age} stands for: after how many seconds the value of the part that is unplugged is unknown."""
        part = table.word("unplug", '"gas"', needed=False)
        if not part:
            return {}
        self._check_parts(0, (part,))
        wired = self.wiring.part(part)
        if "max_age_s" not in wired.sampling:
            raise table.refuse("unplug", part, '"gas"')
        return {"age": f"{wired.sampling['max_age_s']:g}"}

    def _test(self, table: Table, number: int, parts: tuple[str, ...], leds: tuple[str, ...], stage: str) -> Test:
        wired = [self.wiring.part(part) for part in parts if not part.startswith("@")]
        if table.has("test"):
            return self._own_test(number, table.take("test", "{ ... }"))
        lit = [self.wiring.part(part) for part in leds]
        for part in lit:
            if not part.options.get("active_high", True):
                refused = LED_LOW(file=self.shown, step=number, part=part.name)
                raise GuideError(refused, LED_LOW_HINT(part=part.name))
        if not wired and not lit:
            raise GuideError(NO_TEST(file=self.shown, step=number), NO_TEST_HINT)
        commands = tuple(TRY.format(project=self.project, part=part.name) for part in (*wired, *lit))
        see = [*(self._see(part, stage) for part in wired), *(self._said(STAND_IN, part) for part in lit)]
        see = list(dict.fromkeys(see))
        return Test(commands, tuple(see), f"{commands[0]} --sim --answers look", "")

    def _own_test(self, number: int, values: Any) -> Test:
        table = Table(self.shown, f"step {number} test", values)
        command, see = table.word("command", '"doctor {project}"'), table.both("see")
        practice, ends = (
            table.word("practice", '"sim {project}"', needed=False),
            table.word("ends", '"FAULT"', needed=False),
        )
        table.close()
        command, practice = (each.replace("{project}", self.project) for each in (command, practice))
        return Test((command,), (see,), practice or command, ends)

    def _see(self, part: WiredPart, stage: str) -> Both:
        """What must be seen when a part is tried."""
        return self._said(SIGNAL if stage == Stage.SIGNAL.value and carries(part) else part.driver, part)

    def _said(self, key: str, part: WiredPart) -> Both:
        if key not in self.tests:
            refused = NO_PART_TEST(file=self.shown, driver=part.driver, part=part.name)
            raise GuideError(refused, NO_TEST_HINT)
        table = Table(TESTS, key, self.tests[key])
        see = table.both("see")
        table.close()
        return see


def _check_all_built(shown: str, steps: tuple[Step, ...], wiring: Wiring) -> None:
    """Every part of wiring.toml is built, whole or in both halves; so are the rails, and 12 V where there are some."""
    stages: dict[str, set[Stage]] = {}
    switches = {part.name for part in wiring.parts if carries(part)}
    for step in steps:
        for part in step.parts:
            stages.setdefault(part, set()).add(step.stage if part in switches else Stage.WHOLE)
    wanted = [RAILS, *(part.name for part in wiring.parts), *([SOURCE] if wiring.passive else [])]
    for part in wanted:
        if part not in stages:
            raise GuideError(NOT_BUILT(file=shown, part=part), NOT_BUILT_HINT(part=part))
        if Stage.WHOLE not in stages[part] and len(stages[part]) < 2:
            raise GuideError(HALF_BUILT(file=shown, part=part), HALF_BUILT_HINT)
