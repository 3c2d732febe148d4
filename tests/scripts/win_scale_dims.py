# A slider dims a lamp; who closes the program with Ctrl-C finds it dark.
from tkinter import HORIZONTAL, Scale, Tk

import RPi.GPIO as GPIO

GPIO.setmode(GPIO.BCM)
GPIO.setup(18, GPIO.OUT)
dimmer = GPIO.PWM(18, 500)
dimmer.start(0)

window = Tk()
slider = Scale(window, from_=0, to=100, orient=HORIZONTAL, command=lambda value: dimmer.ChangeDutyCycle(float(value)))
slider.pack()
window.after(1000, slider.set, 25)
window.after(2000, slider.set, 75)
try:
    window.mainloop()
finally:
    print("dark")
    dimmer.stop()
    GPIO.cleanup()
