# A quiz: the green LED for a right answer, the red one for a wrong one.
from time import sleep
from gpiozero import LED

green, red = LED(23), LED(24)
questions = {"7 x 8 = ": "56", "Capital of Viet Nam: ": "hanoi", "2 + 2 = ": "4"}
points = 0

name = input("Your name: ")
for question, right in questions.items():
    lamp = green if input(question).strip().lower() == right else red
    points += lamp is green
    lamp.on()
    sleep(1)
    lamp.off()
print(f"{name}, you have {points} points.")
