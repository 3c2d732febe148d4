"""A project in its world: the plant behind the wires, the faults in between, and the run of it all."""
