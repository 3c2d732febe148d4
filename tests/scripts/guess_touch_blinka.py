import time
import board
import digitalio

touch = digitalio.DigitalInOut(board.D17)
touch.switch_to_input(pull=digitalio.Pull.UP)
for _ in range(4):
    print("touched" if touch.value else "-")
    time.sleep(1)
