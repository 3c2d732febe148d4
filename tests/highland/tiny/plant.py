"""A world in which a button may be pressed and a lamp uses energy."""

import signal
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

LESSON_S = 60.0
STEP_S = 1.0


@dataclass(frozen=True)
class Settings:
    """What can be set."""

    lamp_w: float = 3.0  # power of the lamp
    ctrl_c_at_s: int = -1  # when somebody at the computer presses Ctrl-C
    name: str = "small"


class Plant:
    def __init__(self, settings, rng):
        self.settings = settings
        self.start = datetime(2026, 3, 1, 7, 30, tzinfo=timezone(timedelta(hours=7)))
        self.t_s = 0.0
        self.used_wh = 0.0
        self.felt = {"button_pressed": False, "bomb_pressed": False}

    def step(self, dt_s, driven):
        self.t_s += dt_s
        self.used_wh += self.settings.lamp_w * driven.get("lamp", 0.0) * dt_s / 3600.0
        self.felt["button_pressed"] = self.felt["bomb_pressed"] = False
        if round(self.t_s) == self.settings.ctrl_c_at_s:
            signal.raise_signal(signal.SIGINT)

    def metrics(self):
        return {"used_wh": self.used_wh, "hidden": 1.0}
