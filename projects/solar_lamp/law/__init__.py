"""The rules of the solar lamp's law, one idea a file; control.py names them."""
