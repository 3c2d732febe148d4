"""The rules that control.py names, one idea a file: read senses, memory, air, valve, faults, states in this order."""
