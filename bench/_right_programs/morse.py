from time import sleep

from gpiozero import Button, Buzzer

CODES = {"S": "...", "O": "---", "E": ".", "T": "-"}
buzzer = Buzzer(17)
button = Button(3)


def send(text):
    for letter in text:
        for sign in CODES.get(letter, ""):
            buzzer.on()
            sleep(0.1 if sign == "." else 0.3)
            buzzer.off()
            sleep(0.1)
        sleep(0.3)


while True:
    button.wait_for_press()
    send("SOS")
    sleep(0.5)
