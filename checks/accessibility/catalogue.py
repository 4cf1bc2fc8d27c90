"""Every rule of our own, in one tuple: documentation, EARL and the benches read it."""

from __future__ import annotations

from checks.accessibility import forms, links, marks, phone, pictures, tables, texts
from checks.accessibility.model import Rule

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            *texts.RULES,
            *links.RULES,
            *tables.RULES,
            *pictures.RULES,
            *forms.RULES,
            *marks.RULES,
            *phone.RULES,
        ),
        key=lambda rule: rule.id,
    )
)
