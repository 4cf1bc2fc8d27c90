"""Probes measure a rendered page; what the numbers mean is decided in `checks`."""
