"""Classic mistakes of wires and power, seen while a pupil's program runs on the virtual Pi.

`Lint(board)` watches the wires and changes nothing on them. Each rule is a few lines in one of the files here, grouped
by what it looks at: how pins are counted, who holds a wire, the buses, PWM, loops that never sleep.
A rule speaks only when it is sure. The mistakes of wiring lists are in `wiring.check`.
"""

from sim.programs.lint.finding import Finding
from sim.programs.lint.lint import Lint
from wiring.checks import Severity

__all__ = ["Finding", "Lint", "Severity"]
