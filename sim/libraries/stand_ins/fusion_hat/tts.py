"""Stand-in for `fusion_hat.tts`: whatever voice it is, what it says is told."""

from sim.libraries.stand_ins.robot_hat.tts import TTS

__all__ = ["TTS", "Espeak", "Pico2Wave", "Piper"]
Espeak = Pico2Wave = Piper = TTS
