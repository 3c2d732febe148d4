"""Try part after part, in the order of wiring.toml. What was found so far is there at every moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from devices import AdcPart, HeartbeatPart, HighlandError, OutputPart
from devices.message import Message
from drivers._contact import ContactPart
from firmware.plan import PlannedPart
from workshop.table import Table
from workshop.trial.buses import try_converter, try_heartbeat
from workshop.trial.contacts import try_contact
from workshop.trial.feedback import output_of
from workshop.trial.outcome import Outcome, Verdict, refused
from workshop.trial.outputs import try_output
from workshop.trial.person import Person, PersonError
from workshop.trial.sensors import try_sensor

Begun = Callable[[PlannedPart, int, int], None]  # the part that comes now, its number, and how many there are

NO_PART = Message("try.no_part", "{project} has no part {part}.")
NO_PART_HINT = Message("try.no_part.hint", "Its parts are: {parts}.")


class Session:
    """One trial of some parts; `outcomes` grows part by part, so that a stop loses nothing."""

    def __init__(self, table: Table, person: Person) -> None:
        self.outcomes: dict[str, Outcome] = {}
        self._table = table
        self._person = person

    def try_parts(self, names: Sequence[str], begun: Begun) -> None:
        """Try these parts; `begun` is called before each. A part that cannot be opened does not end it."""
        wanted = [part for part in self._table.plan.parts if part.wired.name in names]
        for number, part in enumerate(wanted, start=1):
            begun(part, number, len(wanted))
            try:
                found = self._tried(part)
            except PersonError:
                raise
            except HighlandError as error:
                found = [refused(part.wired.name, error)]
            for outcome in found:
                self._keep(outcome)

    def _tried(self, part: PlannedPart) -> list[Outcome]:
        table, person, name = self._table, self._person, part.wired.name
        if issubclass(part.kind, OutputPart):
            return try_output(table, person, name)
        if issubclass(part.kind, HeartbeatPart):
            return [try_heartbeat(table, person, name)]
        if issubclass(part.kind, AdcPart):
            return [try_converter(table, name)]
        if issubclass(part.kind, ContactPart):
            seen_moving = name in self.outcomes and output_of(table.plan, name) is not None
            return [] if seen_moving else [try_contact(table, person, name)]
        return [try_sensor(table, person, name)]

    def _keep(self, outcome: Outcome) -> None:
        """A fault that was seen stays: no later look at the same part takes it back."""
        before = self.outcomes.get(outcome.part)
        if before is None or before.verdict is not Verdict.FAILS:
            self.outcomes[outcome.part] = outcome


def parts_asked(table: Table, part: str | None) -> list[str]:
    """All parts, or the one asked for, with the output that it sees moving. Raises HighlandError for no such part."""
    names = [each.wired.name for each in table.plan.parts]
    if part is None:
        return names
    if part not in names:
        raise HighlandError(NO_PART(project=table.project.name, part=part), NO_PART_HINT(parts=", ".join(names)))
    output = output_of(table.plan, part)
    return [part] if output is None else [part, output]
