"""The live panel of `highland script --live`: what the board does, and all that can be pressed or moved."""
