"""Recognises bot gates: pages that stand in the way instead of the council's own page."""

from __future__ import annotations

import re
from collections.abc import Mapping

# A gate's page says little; a council's page that merely carries a gate's script says a lot.
STUB_TEXT = 1500
# Even counted in scripts and comments, no gate has as many links as an ordinary page.
MANY_LINKS = 40
_READ = 300_000
_MARKS_READ = 60_000

_HEADER_SIGNS: tuple[tuple[str, str, str], ...] = (
    ("cf-mitigated", r"challenge|block", "Cloudflare challenge"),
    ("x-amzn-waf-action", r"challenge|captcha|block", "AWS WAF challenge"),
    ("x-datadome", r"protected|captcha", "DataDome challenge"),
)
_BODY_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.I))
    for name, pattern in (
        (
            "Cloudflare challenge",
            r"_cf_chl|cf-challenge|challenge-platform/h/|cf-browser-verification|<title>\s*just a moment|"
            r"attention required!\s*\|\s*cloudflare|cf-error-details",
        ),
        ("Imperva gate", r"pardon our interruption|_incapsula_resource|"
        r"incapsula incident id|imperva.{0,40}incident|"
        r"visid_incap.{0,80}iframe"),
        ("Azure Front Door block", r"the request is blocked\.|azure front door.{0,200}(blocked|reference)"),
        ("Akamai block", r"access denied.{0,600}reference\s*(?:#|&#35;)|errors\.edgesuite\.net"),
        ("AWS WAF challenge", r"awswafintegration|gokuprops|awswafcaptcha"),
        ("DataDome challenge", r"captcha-delivery\.com"),
        ("PerimeterX challenge", r"px-captcha|_pxappid|perimeterx"),
        ("Sucuri block", r"sucuri website firewall"),
        ("F5 block", r"the requested url was rejected\.? please consult with your administrator"),
        ("Akamai challenge", r"/_sec/(cp_challenge|verify)|ak_bmsc.{0,200}challenge"),
        ("Kasada challenge", r"\bkpsdk"),
        ("Radware gate", r"radware (bot manager|captcha)|perfdrive\.com"),
        ("FortiWeb block", r"web page blocked!|fortiguard|fortiweb"),
        ("Barracuda block", r"barracuda (networks|web application)|bnsec"),
        ("web application firewall", r"web application firewall|access to this (page|site) (has been|was|is) "
        r"(denied|blocked)|you have been blocked|request unsuccessful\. incident|your (request|"
        r"access) (has been|was) "
        r"(blocked|denied)|mod_security"),
        (
            "browser check",
            r"checking (your browser|if the site connection is secure)|verif(y|ying) (that )?you are (a "
            r")?human|"
            r"are you a robot\?|i['’]?m not a robot|human verification|one moment, please|robot check|"
            r"please (wait|hold on) while we (check|verify)|security check (to|before)|please "
            r"(complete|solve) the (captcha|security check)|unusual (traffic|"
            r"activity) from|"
            r"enable javascript and cookies to continue|ddos protection by|bot protection",
        ),
    )
)  # fmt: skip
_CAPTCHA = re.compile(r"g-recaptcha|h-captcha|hcaptcha\.com|cf-turnstile|friendlycaptcha|mtcaptcha", re.I)
_ASKS = re.compile(
    r"<(textarea|select)\b|<input\b(?![^>]*type\s*=\s*['\"]?(hidden|submit|button|image))", re.I
)
_SILENT = re.compile(r"<(script|style|noscript|svg|template|head)\b|<!--", re.I)
_TAG = re.compile(r"<[^<>]{0,2000}>")


def bot_gate(status: int | None, headers: Mapping[str, str], html: str) -> str | None:
    """Return the gate's name if this response is a gate and not the page asked for, else None.

    `headers` have lower-case names. 401, 403, 407, 429 and 451 refuse us whatever their page says; 200 and
    5xx are gates only if the page is a stub with a gate's marks. A CAPTCHA inside a form is no gate.
    """
    for name, pattern, gate in _HEADER_SIGNS:
        if re.search(pattern, str(headers.get(name, "")), re.I):
            return gate
    named = _marks(html)
    if named:
        return named
    if status in (401, 403, 407, 429, 451):
        return f"HTTP {status}"
    return None


def _marks(html: str) -> str | None:
    page = html[:_READ]
    if not page.strip() or page.count("<a ") > MANY_LINKS:
        return None
    found = next((name for name, pattern in _BODY_SIGNS if pattern.search(page[:_MARKS_READ])), None)
    captcha = found is None and _CAPTCHA.search(page[:_MARKS_READ])
    if not found and not captcha:
        return None
    shown = _spoken(page)
    text = " ".join(_TAG.sub(" ", shown).split())
    if len(text) > STUB_TEXT or len(re.findall(r"<a\b", shown, re.I)) > 12 or _ASKS.search(shown):
        return None
    if found:
        return found
    return (
        "CAPTCHA"
        if len(text) < 600 and not re.search(r"<main\b|<h1\b.{0,200}<p\b", shown, re.I | re.S)
        else None
    )


def _spoken(html: str) -> str:
    """Return the markup without scripts, styles and comments, in one pass."""
    kept: list[str] = []
    lower = html.lower()
    at = 0
    while (match := _SILENT.search(html, at)) is not None:
        kept.append(html[at : match.start()])
        closing = f"</{match.group(1).lower()}" if match.group(1) else "-->"
        end = lower.find(closing, match.end())
        if end < 0:
            return " ".join(kept)
        at = end + len(closing)
    return " ".join([*kept, html[at:]])
