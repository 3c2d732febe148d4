"""What a picture must know of a project: its names, its limits, how its parts are read, and what is safe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from firmware.fit import fit
from firmware.law import Law
from firmware.names import Name, Names, plain_name
from firmware.plan import Plan
from firmware.project import Project

SOUNDS = ("siren", "horn", "bell")  # whatever switches them
SLOW = 20.0  # samples: a part whose values last so long has a rhythm of its own


@dataclass(frozen=True, slots=True)
class KnownLimit:
    """A number of limits.py that belongs to a channel: what it is called and what passing it means."""

    key: str
    value: float
    name: Name


@dataclass(frozen=True, slots=True)
class About:
    """Facts of one project. `sounds` are the outputs that one hears; `safe`: what each output is when nothing is known.

    `held_after_s` says for each channel from which age on its value counts as held, in seconds.
    """

    project: str
    names: Names
    limits: tuple[KnownLimit, ...] = ()
    held_after_s: Mapping[str, float] = field(default_factory=dict)
    safe: Mapping[str, bool] = field(default_factory=dict)
    sounds: frozenset[str] = frozenset()


def about(project: Project, law: Law | None = None) -> About:
    """The facts of a project. Raises HighlandError for a wiring list or names that are refused."""
    law = law or project.law()
    names, wiring = project.names(), project.wiring()
    sounds = frozenset(part.name for part in wiring.parts if part.driver == "buzzer" or part.name in SOUNDS)
    safe = law.safe._asdict()
    return About(project.name, names, limits_of(project, names), _held_after_s(fit(wiring, law)), safe, sounds)


def plain_about(project: str) -> About:
    """A project of which nothing is known but its identifier."""
    return About(project, Names(plain_name(project)))


def limits_of(project: Project, names: Names) -> tuple[KnownLimit, ...]:
    """The limits that names.toml gives a channel, with the numbers of the project's limits.py, or control.py."""
    named = {key: name for key, name in names.limits.items() if name.channel}
    if not named:
        return ()
    file = "limits" if (project.folder / "limits.py").is_file() else "control"
    values = vars(project.module(file))
    return tuple(
        KnownLimit(key, float(values[key]), name)
        for key, name in named.items()
        if isinstance(values.get(key), int | float)
    )


def _held_after_s(plan: Plan) -> dict[str, float]:
    """Twice the time between two samples; of a part with a rhythm of its own, half the time for which a value lasts."""
    sampled = {each.wired.name: each.sampling for each in plan.parts if each.sampling is not None}
    found: dict[str, float] = {}
    for name, (part, _) in plan.inputs.items():
        if part in sampled:
            sample_s, max_age_s = sampled[part].sample_s, sampled[part].max_age_s
            found[name] = 2.0 * sample_s + 1.0 if max_age_s <= SLOW * sample_s else max_age_s / 2.0
    return found
