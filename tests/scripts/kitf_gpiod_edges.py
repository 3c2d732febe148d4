# libgpiod: the numbers of the edges in version 2, waiting for edges and several lines at once in version 1.
import gpiod
from gpiod.line import Bias, Direction, Edge, Value

settings = gpiod.LineSettings(edge_detection=Edge.BOTH, bias=Bias.PULL_UP)
with gpiod.request_lines("/dev/gpiochip0", consumer="keys", config={(5, 6): settings}) as keys:
    seen = []
    while len(seen) < 4:
        seen += keys.read_edge_events()
    for event in seen:
        print(event.line_offset, event.event_type.name, event.global_seqno, event.line_seqno)
    keys.reconfigure_lines({6: gpiod.LineSettings(direction=Direction.OUTPUT, output_value=Value.ACTIVE)})

chip = gpiod.Chip("gpiochip0")
button = chip.get_line(13)
button.request(consumer="b", type=gpiod.LINE_REQ_EV_FALLING_EDGE, flags=gpiod.LINE_REQ_FLAG_BIAS_PULL_UP)
lamps = chip.get_lines([17, 27])
lamps.request(consumer="lamps", type=gpiod.LINE_REQ_DIR_OUT, default_vals=[1, 0])
print("at once", button.event_wait(sec=1))
event = button.event_read()
lamps.set_values([0, 1])
print("fell" if event.type == gpiod.LineEvent.FALLING_EDGE else "rose", event.source.offset())
print(lamps.get_values())
button.release()
lamps.release()
