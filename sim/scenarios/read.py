"""Read a scenario file and check every name in it, so that a mistake is reported before anything runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from devices import HighlandError, Message
from devices.os_errors import cause
from devices.toml_file import UNREADABLE, read_toml
from firmware.project import Project
from sim.chips._unit import Kind
from sim.scenarios.known_names import KnownNames
from sim.scenarios.questions import expectation, known_latch_value, score
from sim.scenarios.scenario import ONLY, Hours, Run, Scenario
from sim.scenarios.table import KEY_OF, TABLE, WHOLE_FILE, ScenarioError, TomlTable
from sim.time.clock import LIMIT_S
from sim.world.faults import CANNOT, CANNOT_HINT, NO_TARGET, NO_TARGET_HINT, Fault, FaultError, parse_fault
from sim.world.options import settings_of
from sim.world.presses import Press, no_button, parse_press

FOLDER = "scenarios"
IN_THIS_FILE = Message("scenario.in_file", "{file}: {where}: {message}")
NO_EXPECTATION = Message("scenario.no_expectation", "{file} expects nothing.")
NO_EXPECTATION_HINT = Message("scenario.no_expectation.hint", "Write at least one table [[expect]].")
NEEDS_LAW = Message("scenario.needs_law", "{file}: {where} has {key}, but no law runs there.")
NEEDS_LAW_HINT = Message("scenario.needs_law.hint", "Take it out, or take out law = false.")
NEEDS_WIRES = Message("scenario.needs_wires", "{file}: {where} has faults or presses, but no wires to carry them.")
NEEDS_WIRES_HINT = Message("scenario.needs_wires.hint", "Take them out, or take out wires = false.")
NEEDS_NO_LAW_HINT = Message("scenario.needs_no_law.hint", "A schedule is for runs with law = false.")
HAS_LAW = Message("scenario.has_law", "{file}: {where} has a schedule, but its actuators are the law's.")
LENGTH = Message("scenario.wanted.length", 'a time above 0 and at most {days:.0f} days, such as "90s", "3h" or "7d"')
SCALAR = Message("scenario.wanted.scalar", "a number, true or false, or text in quotes")
HOURS = Message("scenario.wanted.hours", "hours a day or a power, in curly brackets: on_h = 16.0 or power = 1.0")
A_TABLE = Message("scenario.wanted.expect", "tables that begin with [[expect]]")
UNITS = Message("scenario.kind.units", "kind of sensors")
RUN_NAME = Message("scenario.wanted.run_name", "another name than the word all")

RUN_KEYS = ("for", "tick", "law", "wires", "units", "settings", "latched", "faults", "press", "schedule")
DAY_S = 86_400.0


def names(project: Project) -> list[str]:
    """The scenarios of a project: the files of its folder `scenarios`."""
    return sorted(file.stem for file in (project.folder / FOLDER).glob("*.toml"))


def read_scenario(project: Project, name: str, known: KnownNames | None = None) -> Scenario:
    """One scenario of a project. Raises TomlError, and ScenarioError that names file, key, and what is possible."""
    file = project.folder / FOLDER / f"{name}.toml"
    shown = f"{project.name}/{FOLDER}/{file.name}"
    return scenario_of(_parsed(file, shown), shown, name, known or KnownNames(project))


def _parsed(file: Path, shown: str) -> dict[str, Any]:
    try:
        return read_toml(file, shown)
    except FileNotFoundError as error:
        raise ScenarioError(UNREADABLE(file=shown, reason=cause(error))) from None


def scenario_of(
    content: Mapping[str, Any], file: str, name: str, known: KnownNames, where: Message = WHOLE_FILE
) -> Scenario:
    """The scenario that a parsed file describes, or one table of it, called `where`. Raises ScenarioError."""
    top = TomlTable(file, where, content)
    title = top.words("title")
    story = top.words("story") if "story" in top else {}
    design = top.text("design", "")
    limits = top.words("limits") if "limits" in top else {}
    shared = {key: top.raw(key) for key in RUN_KEYS}
    runs = _runs(top, shared, known)
    asked = top.raw("expect")
    if not asked:
        raise ScenarioError(NO_EXPECTATION(file=file), NO_EXPECTATION_HINT)
    if not isinstance(asked, list) or not all(isinstance(each, dict) for each in asked):
        raise top.refused("expect", asked, A_TABLE)
    tables = [TomlTable(file, f"[[expect]] {number}", each) for number, each in enumerate(asked, start=1)]
    expectations = tuple(expectation(table, runs, known) for table in tables)
    wanted = score(TomlTable(file, "[score]", top.mapping("score")), runs, known) if "score" in top else None
    top.raw("score")
    top.done()
    return Scenario(known.project.name, name, title, story, runs, expectations, wanted, design, limits)


def _runs(top: TomlTable, shared: Mapping[str, Any], known: KnownNames) -> tuple[Run, ...]:
    own = top.mapping("runs")
    if "all" in own:
        raise top.refused("runs", "all", RUN_NAME)
    if not own:
        return (_run(TomlTable(top.file, top.where, _present(shared)), ONLY, known),)
    found = []
    for name, content in own.items():
        where = f"[runs.{name}]"
        if not isinstance(content, dict):
            raise top.refused("runs", {name: content}, TABLE)
        found.append(_run(TomlTable(top.file, where, _together(shared, content)), name, known))
    return tuple(found)


def _present(content: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in content.items() if value is not None}


def _together(shared: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """A run's own words on top of those for all runs: tables and lists grow, everything else is replaced."""
    merged = _present(shared)
    for key, value in own.items():
        before = merged.get(key)
        if isinstance(before, dict) and isinstance(value, dict):
            merged[key] = before | value
        elif isinstance(before, list) and isinstance(value, list):
            merged[key] = before + value
        else:
            merged[key] = value
    return merged


def _run(table: TomlTable, name: str, known: KnownNames) -> Run:
    for_s = table.span_s("for")
    if not 0.0 < for_s < LIMIT_S:
        raise table.refused("for", for_s, LENGTH(days=LIMIT_S // DAY_S - 1))
    law, wires = table.yes("law", True), table.yes("wires", True)
    tick_s = table.span_s("tick") if "tick" in table else None
    if tick_s is not None and not 0.0 < tick_s <= for_s:
        raise table.refused("tick", tick_s, LENGTH(days=for_s / DAY_S))
    texts = table.texts
    faults = [
        _checked(table, "faults", lambda text: check_fault(parse_fault(text), known), text) for text in texts("faults")
    ]
    presses = [
        _checked(table, "press", lambda text: check_press(parse_press(text), known), text) for text in texts("press")
    ]
    latched = table.mapping("latched")
    run = Run(
        name,
        for_s,
        tick_s,
        law,
        _settings(table, known),
        _latched(table, latched, known) if latched else None,
        tuple(faults),
        {key: _hours(table, key, value, known) for key, value in table.mapping("schedule").items()},
        wires,
        tuple(presses),
        _units(table),
    )
    table.done()
    if law and run.schedule:
        raise ScenarioError(HAS_LAW(file=table.file, where=table.where), NEEDS_NO_LAW_HINT)
    for key, value in (("faults", run.faults or run.presses), ("latched", latched)):
        if value and not law:
            raise ScenarioError(NEEDS_LAW(file=table.file, where=table.where, key=key), NEEDS_LAW_HINT)
    if (run.faults or run.presses) and not wires:
        raise ScenarioError(NEEDS_WIRES(file=table.file, where=table.where), NEEDS_WIRES_HINT)
    return run


def _units(table: TomlTable) -> Kind:
    kind = table.text("units", Kind.CALIBRATED.value)
    possible = [each.value for each in Kind]
    if kind not in possible:
        raise table.none_such(UNITS, kind, possible)
    return Kind(kind)


def check_fault(fault: Fault, known: KnownNames) -> Fault:
    """The fault, when such a thing can break so here. Raises FaultError."""
    kinds = known.can_fail.get(fault.target)
    if kinds is None:
        raise FaultError(NO_TARGET(target=fault.target), NO_TARGET_HINT(names=", ".join(known.can_fail)))
    if fault.kind not in kinds:
        raise FaultError(CANNOT(target=fault.target, kind=fault.kind), CANNOT_HINT(kinds=", ".join(kinds)))
    return fault


def check_press(press: Press, known: KnownNames) -> Press:
    """The press, when there is such a button. Raises PressError."""
    if press.button not in known.buttons:
        raise no_button(press.button, known.buttons)
    return press


def _checked(table: TomlTable, key: str, parse: Callable[[Any], Any], value: Any) -> Any:
    """What `parse` makes of the value; its refusal is given the file and the key."""
    try:
        return parse(value)
    except ScenarioError:
        raise
    except HighlandError as error:
        where = KEY_OF(where=table.where, key=key)
        raise ScenarioError(IN_THIS_FILE(file=table.file, where=where, message=error.message), error.hint) from None


def _settings(table: TomlTable, known: KnownNames) -> dict[str, Any]:
    settings = table.mapping("settings")
    for name, value in settings.items():
        if not isinstance(value, int | float | str):
            raise table.refused(name, value, SCALAR)
    _checked(table, "settings", lambda wanted: settings_of(known.project.name, known.plant, wanted), settings)
    return settings


def _latched(table: TomlTable, given: Mapping[str, Any], known: KnownNames) -> dict[str, Any]:
    """All latches, as the state file has them: those that the file names, the others as after the first start."""
    found = dict(known.latches)
    for name, value in given.items():
        if name not in found:
            raise table.none_such(known.kind("latch"), name, found)
        found[name] = known_latch_value(table, name, value, known)
    return found


def _hours(table: TomlTable, name: str, value: Any, known: KnownNames) -> Hours:
    if name not in known.names("actuator"):
        raise table.none_such(known.kind("actuator"), name, known.names("actuator"))
    if not isinstance(value, dict) or not value or not set(value) <= {"on_h", "power"}:
        raise table.refused(name, value, HOURS)
    power = table.as_number(name, value.get("power", 1.0), HOURS)
    on_h = table.as_number(name, value.get("on_h", 24.0), HOURS)
    if not (0.0 <= power <= 1.0 and 0.0 <= on_h <= 24.0):
        raise table.refused(name, value, HOURS)
    return Hours(power, on_h)
