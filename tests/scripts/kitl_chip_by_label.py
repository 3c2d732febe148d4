"""A library for many boards looks for the GPIO chip by its label, and whether its line is free."""

import gpiod

chip = gpiod.Chip("/dev/gpiochip0")
print(chip.get_info().label, chip.get_info().num_lines)
line = chip.line_offset_from_id("GPIO17")
print(line, chip.get_line_info(line).used)
request = chip.request_lines({line: gpiod.LineSettings(direction=gpiod.line.Direction.OUTPUT)}, consumer="lamp")
print(chip.get_line_info(line).used)
request.set_value(line, gpiod.line.Value.ACTIVE)
