"""What a class wrote, question by question, for its teacher: beside what is expected, and what points were given."""

from __future__ import annotations

from typing import Any

from classroom.relay.running import RunningClass


def answers_of(running: RunningClass, lang: str) -> dict[str, Any]:
    """As JSON values. What a pupil handed in counts, else what was saved last."""
    asked = running.lesson.asked if running.lesson is not None else ()
    return {
        "questions": [
            {
                "id": each.id,
                "kind": each.kind,
                "step": each.step,
                "text": each.text[lang],
                "points": each.points,
                "answer": each.answer and each.answer[lang],
            }
            for each in asked
        ],
        "seats": [
            {
                "seat": seat.number,
                "name": seat.name,
                "answers": {} if work is None else dict(work.answers),
                "points": running.points.of(seat.number),
            }
            for seat in running.seats
            for work in [seat.handed_work or seat.work]
        ],
    }
