"""Modules that programs import under the names of CircuitPython's and Linux's hardware modules.

While a virtual Pi is switched on, `import board` finds `sim.wires.stands.board`, and so on for each file here.
"""
