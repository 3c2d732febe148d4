# A keypad scanned row by row. The example at the end has other wires than who imports this.
import RPi.GPIO as GPIO


class Pad:
    def __init__(self, rows, columns):
        self.rows, self.columns = rows, columns
        GPIO.setmode(GPIO.BCM)
        GPIO.setup(rows, GPIO.OUT, initial=GPIO.HIGH)
        GPIO.setup(columns, GPIO.IN, pull_up_down=GPIO.PUD_UP)

    def key(self):
        found = None
        for i, row in enumerate(self.rows):
            GPIO.output(row, GPIO.LOW)
            for k, column in enumerate(self.columns):
                if not GPIO.input(column):
                    found = "123A456B789C*0#D"[4 * i + k]
            GPIO.output(row, GPIO.HIGH)
        return found


if __name__ == "__main__":
    rows = [6, 13, 19, 26]
    columns = [12, 16, 20, 21]
    print(Pad(rows, columns).key())
