"""Python's own clock and threads, as they were before any program's time was made virtual."""

from __future__ import annotations

import _thread
import time
from types import SimpleNamespace
from typing import Any

REAL_TIME: Any = SimpleNamespace(**vars(time))  # for what must keep real time, whatever a program does
REAL_THREAD: Any = SimpleNamespace(**vars(_thread))
