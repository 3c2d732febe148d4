"""Stand-in for `robot_hat.tts`: the board says it with espeak, and what it says is told."""

from __future__ import annotations

import os
import shlex

ESPEAK, PICO2WAVE = "espeak", "pico2wave"


class TTS:
    """A voice."""

    SUPPORTED_LANGUAUE = ("en-US", "en-GB", "de-DE", "es-ES", "fr-FR", "it-IT")  # as the library spells it
    ESPEAK = ESPEAK

    def __init__(self, engine: str = PICO2WAVE, lang: str | None = None) -> None:
        self.engine, self._lang = engine, lang or self.SUPPORTED_LANGUAUE[0]

    def say(self, words: str) -> None:
        """Say these words."""
        os.system(f"espeak {shlex.quote(words)}")

    def lang(self, *value: str) -> str | None:
        """Set the language, or return it."""
        if not value:
            return self._lang
        if value[0] not in self.SUPPORTED_LANGUAUE:
            raise ValueError(f'Arguement "{value[0]}" is not supported. Languages: {self.SUPPORTED_LANGUAUE}')
        self._lang = value[0]
        return None

    def supported_lang(self) -> tuple[str, ...]:
        """Return the languages."""
        return self.SUPPORTED_LANGUAUE

    def espeak_params(self, amp: int = 100, speed: int = 175, gap: int = 5, pitch: int = 50) -> None:
        """Set how it sounds; nobody hears it here."""
