"""What the guide says of a reference before anything is measured, and what the person makes of it."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from devices import Message
from workshop.calibration.budget import Budget, Verdict
from workshop.calibration.steps import ANYWAY, Confirm, Weigh

GOOD = Message(
    "calibrate.advice.good",
    "{channel}: its type is good to ±{type_within:.2g} {unit}, {reference} to ±{reference_within:.2g} {unit}: "
    "{ratio:.1f} times better. About {left_pct:.0f} % of the error will stay.",
)
PARTLY = Message(
    "calibrate.advice.partly",
    "{channel}: its type is good to ±{type_within:.2g} {unit}, {reference} to ±{reference_within:.2g} {unit}: "
    "{ratio:.1f} times better. About {left_pct:.0f} % of the error will stay, which is more than a fifth. Better: "
    "{better}.",
)
AGAINST = Message(
    "calibrate.advice.against",
    "{channel}: its type is good to ±{type_within:.2g} {unit}, {reference} to ±{reference_within:.2g} {unit}: "
    "{ratio:.1f} times better. About {left_pct:.0f} % of the error would stay, so better leave its value as it is. "
    "Better: {better}.",
)
COUNTS_ANYWAY = Message("calibrate.advice.counts_anyway", "Shall it count all the same?")
NOTHING_BETTER = Message("calibrate.advice.nothing_better", "nothing that a school can have")
SENTENCES = {Verdict.GOOD: GOOD, Verdict.PARTLY: PARTLY, Verdict.AGAINST: AGAINST}


def worth_it(budget: Budget) -> Generator[Any, Any, bool]:
    """Tell what the reference can give; whether its value is to count."""
    sentence = SENTENCES[budget.verdict](
        channel=f"{budget.part}_{budget.channel}",
        type_within=budget.type_within,
        reference=budget.reference,
        reference_within=budget.reference_within,
        unit=budget.unit,
        ratio=budget.ratio,
        left_pct=max(100.0 * budget.left, 1.0),
        better=budget.better,
    )
    yield Weigh(budget, sentence)
    if budget.verdict is not Verdict.AGAINST:
        return True
    counts: bool = yield Confirm(ANYWAY, COUNTS_ANYWAY())
    return counts
