from collections import deque
from signal import pause
from gpiozero import Button, OutputDevice


class Lock:
    CODE = ("A", "B", "A")

    def __init__(self):
        self.bolt = OutputDevice(13, active_high=False, initial_value=False)
        self.typed = deque(maxlen=len(self.CODE))
        self.keys = {"A": Button(5, pull_up=False), "B": Button(6, pull_up=False)}
        for key in self.keys.values():
            key.when_pressed = self.pressed

    def pressed(self, button):
        name = next(name for name, key in self.keys.items() if key is button)
        self.typed.append(name)
        print(name, f"on {button.pin}")
        if tuple(self.typed) == self.CODE:
            print("open")
            self.bolt.on()


lock = Lock()
pause()
