"""Any Raspberry Pi program on the virtual board, unmodified: what it asks for is plugged in while it runs.

`script.run_script` is the way in. Nothing of a run stays behind in the process.
"""
