"""Draws a page of the bank twice: as HTML in one of many makes, and as the facet a faithful probe would measure."""

from __future__ import annotations

import random
from collections.abc import Callable
from html import escape
from typing import Any

from tests.form_bank_maker import Act, Ask, Form, Page

Facet = dict[str, Any]
ADDRESS = "https://forms.example"
_SIDES = {
    "search": '<form role="search" action="/search"><label>Search <input type="search" name="q"></label><button>Search</button></form>',
    "newsletter": '<form method="post" action="/news"><h2>Newsletter</h2><label>Email <input type="email" name="email"></label><button>Sign up</button></form>',
    "feedback": '<form method="post" action="/rate"><p>Was this page useful?</p><label><input type="radio" name="r" value="y"> Yes</label><button>Send feedback</button></form>',
    "cookie": '<div id="cookie-banner"><form method="post" action="/cookies"><p>We use cookies</p><button>Accept all</button><button>Reject</button></form></div>',
    "login": '<form method="post" action="/login"><label>User name <input name="u"></label><label>Password <input type="password" name="p"></label><button>Log in</button></form>',
}


def html(form: Form, page: Page) -> str:
    """Return the page as a document; a control carries its truth in `data-truth`, which no probe reads."""
    chance = random.Random(f"html-{form.number}-{page.heading}")
    skin = _SKINS[form.skin]
    asks = "".join(skin(one, _inputs(one, chance), chance) for one in page.asks if not one.decoy)
    acts = "".join(_act_html(one, at) for at, one in enumerate(page.acts))
    acts = chance.choice(["<div class='row-{0}'>{1}</div>", "<p>{1}</p>", "{1}"]).format(
        chance.randint(1, 9), acts
    )
    rows = _rows_html(page, form.skin)
    captcha = (
        '<div class="g-recaptcha" data-sitekey="k" style="width:304px;height:78px"></div>'
        if page.captcha
        else ""
    )
    trap = '<div style="position:absolute;left:-9000px"><label for="hp">Leave this empty</label><input id="hp" name="website" tabindex="-1" autocomplete="off"></div>'
    inner = f'<input type="hidden" name="__token" value="t">{asks}{rows}{captcha}{trap if form.number % 4 == 0 else ""}{acts}'
    head, before = _progress_html(page, chance)
    texts = "".join(f"<p>{escape(one)}</p>" for one in page.texts)
    sides = "".join(_SIDES[one] for one in form.side if one != "cookie")
    top = _SIDES["cookie"] if "cookie" in form.side else ""
    owner = (
        f'<form method="post" action="/forms/{form.number}">{inner}</form>'
        if form.number % 11
        else f"<div>{inner}</div>"
    )
    return (
        f'<!doctype html><html lang="{form.language}"><head><base href="{ADDRESS}/"><title>{escape(page.heading)} - {escape(form.task)}</title></head><body>{top}'
        f'<header role="banner"><a href="/">Council</a>{_SIDES["search"] if "search" in form.side else ""}</header><main>{before}'
        f"{head}{texts}{owner}</main><footer>{sides.replace(_SIDES['search'], '')}<a href='/contact'>Contact us</a></footer></body></html>"
    )


def _field_html(ask: Ask) -> str:
    name, wanted = escape(ask.name), " required" if ask.required else ""
    if ask.kind == "textarea":
        return f'<textarea id="{name}" name="{name}"{wanted}></textarea>'
    return f'<input type="{ask.kind}" id="{name}" name="{name}"{wanted}>'


def _inputs(ask: Ask, chance: random.Random) -> str:
    """Return the question with its fields, its label tied or merely before it."""
    name, label = escape(ask.name), escape(ask.label)
    if ask.kind == "radio":
        choices = "".join(
            f'<div><input type="radio" id="{name}-{at}" name="{name}" value="{at}"><label for="{name}-{at}">{escape(one)}</label></div>'
            for at, one in enumerate(ask.choices)
        )
        return f"<fieldset><legend>{label}</legend>{choices}</fieldset>"
    if ask.kind == "select":
        options = "".join(
            f"<option value='{at}'>{escape(one)}</option>" for at, one in enumerate(ask.choices)
        )
        return f'<label for="{name}">{label}</label><select id="{name}" name="{name}"><option value="">-</option>{options}</select>'
    if ask.kind == "checkbox":
        return f'<label><input type="checkbox" name="{name}" value="1"> {label}</label>'
    if chance.random() < 0.15:
        return f"<label>{label} {_field_html(ask)}</label>"
    return f'<label for="{name}">{label}</label>{_field_html(ask)}'


def _govuk(ask: Ask, inner: str, chance: random.Random) -> str:
    return f'<div class="form-group">{inner}</div>'


def _bootstrap(ask: Ask, inner: str, chance: random.Random) -> str:
    return f'<div class="mb-{chance.randint(1, 5)} row"><div class="col">{inner}</div></div>'


def _table(ask: Ask, inner: str, chance: random.Random) -> str:
    if ask.kind in ("radio", "checkbox", "select"):
        return f"<table><tr><td colspan='2'>{inner}</td></tr></table>"
    return f"<table><tr><td>{escape(ask.label)}</td><td>{_field_html(ask)}</td></tr></table>"


def _soup(ask: Ask, inner: str, chance: random.Random) -> str:
    if ask.kind in ("radio", "checkbox", "select"):
        return f"<div><div>{inner}</div></div>"
    return f"<div><div><b>{escape(ask.label)}</b></div><div>{_field_html(ask)}</div></div>"


def _plain(ask: Ask, inner: str, chance: random.Random) -> str:
    return f"<p>{inner}</p>" if ask.kind != "radio" else inner


def _list(ask: Ask, inner: str, chance: random.Random) -> str:
    return f"<ul><li>{inner}</li></ul>"


_SKINS: dict[str, Callable[[Ask, str, random.Random], str]] = {
    "govuk": _govuk, "bootstrap": _bootstrap, "table": _table, "soup": _soup, "plain": _plain, "list": _list,
}  # fmt: skip


def _act_html(act: Act, at: int) -> str:
    words, truth = escape(act.words), "sends" if act.commits else act.role
    name = f' name="{escape(act.name)}"' if act.name else ""
    action = f' formaction="{escape(act.action)}"' if act.action else ""
    mark = f'data-truth="{truth}" data-at="{at}"'
    if act.make == "input":
        return f'<input type="submit" value="{words}"{name}{action} {mark}>'
    if act.make == "script":
        return f'<button type="button"{name} {mark}>{words}</button>'
    if act.make == "role":
        href = f' href="{escape(act.action)}"' if act.action else ' tabindex="0"'
        return f'<a role="button"{href} {mark}>{words}</a>'
    if act.make == "link":
        return f'<a href="{escape(act.action or "/forms/two")}" {mark}>{words}</a>'
    return f"<button{name}{action} {mark}>{words}</button>"


def _rows_html(page: Page, skin: str) -> str:
    if not page.rows:
        return ""
    change = ' <a href="/change">Change</a>' if page.changes else ""
    if skin == "table":
        return (
            "<table>"
            + "".join(
                f"<tr><th>{escape(a)}</th><td>{escape(b)}</td><td>{change}</td></tr>" for a, b in page.rows
            )
            + "</table>"
        )
    return (
        "<dl>" + "".join(f"<dt>{escape(a)}</dt><dd>{escape(b)}{change}</dd>" for a, b in page.rows) + "</dl>"
    )


def _progress_html(page: Page, chance: random.Random) -> tuple[str, str]:
    """Return the heading with its caption, and what stands before it: the list of stages and the bar."""
    shown, before = page.progress, ""
    if shown.stages:
        make = chance.choice(["aria", "class", "divs"])
        current = {
            "aria": ' aria-current="step"',
            "class": ' class="active"',
            "divs": ' class="stage is-current"',
        }[make]
        items = [
            (current if at == shown.at else (' class="done"' if at < shown.at else ""), escape(one))
            for at, one in enumerate(shown.stages)
        ]
        if make == "divs":
            before += (
                '<div class="form-progress">'
                + "".join(f"<div{mark}>{one}</div>" for mark, one in items)
                + "</div>"
            )
        else:
            holder = chance.choice(
                [
                    'ol class="progress-tracker"',
                    'ul class="wizard-steps"',
                    'ol class="stepper" aria-label="Progress"',
                ]
            )
            before += (
                f"<{holder}>"
                + "".join(f"<li{mark}>{one}</li>" for mark, one in items)
                + f"</{holder.split()[0]}>"
            )
    if shown.percent >= 0:
        before += f'<div role="progressbar" aria-valuenow="{shown.percent}" aria-valuemax="100" style="width:200px;height:9px"></div>'
    head = f"<h1>{escape(page.heading)}</h1>"
    if shown.count:
        caption = escape(shown.count)
        head = chance.choice(
            [
                f"<span>{caption}</span>{head}",
                f"{head}<p>{caption}</p>",
                f"<h2>{caption}</h2>{head}",
                f'<div class="progress-text">{caption}</div>{head}',
            ]
        )
    return head, before


def facet(form: Form, page: Page) -> Facet:
    """Return the facet `form-step` of a page, built from its description and not from its HTML."""
    at = 0 if form.number % 11 else -1
    action = f"{ADDRESS}/forms/{form.number}"
    fields = [one for ask in page.asks for one in _fields(ask, at)]
    if form.number % 4 == 0:
        fields.append({**_one("website", "text", "Leave this empty", at), "decoy": True, "visible": False})
    fields.append({**_one("__token", "hidden", "", at), "visible": False})
    controls = [_control(one, at, action) for one in page.acts]
    controls += [_aside_control() for one in form.side if one == "newsletter"]
    forms = [{"action": action, "method": "post", "place": "main"}] if at == 0 else []
    forms.append({"action": f"{ADDRESS}/news", "method": "post", "place": "footer"})
    progress = {
        "texts": [page.progress.count] if page.progress.count else [],
        "steps": [
            {"text": one, "current": place == page.progress.at, "done": place < page.progress.at}
            for place, one in enumerate(page.progress.stages)
        ],
        "bar": {"now": page.progress.percent, "max": 100, "text": ""} if page.progress.percent >= 0 else None,
    }
    return {
        "url": f"{ADDRESS}/forms/{form.number}",
        "title": f"{page.heading} - {form.task}",
        "lang": form.language,
        "headings": [{"level": 1, "text": page.heading}],
        "texts": list(page.texts),
        "forms": forms,
        "fields": fields,
        "controls": controls,
        "progress": progress,
        "summary": {"rows": len(page.rows), "changes": len(page.rows) if page.changes else 0},
        "errors": [],
        "captcha": ["div g-recaptcha"] if page.captcha else [],
        "payment": [],
        "maps": 0,
    }


def _one(name: str, kind: str, label: str, form: int) -> Facet:
    tag = kind if kind in ("textarea", "select") else "input"
    return {
        "form": form,
        "tag": tag,
        "type": kind,
        "name": name,
        "id": name,
        "label": label,
        "group": "",
        "visible": True,
        "place": "main",
    }


def _fields(ask: Ask, form: int) -> list[Facet]:
    if ask.kind == "radio":
        return [{**_one(ask.name, "radio", one, form), "group": ask.label} for one in ask.choices]
    one = {**_one(ask.name, ask.kind, ask.label, form), "required": ask.required}
    if ask.kind == "select":
        one["options"] = [
            {"value": "", "text": "-"},
            *({"value": str(at), "text": text} for at, text in enumerate(ask.choices)),
        ]
    return [one]


def _control(act: Act, form: int, action: str) -> Facet:
    kinds = {"button": "submit", "input": "submit", "script": "button"}
    anchor = act.make in ("link", "role")
    href = (act.action or ("/forms/two" if act.make == "link" else "")) if anchor else ""
    return {
        "form": form,
        "tag": "a" if anchor else ("input" if act.make == "input" else "button"),
        "type": kinds.get(act.make, ""),
        "role": "button" if act.make == "role" else "",
        "text": act.words or "",
        "drawn": act.words,
        "name": act.name,
        "value": act.words if act.make == "input" else "",
        "action": ""
        if anchor or form < 0
        else f"{ADDRESS}{act.action}"
        if act.action and act.make != "script"
        else action,
        "method": "" if anchor else "post",
        "href": f"{ADDRESS}{href}" if href else "",
        "visible": True,
        "disabled": False,
        "place": "main",
    }


def _aside_control() -> Facet:
    return {
        "form": 1,
        "tag": "button",
        "type": "submit",
        "text": "Sign up",
        "visible": True,
        "place": "footer",
    }
