"""The fixture as pupils get it. Imported by name, so that it is here whether highland is installed or not."""

from sim.programs.testing.plugin import virtual_pi

__all__ = ["virtual_pi"]
