"""Every rule of our own, in one tuple: documentation, EARL and the benches read it."""

from __future__ import annotations

from checks.accessibility import (
    forms,
    keyboard,
    links,
    marks,
    pdf,
    phone,
    pictures,
    pointer,
    tables,
    texts,
    titles,
)
from checks.accessibility.model import Rule

_JUDGES = (texts, titles, links, tables, pictures, forms, marks, phone, keyboard, pointer, pdf)
RULES: tuple[Rule, ...] = tuple(
    sorted((rule for judge in _JUDGES for rule in judge.RULES), key=lambda rule: rule.id)
)
