# A siren with pygame's mixer beside a blinking lamp; nothing is heard, and it takes its time.
import os
import time
import wave

os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"
import pygame
from gpiozero import LED

with wave.open("siren.wav", "wb") as sound:
    sound.setnchannels(1)
    sound.setsampwidth(1)
    sound.setframerate(8000)
    sound.writeframes(bytes(20000))

lamp = LED(17)
pygame.mixer.init()
pygame.mixer.music.load("siren.wav")
pygame.mixer.music.play()
start = time.time()
clock = pygame.time.Clock()
while pygame.mixer.music.get_busy():
    lamp.toggle()
    clock.tick(2)
lamp.off()
print("%.1f s" % (time.time() - start), pygame.mixer.Sound("siren.wav").get_length())
