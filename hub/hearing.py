"""How the embedded broker hands a message to the hub that it is part of."""

from __future__ import annotations

from collections.abc import Callable

Answer = Callable[[], None]  # to be called, from any thread, when the message is on the disk
Hear = Callable[[str, bytes, bool, Answer | None], None]  # topic, payload, whether it had been kept, answer
