"""The curves of a run that goes on: recorded while it runs, described anew whenever a page asks, in its language."""

from __future__ import annotations

from typing import Any

from messages import LANGUAGES, translator
from sim.plots.about import about
from sim.plots.describe import describe
from sim.results.record import Recorder
from sim.world.simulation import Simulation

MOST_STATES = 5000  # in a run: a week of a law that is sound has some hundred
NARROWEST, WIDEST = 200, 2400  # pixels of a plot
NOTED_EVERY_S = 2.0  # virtual seconds, beside every change: a plot of ten minutes shows no less, and a day costs less
MINUTE_S, HOUR_S, DAY_S = 60.0, 3600.0, 86_400.0
ENDS_S = (
    *(10 * MINUTE_S, 30 * MINUTE_S, HOUR_S, 2 * HOUR_S, 4 * HOUR_S, 8 * HOUR_S, 12 * HOUR_S),
    *(DAY_S, 2 * DAY_S, 4 * DAY_S, 7 * DAY_S),
)  # of the time axis, one after the other: it does not jump at every moment


class Curves:
    """Listens to one simulation."""

    def __init__(self, simulation: Simulation) -> None:
        project = simulation.project
        self._about = about(project)
        self._recorder = Recorder(self._about.held_after_s, simulation.world.true, NOTED_EVERY_S)
        self._translate = {lang: translator(lang, project.folder) for lang in LANGUAGES}
        simulation.sinks.append(self._recorder)

    def picture(self, lang: str, columns: int) -> dict[str, Any]:
        """The picture so far, as web/static/shared/run_plot.js draws it; `columns`: its width in pixels."""
        recording = self._recorder.recording
        if len(recording.states) > MOST_STATES:
            recording.states = thinned(recording.states, recording.end_s / MOST_STATES)
        found = describe(
            recording,
            self._about,
            lang,
            self._translate[lang],
            to_s=axis_end_s(recording.end_s),
            columns=float(min(max(columns, NARROWEST), WIDEST)),
        )
        return found.as_json()


def thinned(states: list[tuple[float, str]], bin_s: float) -> list[tuple[float, str]]:
    """The first and the last state of each bin: of a law that changes its state at every turn, no more can be seen."""
    return [
        now
        for before, now, after in zip([None, *states], states, [*states[1:], None], strict=False)
        if before is None or after is None or len({each[0] // bin_s for each in (before, now, after)}) > 1
    ]


def axis_end_s(end_s: float) -> float:
    """Where the time axis ends while the run has come this far."""
    return next((each for each in ENDS_S if end_s <= each), ENDS_S[-1] * (end_s // ENDS_S[-1] + 1.0))
