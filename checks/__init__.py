"""Decides what is true: pure functions of evidence. No network, browser, disk or clock."""
