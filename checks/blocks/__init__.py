"""Blocks of questions that are asked of some surveys only and scored apart, a module each.

A module has `TITLE` and `asked_of(council, applies)`; its name is the prefix of its questions' ids.
"""
