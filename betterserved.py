"""The command line: one thin command per stage, no logic."""
