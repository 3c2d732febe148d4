# A photo trap: movement takes a picture with picamera2, a button one with picamera, the end one by the shell.
import os
from time import sleep

from gpiozero import Button, MotionSensor
from picamera import PiCamera
from picamera2 import Picamera2

pir, button = MotionSensor(4), Button(2)
camera = Picamera2()
camera.configure(camera.create_still_configuration(main={"size": (64, 48)}))
camera.start()
old = PiCamera()
old.resolution = (32, 24)
button.when_pressed = lambda: old.capture("button.png")
pir.wait_for_motion()
camera.capture_file("animal.png")
sleep(3)
os.system("libcamera-still -n -t 500 --width 16 --height 8 -o last.png")
for name in ("animal", "button", "last"):
    with open(f"{name}.png", "rb") as file:
        head = file.read(24)
    print(name, head[1:4].decode(), int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big"))
    os.remove(f"{name}.png")
