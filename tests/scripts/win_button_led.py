# A window with a button that switches a lamp; closing it lets go of the pin.
import tkinter as tk

from gpiozero import LED

lamp = LED(17)


def toggle():
    lamp.toggle()
    button.config(text="off" if lamp.is_lit else "on")


def close():
    lamp.close()
    window.destroy()


window = tk.Tk()
window.title("Lamp")
button = tk.Button(window, text="on", width=20, command=toggle)
button.pack()
window.protocol("WM_DELETE_WINDOW", close)
window.after(1000, button.invoke)
window.after(3000, button.invoke)
window.after(4000, close)
window.mainloop()
print("closed")
