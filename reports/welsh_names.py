"""What a council is called in Welsh: the Welsh name of its place behind the Welsh word for its kind."""

from __future__ import annotations

from checks.model import Council, CouncilType
from reports.present import clip

# How its English name ends says what kind of council it is; one that is none of these is plainly a council.
_KINDS = (
    (" county borough council", "Cyngor Bwrdeistref Sirol"),
    (" county council", "Cyngor Sir"),
    (" city council", "Cyngor Dinas"),
)
_COUNCIL, _COUNTY = "Cyngor", "Sir "
LIMIT = 120


def in_wales(council: Council) -> bool:
    """Say whether *council* serves people in Wales."""
    return council.type is CouncilType.WELSH_UNITARY or council.nation == "Wales"


def welsh_place(council: Council) -> str:
    """Return the Welsh name of the council's place (or its full name), empty where the register has none."""
    return clip(council.extra.get("welsh_name", ""), LIMIT)


def welsh_name(council: Council) -> str:
    """Return the council's name in Welsh, or an empty text where the register gives no Welsh name.

    The register names places (`Caerffili`: Cyngor Bwrdeistref Sirol Caerffili), and may have a full name.
    """
    place = welsh_place(council)
    if not place or place.casefold().startswith(_COUNCIL.casefold()):
        return place
    name = council.name.casefold()
    kind = next((welsh for ending, welsh in _KINDS if name.endswith(ending)), _COUNCIL)
    # Sir Ddinbych has its county in its name already.
    if kind == "Cyngor Sir" and place.startswith(_COUNTY):
        kind = _COUNCIL
    return f"{kind} {place}"
