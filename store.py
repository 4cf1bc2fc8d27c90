"""The run folder: the only code that reads and writes runs/."""
