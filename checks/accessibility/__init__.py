"""Accessibility: what is wrong on one page state, judged from what the probes measured (`page.flaws_of`)."""
