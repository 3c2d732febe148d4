from gpiozero import TonalBuzzer
from gpiozero.tones import Tone
from time import sleep

buzzer = TonalBuzzer(21)

tune = [("C4", 0.4), ("D4", 0.4), ("E4", 0.4), ("C4", 0.4), (None, 0.2), ("A4", 0.8)]

for note, beat in tune:
    if note is None:
        buzzer.stop()
    else:
        buzzer.play(Tone(note))
        print(note, round(buzzer.tone.frequency), "Hz")
    sleep(beat)

buzzer.stop()
