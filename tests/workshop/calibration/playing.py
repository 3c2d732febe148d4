"""Play a procedure with readings and answers written down beforehand."""

from __future__ import annotations

import random

from workshop.calibration.steps import Ask, Confirm, Do, Heat, Measure, Point, Weigh


def readings(*values, air=None, every_s=1.0):
    return tuple(Point(every_s * number, value, air) for number, value in enumerate(values))


def around(value, count=100, noise=0.0, drift=0.0, air=None, every_s=1.0, seed=1):
    """A row of readings with some noise, and a drift from the first to the last."""
    luck = random.Random(seed)
    steps = (noise * luck.uniform(-1.0, 1.0) + drift * number / count for number in range(count))
    return readings(*(value + each for each in steps), air=air, every_s=every_s)


def play(procedure, *rows, heated_h=48.0, **answers):
    """The outcome, with these rows for its measurements in turn; raises what the procedure raises."""
    rows = list(rows)
    answer = None
    try:
        while True:
            step = procedure.send(answer)
            match step:
                case Measure():
                    answer = rows.pop(0)
                case Ask(key=key):
                    answer = answers[key]
                case Confirm(key=key):
                    answer = answers.get(key, False)
                case Heat():
                    answer = heated_h * 3600.0
                case Do() | Weigh():
                    answer = None
    except StopIteration as end:
        assert rows == [], "it measures less often than this test thinks"
        return end.value
