# A turtle draws a square, and each side switches a lamp.
import turtle

from gpiozero import LED

lamp = LED(17)
pen = turtle.Turtle()
for _ in range(4):
    pen.forward(50)
    pen.left(90)
    lamp.toggle()
print(f"{abs(pen.xcor()):.0f} {abs(pen.ycor()):.0f}")
turtle.ontimer(turtle.bye, 1000)
turtle.done()
