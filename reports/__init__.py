"""Decides what the facts are worth, and says so: scores, league tables, the site."""
