# guizero: a button toggles a lamp, a slider dims another, and a text shows a key each second.
from guizero import App, PushButton, Slider, Text
from gpiozero import LED, Button, PWMLED

lamp, dimmed, key = LED(17), PWMLED(18), Button(5)


def dim(value):
    dimmed.value = int(value) / 100


def look():
    state.value = "pressed" if key.is_pressed else "free"
    print(state.value)


app = App(title="Lamps")
state = Text(app, text="-")
button = PushButton(app, command=lamp.toggle, text="lamp")
slider = Slider(app, command=dim, start=0, end=100)
app.after(1500, button.tk.invoke)
app.after(2500, lambda: slider.tk.set(50))
state.repeat(1000, look)
app.display()
