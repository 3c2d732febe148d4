"""Stand-in for `pygame.mixer`: sounds take their time, and nobody hears them."""

from __future__ import annotations

import os
import wave
from typing import Any

from sim.wires import switched_on

UNKNOWN_S = 3.0  # chosen: how long a file plays whose length cannot be read
FOREVER = -1


class error(RuntimeError):
    """pygame.error."""


class _Player:
    """One thing that can be heard at a time."""

    def __init__(self) -> None:
        self._until_s = 0.0
        self._volume = 1.0

    def _begin(self, file: Any, loops: int) -> None:
        board = switched_on.board()
        board.sounds.play(os.path.basename(str(file)))
        turns = 1e9 if loops == FOREVER else loops + 1
        self._until_s = board.clock.monotonic() + length_s(file) * turns

    def get_busy(self) -> bool:
        """Whether it still plays; to ask takes a moment."""
        clock = switched_on.board().clock
        clock.sleep(1e-6)
        return clock.monotonic() < self._until_s

    def stop(self) -> None:
        """End it."""
        self._until_s = 0.0

    def set_volume(self, volume: float, *_: float) -> None:
        self._volume = volume

    def get_volume(self) -> float:
        return self._volume

    def pause(self) -> None:
        """It goes on in silence."""

    unpause = pause

    def fadeout(self, time: int) -> None:
        """End it."""
        self.stop()


class Sound(_Player):
    """A short sound. Raises FileNotFoundError for a file that is not there."""

    def __init__(self, file: Any = None, buffer: Any = None, array: Any = None) -> None:
        super().__init__()
        if isinstance(file, str | os.PathLike) and not os.path.exists(file):
            raise FileNotFoundError(f"No file '{file}' found in working directory '{os.getcwd()}'.")
        self._file = file if file is not None else "buffer"

    def play(self, loops: int = 0, maxtime: int = 0, fade_ms: int = 0) -> Channel:
        """Play it beside all others."""
        self._begin(self._file, loops)
        return Channel(0, self)

    def get_length(self) -> float:
        return length_s(self._file)


class Channel(_Player):
    """Where a sound plays."""

    def __init__(self, id: int, of: Sound | None = None) -> None:
        super().__init__()
        self._of = of

    def play(self, sound: Sound, loops: int = 0, maxtime: int = 0, fade_ms: int = 0) -> None:
        """Play a sound here."""
        self._of = sound
        sound.play(loops)

    def get_busy(self) -> bool:
        return self._of is not None and self._of.get_busy()

    def stop(self) -> None:
        if self._of is not None:
            self._of.stop()


class _Music(_Player):
    """`pygame.mixer.music`: one long piece."""

    _file: Any = None

    def load(self, file: Any, *_: Any) -> None:
        """Choose a file. Raises pygame.error when it is not there."""
        if isinstance(file, str | os.PathLike) and not os.path.exists(file):
            raise error(f"No file '{file}' found in working directory '{os.getcwd()}'.")
        self._file = file

    def play(self, loops: int = 0, start: float = 0.0, fade_ms: int = 0) -> None:
        """Play it. Raises pygame.error before load()."""
        if self._file is None:
            raise error("music not loaded")
        self._begin(self._file, loops)

    def get_pos(self) -> int:
        return 0 if self.get_busy() else -1

    def unload(self) -> None:
        self._file = None

    def rewind(self) -> None:
        """Begin anew."""


music = _Music()


def init(*_: Any, **__: Any) -> None:
    """Begin."""


pre_init = set_num_channels = init


def quit() -> None:
    """End all sounds."""
    music.stop()


def stop() -> None:
    """End all sounds."""
    music.stop()


def get_init() -> tuple[int, int, int]:
    """How it was begun: samples a second, bits, channels."""
    return 44100, -16, 2


def get_busy() -> bool:
    """Whether something plays."""
    return music.get_busy()


def length_s(file: Any) -> float:
    """How long a file plays: a WAV says so."""
    try:
        with wave.open(file if hasattr(file, "read") else str(file), "rb") as sound:
            return sound.getnframes() / sound.getframerate()
    except (OSError, EOFError, wave.Error):
        return UNKNOWN_S
