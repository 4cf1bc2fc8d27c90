"""The tool with scripts switched off in its browser: `python -m benchmarks.noscript crawl ...` (part noscript of safety.py)."""

from __future__ import annotations

from betterserved import app
from crawler.screen import Screen

if __name__ == "__main__":
    Screen.scripts = False
    app()
