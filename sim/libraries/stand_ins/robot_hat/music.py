"""Stand-in for `robot_hat.music`: notes, beats and files of sounds, which nobody hears."""

from __future__ import annotations

from functools import partial

from sim.libraries.modules import sleep
from sim.libraries.stand_ins.pygame import mixer
from sim.wires import switched_on

NAMES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
A4_NUMBER, A4_HZ, FIRST = 69, 440.0, 21  # of MIDI; 21 is the lowest key of a piano, A0


class Music:
    """A player."""

    WHOLE_NOTE, HALF_NOTE, QUARTER_NOTE, EIGHTH_NOTE, SIXTEENTH_NOTE = 1, 1 / 2, 1 / 4, 1 / 8, 1 / 16
    NOTES = (None,) * FIRST + tuple(f"{NAMES[number % 12]}{number // 12 - 1}" for number in range(FIRST, 109))
    NOTE_BASE_FREQ, NOTE_BASE_INDEX = A4_HZ, A4_NUMBER

    def __init__(self) -> None:
        self._tempo: tuple[float, float] = (120.0, self.QUARTER_NOTE)
        self._signature, self._key = (4, 4), 0

    def time_signature(self, top: int | None = None, bottom: int | None = None) -> tuple[int, int]:
        """Set how many beats a measure has and which note is one, or return it."""
        if top is not None:
            self._signature = (top, bottom or top)
        return self._signature

    def key_signature(self, key: int | None = None) -> int:
        """Set the sharps (+) or flats (-), or return them."""
        if key is not None:
            self._key = key
        return self._key

    def tempo(self, tempo: float | None = None, note_value: float = QUARTER_NOTE) -> tuple[float, float]:
        """Set how many of these notes a minute has, or return it."""
        if tempo is not None:
            self._tempo = (tempo, note_value)
        return self._tempo

    def beat(self, beat: float) -> float:
        """Return the seconds of a note."""
        per_minute, note = self._tempo
        return 60.0 / per_minute * beat / note

    def note(self, note: str | int, natural: bool = False) -> float:
        """Return the hertz of a note by its name, such as "C4", or by its number in MIDI."""
        if isinstance(note, str):
            if note not in self.NOTES:
                raise ValueError(f"Note {note} not found, note must in Music.NOTES")
            note = self.NOTES.index(note)
        number = note if natural else note + self._key
        return A4_HZ * 2 ** ((number - A4_NUMBER) / 12)

    def sound_play(self, filename: str, volume: float | None = None) -> None:
        """Play a file to its end."""
        mixer.Sound(filename).play()
        sleep(mixer.length_s(filename))

    def sound_play_threading(self, filename: str, volume: float | None = None) -> None:
        """Play a file while the program goes on."""
        switched_on.board().threads.start(partial(self.sound_play, filename, volume), "robot_hat.music")

    def sound_length(self, filename: str) -> float:
        """Return the seconds of a file."""
        return mixer.length_s(filename)

    def music_play(self, filename: str, loops: int = 1, start: float = 0.0, volume: float | None = None) -> None:
        """Begin a file while the program goes on, so many times, 0 for ever."""
        mixer.music.load(filename)
        mixer.music.play(loops - 1 if loops else -1)

    def music_stop(self) -> None:
        """End it."""
        mixer.music.stop()

    def music_pause(self) -> None:
        """Hold it."""
        mixer.music.pause()

    def music_resume(self) -> None:
        """Go on with it."""
        mixer.music.unpause()

    music_unpause = music_resume

    def music_set_volume(self, value: float) -> None:
        """Set how loud it is, 0 to 100 %."""
        mixer.music.set_volume(value / 100)

    def play_tone_for(self, freq: float, duration: float) -> None:
        """Play a tone for so many seconds."""
        switched_on.board().sounds.play(f"{freq:.0f} Hz")
        sleep(duration)
