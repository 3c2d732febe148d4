"""The rules that control.py names, one idea a file: senses, memory, air, valve, faults, steps, states."""
