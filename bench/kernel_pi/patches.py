"""What a copy of the kernel's gpio-sim and irq_sim is taught before they are compiled: see modules/pi_wires.h.

No kernel source stands here: each change names a function and one line of it, and says what follows that line. A
source that looks different is refused, so that a new kernel is never half patched.
"""

from __future__ import annotations

from typing import NamedTuple


class CannotPatch(Exception):
    """The kernel's source is not the one that these changes were written for."""


class Change(NamedTuple):
    """After `line` of `function` comes `addition`; with `instead` it takes the line's place."""

    function: str
    line: str
    addition: str
    instead: bool = False


UNLOCK = "mutex_unlock(&chip->lock);"
NOTE_MANY = """{
		unsigned int i;

		for_each_set_bit(i, mask, gc->ngpio)
			wire_note(i, 's', test_bit(i, bits));
	}"""
KEEP = """if (keep_outputs && !test_bit(offset, chip->direction_map)) {
		wire_note(offset, 'k', test_bit(offset, chip->value_map));
		mutex_unlock(&chip->lock);
		return;
	}"""

GPIO_SIM = (
    Change("gpio_sim_apply_pull", "set_pull:", "\twire_note(offset, 'p', value);"),
    Change(
        "gpio_sim_get",
        "ret = !!test_bit(offset, chip->value_map);",
        "if ((int)offset == dht_line && test_bit(offset, chip->direction_map))\n\t\tret = dht_level();",
    ),
    Change(
        "gpio_sim_get_multiple",
        UNLOCK,
        "if (dht_line >= 0 && test_bit(dht_line, mask) && test_bit(dht_line, chip->direction_map))\n"
        "\t\t__assign_bit(dht_line, bits, dht_level());",
    ),
    Change("gpio_sim_set", UNLOCK, "wire_note(offset, 's', value);"),
    Change("gpio_sim_set_multiple", UNLOCK, NOTE_MANY),
    Change("gpio_sim_direction_output", UNLOCK, "wire_note(offset, 'o', value);"),
    Change(  # an output that becomes an input is let go: the pull takes the wire
        "gpio_sim_direction_input",
        "mutex_lock(&chip->lock);",
        "if (!test_bit(offset, chip->direction_map))\n"
        "\t\t__assign_bit(offset, chip->value_map, test_bit(offset, chip->pull_map));",
    ),
    Change("gpio_sim_direction_input", UNLOCK, "wire_note(offset, 'i', test_bit(offset, chip->value_map));"),
    Change("gpio_sim_free", UNLOCK, "wire_note(offset, 'f', test_bit(offset, chip->value_map));"),
    Change("gpio_sim_free", "mutex_lock(&chip->lock);", KEEP),
    Change(
        "gpio_sim_set_config",
        "struct gpio_sim_chip *chip = gpiochip_get_data(gc);",
        "\n\tif (held >> offset & 1)\n\t\treturn 0;",
    ),
    Change("gpio_sim_sysfs_pull_store", "int ret, pull;", "\n\theld |= 1UL << line_attr->offset;"),
    # Debian's kernel has 64 interrupts, all marked as taken: free those that nobody uses, or no line gives edges.
    Change(
        "gpio_sim_init",
        "int ret;",
        '\n\tirq_free_descs(32, 32);\n\tproc_create("pi_wires", 0666, NULL, &wire_log_ops);',
    ),
)
IRQ_SIM = (
    Change(  # the direct way is not exported to modules
        "irq_sim_handle_irq", "handle_simple_irq(irq_to_desc(irqnum));", "generic_handle_irq(irqnum);", instead=True
    ),
    Change(  # at once, not at the kernel's next tick of 10 ms, where two edges of a line would become one
        "irq_sim_set_irqchip_state",
        "irq_work_queue(&irq_ctx->work_ctx->work);",
        "irq_sim_handle_irq(&irq_ctx->work_ctx->work);",
        instead=True,
    ),
)
DECLARED = "static void irq_sim_handle_irq(struct irq_work *work);\n"


def patched(text: str, changes: tuple[Change, ...]) -> str:
    """The source with all changes. Raises CannotPatch."""
    for change in changes:
        start = _definition(text, change.function)
        end = text.find("\n}\n", start)
        body = text[start:end]
        if body.count(change.line) != 1:
            raise CannotPatch(f"{change.function}: {body.count(change.line)} times {change.line!r}")
        new = change.addition if change.instead else f"{change.line}\n\t{change.addition}"
        text = text[:start] + body.replace(change.line, new) + text[end:]
    return text


def _definition(text: str, function: str) -> int:
    """Where the function's body begins: its name at the start of a definition, not a call."""
    at = text.find(f"{function}(")
    while at >= 0:
        line_start = text.rfind("\n", 0, at) + 1
        opening, semicolon = text.find("{", at), text.find(";", at)
        if not text[line_start].isspace() and opening < semicolon:
            return at
        at = text.find(f"{function}(", at + 1)
    raise CannotPatch(f"no function {function}")


def gpio_sim(text: str) -> str:
    """gpio-sim.c with a logic analyzer, outside pulls and a DHT22. Raises CannotPatch."""
    own = '#include "gpiolib.h"\n'
    if text.count(own) != 1:
        raise CannotPatch(f"gpio-sim.c: {text.count(own)} times {own!r}")
    return patched(text.replace(own, f'{own}#include "pi_wires.h"\n'), GPIO_SIM)


def irq_sim(text: str) -> str:
    """irq_sim.c as a part of the same module: nothing of it is exported. Raises CannotPatch."""
    last = "#include <linux/slab.h>\n"
    if text.count(last) != 1:
        raise CannotPatch(f"irq_sim.c: {text.count(last)} times {last!r}")
    return patched(text.replace(last, last + DECLARED), IRQ_SIM).replace("EXPORT_SYMBOL_GPL", "//EXPORT_SYMBOL_GPL")


def as_module(text: str) -> str:
    """A file that the kernel builds in, with what a module must say of itself."""
    first = text.index("#include")
    return f'{text[:first]}#include <linux/module.h>\n{text[first:]}\nMODULE_LICENSE("GPL");\n'
