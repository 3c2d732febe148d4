# A label that shows the climate each two seconds, and a thread that writes into another label; a key lights a lamp.
import threading
import time
import tkinter as tk

import adafruit_dht
import board
from gpiozero import LED, Button

sensor = adafruit_dht.DHT22(board.D4)
lamp, key = LED(17), Button(5)
window = tk.Tk()
climate, seconds = tk.StringVar(), tk.Label(window)
tk.Label(window, textvariable=climate, font=("Arial", 30)).pack()
seconds.pack()


def look():
    climate.set(f"{sensor.temperature:.0f} C {seconds['text']} {key_label['text']}")
    print(climate.get())
    window.after(2000, look)


def count():
    for number in range(10):
        seconds.config(text=str(number))
        time.sleep(1)


def pressed():
    lamp.on()
    key_label.config(text="pressed")


key_label = tk.Label(window, text="free")
key_label.pack()
key.when_pressed = pressed
threading.Thread(target=count, daemon=True).start()
window.after(500, look)
window.mainloop()
