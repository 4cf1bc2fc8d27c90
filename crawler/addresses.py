"""Which hosts belong to the public internet: literal addresses in every spelling, and names."""

from __future__ import annotations

import ipaddress
import unicodedata
from urllib.parse import unquote, urlsplit, urlunsplit

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_DEFAULT_PORTS = {"http": 80, "https": 443}

# Names that a public resolver never answers for (RFC 6761, RFC 6762, RFC 8375 and common practice).
_PRIVATE_SUFFIXES = (
    "localhost",
    "local",
    "localdomain",
    "internal",
    "intranet",
    "private",
    "corp",
    "home",
    "lan",
    "home.arpa",
)

# Dropped from hosts though they are marks, not format characters: grapheme joiner, variation selectors.
_DROPPED = frozenset("\u034f\u180b\u180c\u180d" + "".join(map(chr, range(0xFE00, 0xFE10))))

# IPv6 ranges that carry an IPv4 address inside: (network, bits to the right of the address).
_EMBEDDING = (
    (ipaddress.IPv6Network("::ffff:0:0/96"), 0),  # mapped
    (ipaddress.IPv6Network("::ffff:0:0:0/96"), 0),  # translated (RFC 2765)
    (ipaddress.IPv6Network("::/96"), 0),  # compatible, deprecated
    (ipaddress.IPv6Network("64:ff9b::/96"), 0),  # NAT64
    (ipaddress.IPv6Network("2002::/16"), 80),  # 6to4
)
_NEVER = (
    ipaddress.IPv4Network("0.0.0.0/8"),
    ipaddress.IPv4Network("100.64.0.0/10"),  # carrier-grade NAT (RFC 6598)
    ipaddress.IPv4Network("192.0.0.0/24"),
    ipaddress.IPv4Network("198.18.0.0/15"),
    ipaddress.IPv4Network("240.0.0.0/4"),
    ipaddress.IPv6Network("64:ff9b:1::/48"),  # local NAT64 (RFC 8215)
    ipaddress.IPv6Network("2001::/32"),  # Teredo
    ipaddress.IPv6Network("fec0::/10"),
)


def is_public(address: str | IPAddress) -> bool:
    """Say whether *address* is a unicast address of the public internet; False if it is no address."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.scope_id:
            return False
        for network, shift in _EMBEDDING:
            if ip in network:
                return is_public(ipaddress.IPv4Address((int(ip) >> shift) & 0xFFFFFFFF))
    if any(ip.version == network.version and ip in network for network in _NEVER):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_private)


def canonical_host(host: str) -> str:
    """Return *host* as a browser reads it: decoded, lower case, without brackets or a final dot.

    What cannot be seen goes too: soft hyphens, joiners and variation selectors (UTS 46).
    """
    host = unicodedata.normalize("NFKC", unquote(host)).replace("\u3002", ".")
    host = "".join(one for one in host if unicodedata.category(one) != "Cf" and one not in _DROPPED)
    return host.strip().strip("[]").rstrip(".").casefold()


def literal_address(host: str) -> IPAddress | None:
    """Return the address that *host* spells, or None for a name.

    IPv4 is read as the URL standard reads it: one to four parts, each decimal, octal (leading 0) or
    hexadecimal (leading 0x), the last filling what is left. Raises ValueError where the last label is a
    number but the whole is no address, which browsers refuse.
    """
    host = canonical_host(host)
    if ":" in host:
        return ipaddress.IPv6Address(host)
    parts = host.split(".")
    if not _is_number(parts[-1]):
        return None
    if len(parts) > 4 or not all(_is_number(part) for part in parts):
        raise ValueError(f"{host} ends in a number but is not an address")
    numbers = [_number(part) for part in parts]
    *first, last = numbers
    if any(number > 255 for number in first) or last >= 256 ** (5 - len(numbers)):
        raise ValueError(f"{host} is out of range")
    value = last
    for place, number in enumerate(first):
        value += number * 256 ** (3 - place)
    return ipaddress.IPv4Address(value)


def is_public_host(host: str) -> bool:
    """Say whether *host*, a name or an address as found in a URL, may be public; names are not resolved."""
    name = canonical_host(host)
    if not name:
        return False
    try:
        address = literal_address(name)
    except ValueError:
        return False
    if address is not None:
        return is_public(address)
    if "." not in name:
        return False
    return not any(name == suffix or name.endswith("." + suffix) for suffix in _PRIVATE_SUFFIXES)


def normal(url: str) -> str:
    """Return *url* as two lines of defence compare it: host in lower case, no default port, no fragment."""
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or ""), parts.port
    except ValueError:
        return ""
    host = f"[{host}]" if ":" in host else host
    scheme = parts.scheme.lower()
    netloc = host if port is None or port == _DEFAULT_PORTS.get(scheme) else f"{host}:{port}"
    return urlunsplit((scheme, netloc, parts.path or "/", parts.query, ""))


def _is_number(part: str) -> bool:
    if part[:2] == "0x":
        return all(c in "0123456789abcdef" for c in part[2:])
    return part.isascii() and part.isdigit()


def _number(part: str) -> int:
    if part[:2] == "0x":
        return int(part[2:] or "0", 16)
    if len(part) > 1 and part[0] == "0":
        return int(part, 8)
    return int(part)
