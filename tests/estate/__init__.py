"""The estate: fictional councils behind a forward proxy on loopback. See docs/estate.md."""

from .client import Estate

__all__ = ["Estate"]
