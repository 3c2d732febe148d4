"""Scenarios: named worlds with faults, what must hold in them, and how well a law does there.

A project brings them as `scenarios/*.toml`. `read` reads and checks a file, `play` runs it, `judge` compares what came
out with what was expected, `workers` plays many at once, `report` makes lines and a page of it.
"""
