"""The rules that control.py names, one idea a file: read monitors, memory, produce, backwash, trips in this order."""
