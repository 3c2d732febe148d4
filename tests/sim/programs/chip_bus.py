"""One chip on a board of its own, spoken to byte by byte."""

from devices import WiredPart
from sim.programs.parts.catalog import KINDS
from sim.programs.plugging.worlds import Felt, Still
from sim.virtual_pi import VirtualPi


class Bus:
    """One chip on a board of its own."""

    def __init__(self, kind, **felt):
        self.pi = VirtualPi()
        self.felt = Felt(Still())
        self.set(**felt)
        options = {"address": KINDS[kind].addresses[0]}
        self.chip = KINDS[kind].chip(self.pi, WiredPart("part", kind, options), self.felt, {})
        self.address = options["address"]
        self.said = []
        self.chip.on_remark = lambda message: self.said.append(message.key)

    def set(self, **felt):
        self.felt.update({f"part_{name}": value for name, value in felt.items()})

    def write(self, *data):
        self.pi.i2c.writeto(self.address, bytes(data))

    def read(self, count, *sent):
        found = bytearray(count)
        if sent:
            self.pi.i2c.writeto_then_readfrom(self.address, bytes(sent), found)
        else:
            self.pi.i2c.readfrom_into(self.address, found)
        return bytes(found)
