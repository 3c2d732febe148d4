# libgpiod: version 2 for the lamp and the button, version 1 for the second lamp.
import time

import gpiod
from gpiod.line import Bias, Direction, Edge, Value

with gpiod.request_lines(
    "/dev/gpiochip0",
    consumer="lamp",
    config={
        17: gpiod.LineSettings(direction=Direction.OUTPUT, output_value=Value.ACTIVE),
        4: gpiod.LineSettings(
            direction=Direction.INPUT, bias=Bias.PULL_UP, edge_detection=Edge.FALLING, active_low=False
        ),
    },
) as lines:
    time.sleep(1)
    lines.set_value(17, Value.INACTIVE)
    print(lines.get_value(4), lines.wait_edge_events(10))
    for event in lines.read_edge_events():
        print(event.line_offset, event.event_type.name)
    print(lines.get_value(4))

chip = gpiod.Chip("gpiochip4")
lamp = chip.get_line(27)
lamp.request(consumer="blink", type=gpiod.LINE_REQ_DIR_OUT)
for level in (1, 0, 1):
    lamp.set_value(level)
    time.sleep(0.5)
lamp.release()
