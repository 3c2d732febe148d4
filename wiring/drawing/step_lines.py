"""What to do in a step, in words: a line for each wire, to be ticked."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from devices import Message, Wiring
from devices.header import physical_pin
from wiring.build import LED, MOSFET
from wiring.drawing import words as w
from wiring.drawing.meters import Meter, is_backwards, meter_in, meters, source_of
from wiring.drawing.module import Module, Stage, modules, rail_of
from wiring.drawing.pen import ohms
from wiring.drawing.sheet import mark_of
from wiring.drawing.supply import word_of

INA219_BRIDGES = {0x41: "A0", 0x44: "A1", 0x45: "A0 + A1"}  # SBOS448, table 1: joined with VS+, or left open
Translate = Callable[[str], str]


class Lines:
    """Writes the lines of a part's step in one language."""

    def __init__(self, wiring: Wiring, names: Mapping[str, str], translate: Translate) -> None:
        self.wiring, self.names, self.translate = wiring, names, translate
        self.modules = modules(wiring, dict(names))

    def say(self, message: Message) -> str:
        """A sentence in the reader's language."""
        return message.render(self.translate)

    def ends_of(self, meter: Meter) -> tuple[str, str]:
        """Where Vin+ and Vin− of a meter go, in words."""
        source = source_of(meter, self.wiring)
        if source is not None:
            ends = (self.say(w.THE_RAIL(rail="12V")), self.say(w.PLUS_OF(part=word_of(source, self.translate))))
            return ends if is_backwards(source) else (ends[1], ends[0])
        part = next((each for each in self.modules if each.part.name == meter.wire), None)
        if part is None:
            return ("?", "?")
        if part.has_load:
            out = "OUT+" if part.carrier == MOSFET else "NO"
            return self.say(w.TERMINAL_OF(terminal=out, part=part.name)), self.say(w.PLUS_OF(part=part.name))
        supply = "5V" if part.kind.supply_v == 5.0 else "3V3"
        return self.say(w.THE_RAIL(rail=supply)), self.say(w.TERMINAL_OF(terminal=supply, part=part.name))

    def of(self, module: Module, stage: Stage = Stage.WHOLE) -> list[str]:
        """What to do for a part, at most six lines."""
        lines = self._to_the_rails(module, stage)
        for name, gpio in module.gpios.items() if stage is not Stage.LOAD else ():
            if name == "S" and module.carrier == LED:
                value = ohms(float(module.part.build.get("resistor_ohm", 0)))
                lines = [self.say(w.LED_RESISTOR(pin=physical_pin(gpio), gpio=f"GPIO{gpio}", ohms=value))]
            else:
                lines.append(self.say(self._to_pin(module, name, gpio)))
        if stage is Stage.SIGNAL and module.has_load:
            return lines
        return lines + [self.say(each) for each in self._in_between(module)]

    def _to_the_rails(self, module: Module, stage: Stage) -> list[str]:
        """One line a rail, however many terminals go there. A supply that is measured goes through its meter."""
        by_rail: dict[str, list[str]] = {}
        for name in (*module.left, *module.right):
            if rail_of(module, name) and stage.has(name):
                by_rail.setdefault(rail_of(module, name), []).append(name)
        meter = None if module.has_load or module.heats else meter_in(self.wiring, module.part.name)
        lines = []
        for name, ends in by_rail.items():
            if meter is not None and name in ("3V3", "5V"):
                lines.append(self.say(self._measured(module, meter, name)))
            else:
                lines.append(self.say(w.TO_RAIL(terminal=", ".join(ends), rail=name)))
        return lines

    def _measured(self, module: Module, meter: Meter, terminal: str) -> Message:
        """The line of a wire with a meter in it: in this step, or in the meter's own when that comes later."""
        if self._is_later(meter.name, module.part.name):
            return w.LATER(terminal=terminal, meter=self.names.get(meter.name, meter.name))
        plus, minus = self.ends_of(meter)
        return w.METER_ENDS(plus=plus, minus=minus)

    def _is_later(self, name: str, than: str) -> bool:
        order = [part.name for part in self.wiring.parts]
        return order.index(name) > order.index(than)

    def _to_pin(self, module: Module, name: str, gpio: int) -> Message:
        pin, gpio_name, build = physical_pin(gpio), f"GPIO{gpio}", module.part.build
        if name == "S" and not module.heats and "divider_ohm" in build:
            upper, lower = build["divider_ohm"]
            return w.PIN_DIVIDER(terminal=name, upper=ohms(upper), lower=ohms(lower), pin=pin, gpio=gpio_name)
        if name == "S" and not module.heats and mark_of(module):
            value = ohms(float(build.get("pull_up_ohm", module.part.electrical.get("pull_up_ohm", 0))))
            return w.PIN_PULLED_UP(terminal=name, ohms=value, pin=pin, gpio=gpio_name)
        return w.TO_PIN(terminal=name, pin=pin, gpio=gpio_name)

    def _in_between(self, module: Module) -> list[Message]:
        """The converter's input, the meter's wire, the load and what stands in its wire."""
        if module.heats:
            return [w.HEATER(sensor=module.name)]
        lines: list[Message] = []
        if module.role == "analog":
            lines += self._to_input(module)
        meter = meters(self.wiring).get(module.part.name)
        if meter is not None:
            bridges = INA219_BRIDGES.get(int(module.part.options.get("address", 0x40)), "")
            if bridges:
                lines.append(w.SOLDER(address=f"0x{module.part.options['address']:02X}", bridges=bridges))
            part = next((each for each in self.modules if each.part.name == meter.wire), None)
            if part is not None and self._is_later(meter.name, part.part.name):
                plus, minus = self.ends_of(meter)
                lines.append(w.METER_ENDS(plus=plus, minus=minus))
        if module.has_load:
            lines.append(self._load_line(module))
        if module.part.build.get("diode"):
            lines.append(w.DIODE(load=module.name))
        return lines

    def _to_input(self, module: Module) -> list[Message]:
        build, options = module.part.build, module.part.options
        adc = str(options.get("on", "?"))
        ends = {"terminal": "AO", "input": f"A{options.get('channel', 0)}", "adc": self.names.get(adc, adc)}
        pair = build.get("divider_ohm")
        if pair:
            return [w.THROUGH_DIVIDER(**ends, upper=ohms(pair[0]), lower=ohms(pair[1]))]
        if not mark_of(module):
            return [w.TO_INPUT(**ends)]
        value = build.get("pull_up_ohm", options.get("series_ohm", 10_000))
        return [w.TO_INPUT(**ends), w.PULLED_UP(ohms=ohms(float(value)), terminal="AO")]

    def _load_line(self, module: Module) -> Message:
        mosfet = module.carrier == MOSFET
        ends = {"terminal": "OUT+" if mosfet else "NO", "load": module.name, "minus": "OUT−" if mosfet else "GND"}
        between = [
            word_of(each, self.translate)
            for each in self.wiring.passive
            if each.options.get("in_wire_of") == module.part.name
        ]
        meter = meter_in(self.wiring, module.part.name)
        if meter is not None and self._is_later(meter.name, module.part.name):
            return w.LOAD_LATER(**ends, meter=self.names.get(meter.name, meter.name))
        if meter is not None:
            called = self.names.get(meter.name, meter.name)
            between.insert(0, self.say(w.THROUGH_METER(first="Vin+", second="Vin−", meter=called)))
        return w.LOAD_THROUGH(**ends, switch=" → ".join(between)) if between else w.LOAD(**ends)
