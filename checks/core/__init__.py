"""The core block: questions asked in every survey, one module per view."""
