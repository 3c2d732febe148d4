"""The one visual language: colors that mean something, one font, icons. All that is seen uses it."""
