"""Words by which the parts of an accessibility statement are known, after the regulations' model."""

from __future__ import annotations

import re

REGULATIONS = re.compile(
    r"public sector bodies \(websites and mobile applications\) ?\(no\.? ?2\) accessibility regulations "
    r"2018",
    re.I,
)
COMMITTED = re.compile(
    r"\b(?:is|are|am) committed to (?:making|ensuring|keeping)[^.]{0,80}\baccessible\b|wedi ymrwymo i", re.I
)
SCOPE = re.compile(
    r"\b(?:statement|it|this) (?:only )?(?:applies|relates|covers)\b(?: to)?|yn berthnasol i", re.I
)
OPTIONS = re.compile(
    r"accessibility (?:options|tools|help|features|settings)|text size|change (?:the )?(?:colours|font)", re.I
)
NAMED = re.compile(
    r"\b[\w-]+(?:\.[\w-]+)*\.(?:gov\.uk|org\.uk|co\.uk|com|org|uk|wales|cymru|scot|london|net)\b", re.I
)
VERSION = re.compile(
    r"(?:web content accessibility guidelines|WCAG)[^.]{0,40}?(?:version\s*)?\b(2\.[012])\b", re.I
)
AA = re.compile(r"\bAA\b(?!A)")
# The three statuses of the model statement, and what people write for them.
NOT_COMPLIANT = {
    "fully": re.compile(r"\bis fully compliant\b|\bfully (?:complies|compliant) with\b", re.I),
    "partially": re.compile(
        r"\bis (?:only )?part(?:ial)?ly compliant\b|\bpart(?:ial)?ly (?:complies|compliant) with\b", re.I
    ),
    "not": re.compile(
        r"\b(?:is|are) (?:not compliant|non-compliant)\b|\bdoes not comply with the web content\b", re.I
    ),
}
CRITERION = re.compile(r"(?<![\d.])([1-4]\.\d\.\d{1,2})(?![\d.]*\d)")
PREPARED = re.compile(
    r"\b(?:statement|it|this) was (?:first )?(?:prepared|published|written|created) (?:on|in)\b"
    r"|\bprepared on\b|paratowyd",
    re.I,
)
REVIEWED = re.compile(r"\b(?:last |was |next )?(?:reviewed|updated) (?:on|in)\b|adolygwyd", re.I)
TESTED = re.compile(
    r"\b(?:last |was |were )?(?:tested|audited|assessed)\b|\bthe test (?:was|were)\b|profwyd", re.I
)
FEEDBACK = re.compile(r"feedback|adborth", re.I)
CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b0\d{2,4}[ \d]{6,10}\b|\bcontact form\b|\bonline form\b", re.I
)
RESPONSE = re.compile(
    r"\b(?:within|in|take)\b[^.]{0,20}\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|fifteen"
    r"|twenty)\b(?: \w+)? "
    r"(?:(?:working|business|calendar) )?(?:hours?|days?|weeks?)\b",
    re.I,
)
BOARDS = {
    "gb": (
        re.compile(r"equality and human rights commission|\bEHRC\b", re.I),
        re.compile(r"equalityadvisoryservice\.com", re.I),
        "The Equality and Human Rights Commission",
    ),
    "ni": (
        re.compile(r"equality commission for northern ireland|\bECNI\b", re.I),
        re.compile(r"equalityni\.org", re.I),
        "The Equality Commission for Northern Ireland",
    ),
}
PLACEHOLDER = re.compile(
    r"\[(?:[^\]\n]{0,20}\b(?:name of|insert|enter|add|delete|your|date|organisation|website|describe|list"
    r"|include|state|month|year|email|phone)\b[^\]\n]{0,80}"
    r"|[a-z]+(?:/[a-z]+){1,3})\]|\bxx+\b[/ ]|\blorem ipsum\b|\bDD MM YYYY\b|<insert[^>]*>",
    re.I,
)
# Out of scope are live audio and video, recordings and office documents from before the dates of the
# regulations, maps and third-party content not paid for; these never are.
WRONGLY_OUT = re.compile(
    r"\b(?:all (?:our |of our )?(?:pdfs?|documents|forms|videos)|online forms|our (?:own )?forms|third[- "
    r"]party (?:forms|payment|services) that we (?:buy|pay|use)|the (?:colours?|contrast)|images? "
    r"without)\b[^.]{0,60}",
    re.I,
)
