"""What kind of text or page something is: news, policy, figures, for businesses ... whatever the task."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlsplit

from checks.memo import remembered
from checks.signs import spoken

# Words of a link, a title or a heading that speak of the task without being the way to it.
# The figure is what is left of a score.
_OFF: tuple[tuple[str, float, re.Pattern[str]], ...] = tuple(
    (kind, keep, re.compile(pattern, re.I))
    for kind, keep, pattern in (
        (
            "news",
            0.25,
            r"\bnews(?:room|desk)?\b|\bpress (?:release|office)|\blatest updates?\b|\bnewyddion\b|"
            # The courts.
            r"\b(?:crackdown|convict(?:ed|ion)|prosecut\w+|sentenced|jailed|guilty|ordered to pay|fined|"
            r"caught|in court|(?:crown|county|magistrates['’]?) court)\b|"
            # Someone says, does or is told something: verbs of headlines, not of services.
            r"\b(?:urge[sd]?|unveil\w*|launch(?:es|ed)?|hail(?:s|ed)|praise[sd]|celebrates?|welcom(?:es|ed)|"
            r"warn(?:s|ed)|beware|remind(?:s|ed)|announc(?:es|ed)|reveal(?:s|ed)|pledg(?:es|ed)|"
            r"slam(?:s|med)|awarded|appeals for|calls for|says|wins)\b|"
            r"\b(?:residents|parents|drivers|motorists|householders|tenants|people|families) (?:are |being )?"
            r"(?:told|asked|urged|advised|warned|reminded|invited)\b|"
            # How much something has changed.
            r"\b(?:rises|soar(?:s|ed)|slump(?:s|ed)|surge[sd]|slash(?:es|ed)|halve[sd]|double[sd]|"
            r"treble[sd]|frozen (?:for|until|again)|record (?:high|low|number)|(?:up|down) by)\b|\bfrozen$|"
            r"\bby (?:a |an |one |two )?(?:half|third|quarter|fifth|tenth|per ?cent|\d+ ?%)|"
            # What is to be: not where one asks for it.
            r"^(?!(?:arrange|request|apply|ask|can|what|how|if|when|who|need|want)\b).*(?<!need )(?<!needs )"
            r"(?<!has )(?<!have )\bto be (?:\w{2,}ed|made|built|cut|paid|given)\b",
        ),
        (
            "policy",
            0.3,
            r"\b(?:polic(?:y|ies)|strateg(?:y|ies)|procedures?|action plan|framework|charter|service "
            r"standards?|"
            r"legislation|byelaws?|traffic regulation orders?|impact assessment|polisi|strategaeth)\b",
        ),
        (
            "figures",
            0.25,
            r"\b(?:statistics|figures|performance|annual report|data ?sets?|open data|by ward|how we spend|"
            r"spending|transparency|league table|ystadegau)\b|\b(?:20\d\d|"
            r"\d\d)\s*[/-]\s*(?:20)?\d\d\b.*\b(?:data|figures|report)\b",
        ),
        (
            "freedom of information",
            0.2,
            r"\bfreedom of information\b|\bfoi\b|\bdisclosure log\b|\brhyddid gwybodaeth\b",
        ),
        (
            "for businesses",
            0.3,
            r"\b(?:business(?:es)?|trade|traders?|commercial|compan(?:y|ies)|landlords?|contractors?|"
            r"organi[sz]ations?|employers?|busnes(?:au)?|masnachol)\b",
        ),
        (
            "jobs",
            0.15,
            r"\b(?:jobs?|vacanc(?:y|ies)|careers?|apprentice\w*|recruit\w*|salary|swyddi)\b|"
            r"\b(?:enforcement|support) officer\b",
        ),
        (
            "consultation",
            0.25,
            r"\bconsult(?:ation|ing)s?\b|\bproposed\b|\bhave your say\b|"
            r"\bsurvey\b|\bpetitions?\b|\bymgynghoriad\w*\b",
        ),
        (
            "small print",
            0.2,
            r"\bprivacy\b|\bdata protection\b|\bterms (?:and|&) conditions\b|\bterms of use\b|\bcookies?\b|"
            r"\baccessibility statement\b|\bpreifatrwydd\b",
        ),
        ("meetings", 0.2, r"\b(?:agenda|minutes|committee|cabinet|councillors?|scrutiny|decision notice)\b"),
        ("leaflet", 0.5, r"\b(?:leaflet|booklet|brochure|magazine|newsletter|poster)\b"),
        ("complaint", 0.5, r"\bcomplain(?:t|ts|ing)?\b|\bombudsman\b"),
    )
)

# Controls of a page's furniture: never a way to a task.
_FURNITURE = re.compile(
    r"^(?:skip (?:to|navigation)\b.*|(?:back|return) to (?:top|the top)\b.*|top|print(?: this)?(?: "
    r"page)?|print friendly|"
    r"share\b.*|tweet|facebook|twitter|x|instagram|linked ?in|youtube|whatsapp|email (?:this|a friend)\b.*|"
    r"(?:e-?mail|news|text) (?:alerts?|updates?)|rss\b.*|sitemap|site map|cookies?\b.*|privacy\b.*|"
    r"accessibility\b.*|"
    r"terms\b.*|copyright\b.*|legal\b.*|disclaimer|"
    r"(?:(?:leave|give|send|provide|share) )?(?:us )?(?:your |some )?feedback(?: (?:for|on|about|to)\b.*)?|"
    r"tell us what you think\b.*|was this (?:page )?helpful\b.*|yes|no|[1-5] "
    r"stars?|rate "
    r"this\b.*|"
    r"report (?:a |an )?(?:problem|issue|error|fault|mistake) (?:with|on) (?:this|the) (?:web "
    r"?)?(?:page|site)\b.*|"
    r"comment(?:s)? on this page|log ?out|sign ?out|subscribe\b.*|sign up (?:for|to)\b.*(?:news|alerts?|"
    r"bulletin|updates?).*|"
    r"english|cymraeg|translate\b.*|browse ?aloud|listen\b.*|increase text.*|decrease text.*|"
    r"(?:privacy|accessibility) statement|change (?:text|font) size|high contrast|text only|close|menu|"
    r"search|dismiss|ok|"
    r"accept\b.*|reject\b.*|manage (?:cookies|preferences)|hide\b.*message|webchat|live chat|chat\b.*)$",
    re.I,
)
_SHARE_HOST = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|linkedin|instagram|youtube|youtu|pinterest|whatsapp|tiktok|flickr|"
    r"nextdoor|addthis|"
    r"addtoany|sharethis|google|goo|bing|apple|microsoft|adobe|browsealoud|govdelivery|mailchimp|eepurl|"
    r"snapchat|threads|bsky)"
    r"\.(?:com|net|org|be|app|gl|co\.uk|gov\.uk|public\.govdelivery\.com)$",
    re.I,
)
_NEWS_PATH = re.compile(
    r"/(?:news\w*|press\w*|media-?(?:centre|release)\w*|latest-news|blogs?|newyddion)(?:/|$)",
    re.I,
)
_POLICY_PATH = re.compile(
    r"/(?:(?:polic(?:y|ies)|strateg(?:y|ies))(?:[-_]\w+){0,4}|plans-and-policies|council-policies)(?:/|$)",
    re.I,
)
_JOB_PATH = re.compile(r"/(?:jobs?|vacanc(?:y|ies)|careers?)(?:/|$)", re.I)
_FOI_PATH = re.compile(r"/(?:foi|freedom-of-information|disclosure-log)(?:/|-|$)", re.I)
_BUSINESS_PATH = re.compile(r"/(?:business(?:es)?|trade|commercial|for-business)(?:/|-|_|$)", re.I)
_DATED_PATH = re.compile(
    r"/(?:19|20)\d\d/(?:0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*/", re.I
)
_DOWNLOAD_PATH = re.compile(
    r"/(?:downloads?/(?:file|id)|media/\d+|documents?/s?\d+|__data/assets)(?:/|$)", re.I
)


@remembered(32768)
def off_kind(text: str) -> tuple[str, float]:
    """Return which decoy a short text is and what is left of its score: ("policy", 0.3); or ("", 1)."""
    for kind, keep, pattern in _OFF:
        if pattern.search(text):
            return kind, keep
    return "", 1.0


@remembered(32768)
def off_path(url: str) -> tuple[str, float]:
    """Return the same for an address."""
    path = path_of(url)
    for kind, keep, pattern in (
        ("news", 0.25, _NEWS_PATH),
        ("news", 0.3, _DATED_PATH),
        ("policy", 0.4, _POLICY_PATH),
        ("jobs", 0.15, _JOB_PATH),
        ("freedom of information", 0.2, _FOI_PATH),
        ("for businesses", 0.5, _BUSINESS_PATH),
        ("download", 0.4, _DOWNLOAD_PATH),
    ):
        if pattern.search(path):
            return kind, keep
    return "", 1.0


@remembered(16384)
def is_furniture(text: str) -> bool:
    """Say whether a control's text is that of the page's furniture: print, share, skip, cookies, feedback."""
    return bool(_FURNITURE.match(text.strip(" .:»›>…!")))


@remembered(4096)
def is_share_host(host: str) -> bool:
    """Say whether a host is a social network's or a tool's, which no council task is on."""
    return bool(_SHARE_HOST.search(host))


@remembered(32768)
def path_of(url: str) -> str:
    """Return the path of an address, decoded, in lower case."""
    try:
        return unquote(urlsplit(url).path).lower()
    except ValueError:
        return ""


# Last parts of a path that name no thing: what stands before them does.
_EMPTY_PART = re.compile(
    r"^(?:index|default|home|main|overview|introduction|intro|about|info|information|page|pages|form|"
    r"forms|report|"
    r"report-?it|(?:make|submit)-(?:a-|an-)?(?:report|request|application|payment)|apply|apply-?online|pay|pay-?online|online|start|how-to-(?:report|apply|pay)|how-to|"
    r"service|content|\d+)$"
)


@remembered(32768)
def path_words(url: str) -> str:
    """Return what an address says: `/waste/FlyTipping/report.aspx` gives "fly tipping report".

    The last speaking part of the path, with the one before it where it names no thing by itself, then the
    speaking values of the query (`?formid=MISSED_BIN`) and the part of the page meant (`#missed-bin`).
    """
    try:
        parted = urlsplit(url)
        values = [value for _, value in parse_qsl(parted.query)][:6]
    except ValueError:
        return ""
    path = _ENDING.sub("", unquote(parted.path))
    parts = [one for one in path.split("/") if re.search(r"[A-Za-z]{3}", one)]
    last = parts[-1:] if not parts or not _EMPTY_PART.match(parts[-1].lower()) else parts[-2:]
    said = [*last, *(one for one in values if len(one) <= 60 and _SPEAKING.match(one))]
    said += [one for one in parted.fragment[:120].split("/") if len(one) <= 60 and _SPEAKING.match(one)]
    return " ".join(filter(None, map(spoken, said)))[:200]


_ENDING = re.compile(r"\.(?:aspx?|php|html?|jsp|cfm|do|nsf|en|eb)$", re.I)
_SPEAKING = re.compile(r"^(?=.*[A-Za-z]{4})[A-Za-z][A-Za-z0-9]*(?:[-_ .][A-Za-z0-9]+)*$")
