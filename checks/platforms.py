"""Recognises the platforms behind a page. For reporting only: nothing may depend on it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from checks.memo import remembered
from checks.views import PageView, as_mapping

_READ = 400_000


@dataclass(frozen=True, slots=True)
class _Signs:
    """Marks of one platform: a pattern of host and path, strings of the markup, a pattern of headers."""

    name: str
    url: str = ""
    marks: tuple[str, ...] = ()
    headers: str = ""


# Marks are lower-case strings looked up in the lower-cased page: fifty regexes a page would be slow.
_PLATFORMS: tuple[_Signs, ...] = (
    _Signs(
        "LocalGov Drupal",
        marks=(
            "page-node-type-localgov",
            "lgd-container",
            "lgd-row",
            "lgd-teaser",
            "localgov_",
        ),
    ),
    _Signs(
        "Drupal",
        marks=(
            'content="drupal',
            "data-drupal-",
            "/sites/default/files/",
            "drupal-settings-json",
        ),
        headers="x-generator: drupal|x-drupal-",
    ),
    _Signs(
        "WordPress",
        url="/wp-content/|/wp-json/",
        marks=(
            "/wp-content/",
            "/wp-includes/",
            "wp-block-",
        ),
        headers="wp-json",
    ),
    _Signs(
        "Jadu CMS",
        url=r"^[^/]+/info/\d+/|/homepage/\d+/|/directory_record/|/site/custom_scripts/",
        marks=(
            "powered by jadu",
            "/site/custom_scripts/",
        ),
        headers="node: jadu",
    ),
    _Signs("Jadu XFP", url=r"/xfp/form/\d+", marks=("/xfp/form/",)),
    _Signs("Jadu Central", url=r"doitonline\.", marks=("jadu central",)),
    _Signs(
        "GOSS iCM",
        url=r"/article/\d+/|articleid=\d+|/apiserver/formsservice/",
        marks=(
            "powered by goss",
            "goss icm",
            "_pagesessionid",
            "/apiserver/formsservice/",
        ),
    ),
    _Signs(
        "Granicus AchieveForms",
        url=r"achieveservice\.com|/achieveforms/|firmstep\.com|/renderform|/fillform/",
        marks=(
            "fillform-frame-1",
            "/apibroker/",
            "achieveforms",
            "af-form-wrapper",
        ),
    ),
    _Signs(
        "Netcall Liberty Create",
        url=r"\.oncreate\.app|\.onmats\.com|/w/webpage/",
        marks=(
            "mats_content_wrapper",
            "data-ts_identifier",
            "listing_template_record",
        ),
    ),
    _Signs(
        "Netcall ebase",
        url="/ufs/",
        marks=(
            "data-ebv-desc",
            "/ufs/",
        ),
    ),
    _Signs(
        "Verint",
        url=r"verintcloudservices\.com|\.empro\.",
        marks=(
            "dform_widget",
            'id="dform_',
            "_kdf_ready",
        ),
    ),
    _Signs(
        "Salesforce Experience Cloud",
        url=r"/s/sfsites/|\.force\.com|\.my\.site\.com",
        marks=(
            "slds-",
            "/s/sfsites/",
            "lightning-button",
        ),
    ),
    _Signs(
        "Microsoft Power Pages",
        url=r"powerappsportals\.com",
        marks=(
            "entityformview",
            "powerappsportals",
            "content.powerapps.com",
        ),
    ),
    _Signs(
        "Syncfusion dashboard",
        url="/publicdashboard",
        marks=(
            "handler=searchpostcode",
            "e-list-item",
        ),
    ),
    _Signs(
        "Mendix",
        marks=(
            "mx-name-",
            "/mxclientsystem/",
        ),
    ),
    _Signs(
        "Liferay",
        marks=(
            "p_p_id=",
            "portlet-boundary",
            "liferay.themedisplay",
        ),
        headers="liferay-portal",
    ),
    _Signs(
        "FixMyStreet",
        url="fixmystreet",
        marks=(
            "js-reporting-page",
            "fixmystreet",
            'id="postcodeform"',
            'id="mapform"',
        ),
    ),
    _Signs("WasteWorks", url=r"/waste/\d+", marks=("waste-service-link",)),
    _Signs(
        "Whitespace",
        url=r"whitespacews\.com|/mop\.php",
        marks=(
            'id="waste-hint"',
            'id="scheduled-collections"',
        ),
    ),
    _Signs("iTouchVision", url="itouchvision", marks=("itouchvision",)),
    _Signs("IEG4", url=r"\.ieg4\.net", marks=(".ieg4.net",)),
    _Signs("MiPermit", url=r"mipermit\.com", marks=("mipermit.com",)),
    _Signs("Taranto", url="taranto"),
    _Signs("Chipside", url="chipside"),
    _Signs("RingGo", url="ringgo"),
    _Signs("PayByPhone", url="paybyphone"),
    _Signs("Idox Public Access", url="/online-applications/", marks=("simplesearchstring",)),
    _Signs(
        "NEC Northgate",
        url="/northgate/|publicaccess_live",
        marks=(
            "northgateis",
            "planningexplorer",
        ),
    ),
    _Signs("Citizen Access", url="citizenaccess|citizen-access"),
    _Signs("Synergy", url="citizenportal_live|/synergy", marks=("servelec",)),
    _Signs("ONE school admissions", url="ccsenterprise|ccscitizenportal"),
    _Signs("Abritas", url="abritas", marks=("abritas",)),
    _Signs("Home Connections", url="homeconnections", marks=("home connections",)),
    _Signs("Locata", url=r"\.locata\.", marks=("locata (housing services)",)),
    _Signs("Civica", url="civica", marks=("civica",)),
    _Signs("Pay360", url="pay360|capitapay|e-paycapita", marks=("pay360",)),
    _Signs("GOV.UK Pay", url=r"payments\.service\.gov\.uk"),
    _Signs("GOV.UK", url=r"^(www\.)?gov\.uk/|\.service\.gov\.uk/", marks=('name="govuk:',)),
    _Signs("Umbraco", url="/umbraco/", marks=("/umbraco/",), headers="umbraco"),
    _Signs("Contensis", marks=("contensis",), headers="contensis"),
    _Signs(
        "Squiz Matrix",
        url="/__data/assets/",
        marks=(
            "/__data/assets/",
            "squiz matrix",
        ),
        headers="squiz",
    ),
    _Signs(
        "SharePoint",
        url=r"/pages/[^/]+\.aspx|/sitepages/",
        marks=(
            "s4-workspace",
            "_layouts/15",
            "microsoft sharepoint",
        ),
        headers="microsoftsharepoint|sprequestguid",
    ),
    _Signs("EasySite", marks=("easysite",)),
    _Signs("TerminalFour", marks=("terminalfour",)),
    _Signs("ModernGov", url=r"/mg[a-z]+\.aspx|moderngov", marks=("moderngov",)),
    _Signs("Placecube", marks=("placecube",)),
    _Signs(
        "Victoria Forms",
        url="victoriaforms",
        marks=(
            "victoria forms",
            "victoriaforms",
        ),
    ),
    _Signs("Microsoft Forms", url=r"forms\.(office|microsoft)\.com|forms\.cloud\.microsoft"),
    _Signs("Google Forms", url=r"docs\.google\.com/forms|forms\.gle"),
    _Signs("SmartSurvey", url="smartsurvey", marks=("smartsurvey.co.uk",)),
    _Signs(
        "ASP.NET WebForms",
        marks=(
            'name="__viewstate"',
            "__dopostback(",
        ),
    ),
)
_COMPILED = tuple(
    (
        one.name,
        re.compile(one.url, re.I) if one.url else None,
        one.marks,
        re.compile(one.headers, re.I) if one.headers else None,
    )
    for one in _PLATFORMS
)
# Jadu's forms name their fields by a hash, and nothing else does.
_JADU_FIELD = re.compile(r'name="q[0-9a-f]{40}_\d+_\d+"')


def recognise(url: str, html: str, headers: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Return the names of the platforms whose marks this page bears, in a fixed order; often none or several.

    `headers` have lower-case names. Marks are hosts, paths, ids and classes of the products, never words of a
    council.
    """
    lines = "\n".join(f"{name}: {value}"[:500] for name, value in sorted((headers or {}).items()))
    return _recognise(url[:4000], html[:_READ], lines)


def recognise_page(page: PageView) -> tuple[str, ...]:
    """Return the platforms of a page and of the frames in it."""
    headers = {str(k): str(v) for k, v in as_mapping(page.http.get("headers")).items()}
    names = dict.fromkeys(recognise(page.url, page.html, headers))
    for url, html in page.frame_sources:
        names.update(dict.fromkeys(recognise(url, html)))
    return tuple(names)


@remembered(64)
def _recognise(url: str, html: str, headers: str) -> tuple[str, ...]:
    try:
        parts = urlsplit(url)
        address = f"{parts.hostname or ''}{parts.path}{'?' + parts.query if parts.query else ''}"[:2000]
    except ValueError:
        address = ""
    lower = html.lower()
    found = [
        name
        for name, in_url, marks, in_headers in _COMPILED
        if (in_url is not None and in_url.search(address))
        or any(mark in lower for mark in marks)
        or (in_headers is not None and in_headers.search(headers))
    ]
    if "Jadu XFP" not in found and _JADU_FIELD.search(lower):
        found.append("Jadu XFP")
    return tuple(found)
