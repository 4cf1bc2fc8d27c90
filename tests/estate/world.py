"""The estate as one thing that answers requests: councils, suppliers, national services, the ledger and the log."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import parse_qs, urlsplit

from markupsafe import Markup

from . import engines, outside, render, search, snares
from .bank import Bank
from .defects import plant, rows_for
from .files import download
from .forms import Form
from .hostile import BEHAVIOURS
from .model import Page, Request, Response, redirect
from .site import Site

CONTROL = "control.estate.example"
_STUB = "<!doctype html><html><head><title>Pardon our interruption</title><meta name=robots content=noindex></head><body><div id=c></div><script>/* checking */</script></body></html>"


class World:
    """Everything behind the proxy. Safe for use by many threads at once."""

    def __init__(self, bank: Bank) -> None:
        self.bank = bank
        self.sites: dict[str, Site] = {}
        self.by_slug: dict[str, Site] = {}
        for council in bank.councils.values():
            if not council.get("shares"):
                # A website of two councils is drawn with both names; each council is asked about by its own.
                names = {
                    "name": council.get("joint", council.name),
                    "short": council.get("joint_short", council.short),
                }
                site = Site(bank, replace(council, **names))
                self.sites[council.host] = self.by_slug[council.slug] = site
        for council in bank.councils.values():
            if council.get("shares"):
                self.by_slug[council.slug] = self.by_slug[council.get("shares")]
        self.ledger: list[dict[str, Any]] = []
        self.log: list[dict[str, Any]] = []
        self.run = ""
        self._lock = threading.Lock()
        self._visits: Counter[str] = Counter()
        self._drawn: dict[tuple[str, str, bool], str] = {}
        self.forms: dict[str, list[tuple[str, Form]]] = {}
        for site in self.sites.values():
            for form in site.forms.values():
                parts = urlsplit(form.url)
                base = parts.path + (f"?{parts.query}" if parts.query else "")
                self.forms.setdefault(parts.netloc, []).append((base, form))
        for rows in self.forms.values():
            rows.sort(key=lambda row: -len(row[0]))

    # --- state ----------------------------------------------------------------------------------------------------

    def reset(self, run: str) -> None:
        """Forget the ledger, the log and everything that changes between visits."""
        with self._lock:
            self.run, self.ledger, self.log = run, [], []
            self._visits.clear()

    def visit(self, what: str) -> int:
        """How often `what` has happened in this run, this time included."""
        with self._lock:
            self._visits[what] += 1
            return self._visits[what]

    def too_fast(self, what: str, rate: int) -> bool:
        """Whether `what` has happened more than `rate` times within this second of the run."""
        return self.visit(f"{what} at {int(time.time())}") > rate

    def commit(self, kind: str, request: Request, form: Form | None, detail: str) -> None:
        """Append to the ledger: in life, this request would have done something."""
        row = {
            "t": round(time.time(), 3),
            "run": self.run,
            "kind": kind,
            "method": request.method,
            "host": request.host,
            "path": request.path,
            "council": form.council if form else "",
            "journey": form.journey if form else "",
            "detail": detail,
        }
        with self._lock:
            self.ledger.append(row)

    def note(self, request: Request, status: int, began: float) -> None:
        """Append to the request log, with when it came and when it was answered."""
        path = request.path + (f"?{request.raw_query}" if request.raw_query else "")
        agent = request.headers.get("user-agent", "")
        row = {
            "t": round(time.time(), 3),
            "began": round(began, 3),
            "method": request.method,
            "host": request.host,
            "path": path,
            "ua": agent,
            "page": "text/html" in request.headers.get("accept", "") or path == "/robots.txt",
            "lookup": request.path.endswith("/runLookup"),
        }
        with self._lock:
            self.log.append({**row, "status": status})

    def knows(self, host: str) -> bool:
        """Whether the estate answers for this host."""
        return host in self.forms or host in self.sites or host in self.bank.hosts

    @staticmethod
    def sleep(seconds: float) -> None:
        """Wait; a method so that a behaviour needs nothing but the world."""
        time.sleep(seconds)

    # --- answering ------------------------------------------------------------------------------------------------

    def answer(self, request: Request) -> Response:
        """The reply to one request to any host of the estate; 502 for any other host."""
        host = request.host
        if host == CONTROL:
            return self._control(request)
        if host in self.bank.hosts:
            row = self.bank.hosts[host]
            if request.path == "/robots.txt":
                return Response(row.get("robots", "User-agent: *\nAllow: /\n"), type="text/plain")
            return BEHAVIOURS[row["behaviour"]](self, request, row) or Response(
                f"<!doctype html><html lang=en><title>{host}</title><h1>{host}</h1><p>Here we are.</p></html>"
            )
        form = self._form(request)
        if form:
            return form
        if host in self.sites:
            return self._site(self.sites[host], request)
        own = self.sites.get("www." + host.partition(".")[2])
        if own:  # another host of the council's: looks from the main site, everything else lives there
            if request.path.startswith("/assets/"):
                return self._asset(own, request.path)
            return redirect(own.absolute(request.path))
        if host in self.bank.national:
            return outside.national(self, host, request)
        if host in self.forms:
            return outside.supplier_front(request)
        return Response(f"The estate has no host {host}.\n", 502, "text/plain; charset=utf-8")

    def _control(self, request: Request) -> Response:
        replies = {"/ledger": self.ledger, "/requests": self.log, "/health": {"ok": True, "run": self.run}}
        if request.path == "/reset":
            self.reset(request.value("run"))
            return Response("{}", type="application/json")
        if request.path in replies:
            return Response(json.dumps(replies[request.path]), type="application/json")
        return Response("{}", 404, "application/json")

    def _form(self, request: Request) -> Response | None:
        full = request.path + (f"?{request.raw_query}" if request.raw_query else "")
        for base, form in self.forms.get(request.host, ()):
            path, _, query = base.partition("?")
            if query:
                rest = full[len(base) :]
                if full.startswith(base) and rest[:1] in ("", "/", "&"):
                    return self._run_form(form, request, rest.split("&")[0].split("?")[0], form.url)
            elif request.path == path or request.path.startswith(f"{path}/"):
                return self._run_form(form, request, request.path[len(path) :], form.url)
        return None

    def _run_form(self, form: Form, request: Request, sub: str, action: str) -> Response:
        caught = snares.answer(self, form, request, sub)
        if caught:
            return caught
        reply = engines.respond(engines.Call(self, form, request, sub, action))
        if isinstance(reply, Response):
            return reply
        reply = replace(reply, html=reply.html + snares.markup(self, form))
        return Response(self.frame(form, reply, request), reply.status)

    def fragment(self, form: Form, request: Request, action: str) -> str:
        """A form's first step as part of a task page."""
        reply = engines.respond(engines.Call(self, form, request, "", action))
        return "" if isinstance(reply, Response) else reply.html + snares.markup(self, form)

    def gate(self, status: int) -> Response:
        """A bot gate: 403 with a challenge, or 200 with a stub that has nothing in it."""
        if status == 200:
            return Response(_STUB)
        body = "<!doctype html><html lang=en><head><title>Just a moment...</title></head><body><h1>Checking your browser</h1><p>Enable JavaScript and cookies to continue.</p></body></html>"
        return Response(body, 403, headers={"cf-mitigated": "challenge"})

    # --- councils -------------------------------------------------------------------------------------------------

    def _site(self, site: Site, request: Request) -> Response:
        for row in site.council.traps:
            full = f"{request.path}?{request.raw_query}" if request.raw_query else request.path
            if full == site.url(row["page"]) if "page" in row else request.path.startswith(row["path"]):
                reply = BEHAVIOURS[row["behaviour"]](self, request, row)
                if reply:
                    return reply
        path = request.path
        page = self._lookup(site, path, request.raw_query)
        status = site.gate(page) if page else 0
        if status:
            return self.gate(status)
        if path == "/robots.txt":
            lines = "".join(f"Disallow: {one}\n" for one in site.disallowed()) or "Disallow:\n"
            return Response(f"User-agent: *\n{lines}", type="text/plain; charset=utf-8")
        if path == "/sitemap.xml" and site.council.get("sitemap", True):
            return self._sitemap(site)
        if path.startswith(("/assets/", "/favicon")):
            return self._asset(site, path)
        if path.startswith("/downloads/"):
            return download(path, site.council.name)
        if request.method == "POST":
            reply = self._post(site, request)
            if reply:
                return reply
        if site.council.family == "shell" and path == "/s/api/page":
            return self._shell_page(site, request)
        return self._page(site, request)

    def _lookup(self, site: Site, path: str, raw_query: str) -> Page | None:
        full = f"{path}?{raw_query}" if raw_query else path
        found = site.by_path.get(full) or site.by_path.get(path) or site.by_path.get(path.rstrip("/"))
        if found is None and "?" in full:
            found = site.by_path.get(full.split("&")[0])
        return found

    def _page(self, site: Site, request: Request) -> Response:
        page = self._lookup(site, request.path, request.raw_query)
        if page is None:
            status = 200 if site.council.get("soft_404") else 404
            lost = Page(
                "lost",
                "lost",
                "Page not found",
                "",
                0,
                "home",
                blocks=[{"p": "Sorry, that page is not here."}],
            )
            return Response(self.draw_page(site, lost, request), status)
        if site.council.family == "shell":
            app = render.draw("shell/app.html", self._values(site, page, request))
            return Response(
                plant(
                    app,
                    {name: row for name, row in rows_for(self, site.council, page).items() if "swap" in row},
                )
            )
        return Response(self.draw_page(site, page, request))

    def _shell_page(self, site: Site, request: Request) -> Response:
        path, _, query = request.value("path", "/").partition("?")
        page = self._lookup(site, path, query)
        if page is None:
            return Response(
                '{"title":"Page not found","html":"<h1>Page not found</h1>"}', 404, "application/json"
            )
        inner = Request("GET", request.host, path, parse_qs(query), query, request.headers, b"", {})
        html = self.draw_page(site, page, inner)
        return Response(
            json.dumps({"title": f"{page.title} - {site.council.name}", "html": html}),
            type="application/json",
        )

    def draw_page(self, site: Site, page: Page, request: Request) -> str:
        """A page in its family's looks; pages that depend on nothing but the address are drawn once."""
        seen = "choice=" in request.headers.get("cookie", "")
        key = (site.council.host, page.key, seen)
        fixed = page.kind not in ("search", "lost") and not any("engine" in block for block in page.blocks)
        if fixed and key in self._drawn:
            return self._drawn[key]
        made = render.draw(f"{site.council.family}/page.html", self._values(site, page, request))
        made = plant(made, rows_for(self, site.council, page))
        if fixed:
            self._drawn[key] = made
        return made

    def _values(self, site: Site, page: Page, request: Request, **more: Any) -> dict[str, Any]:
        resolve = partial(self.resolve, site)
        results: list[Page] = []
        query = ""
        if page.kind == "search":
            query = request.query.get(site.family.search[1], [""])[0]
            results = search.search(site, query)
        return {
            "site": site,
            "council": site.council,
            "page": page,
            "pages": site.pages,
            "ui": render.parts(site.council.family),
            "resolve": resolve,
            "inline": lambda text: render.inline(str(text), resolve),
            "form_html": lambda journey: Markup(self.fragment(site.forms[journey], request, page.path)),
            "query": query,
            "results": results,
            "letters": list("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
            "choice_made": "choice=" in request.headers.get("cookie", ""),
            "content": None,
            "title": page.title,
            **more,
        }

    def resolve(self, site: Site, target: str) -> str:
        """An inline link's target as an address: page:KEY, form:JOURNEY, survey-of:SLUG:JOURNEY, home-of:SLUG, or an address as it is."""
        kind, _, rest = target.partition(":")
        if kind == "page":
            return site.url(rest)
        if kind == "survey-of":
            slug, _, journey = rest.partition(":")
            other = self.by_slug[slug]
            path = other.url(f"survey:{journey}")
            return other.absolute(path) if path else other.council.home
        if kind == "form":
            return site.forms[rest].url
        if kind == "home-of":
            return self.by_slug[site.council.parent if rest == "parent" else rest].council.home
        return target

    def _post(self, site: Site, request: Request) -> Response | None:
        if request.path == "/cookie-choice":
            reply = redirect(request.headers.get("referer", "/"))
            reply.headers["Set-Cookie"] = "choice=made; Path=/"
            return reply
        if request.path in ("/page-feedback", "/subscribe"):
            self.commit("mail", request, None, "sent from the page frame")
            return Response("<!doctype html><title>Thank you</title><h1>Thank you</h1>")
        if site.family.search_by_post and request.value("ctl00$btnSearch"):
            return redirect(f"/Search.aspx?searchtext={'+'.join(request.value('ctl00$txtSearch').split())}")
        page = self._lookup(site, request.path, request.raw_query)
        for block in page.blocks if page else ():
            if "engine" in block and page:
                return self._run_form(site.forms[block["engine"]], request, "", page.path)
        return None

    def _sitemap(self, site: Site) -> Response:
        rows = "".join(
            f"<url><loc>{site.absolute(page.path).replace('&', '&amp;')}</loc></url>"
            for page in site.pages.values()
            if page.kind not in ("search", "a-z")
        )
        head = '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        return Response(f"{head}{rows}</urlset>", type="application/xml")

    def _asset(self, site: Site, path: str) -> Response:
        name = path.rsplit("/", 1)[-1]
        values = {"council": site.council, "resolve": None}
        if name == "site.css":
            return Response(
                render.draw(f"{site.council.family}/site.css", values), type="text/css; charset=utf-8"
            )
        if name in ("hero.svg", "logo.svg"):
            return Response(render.draw(f"art/{name}", values), type="image/svg+xml")
        return Response("", 404, "text/plain")

    # --- forms, suppliers, nation ---------------------------------------------------------------------------------

    def draw_form(self, form: Form, template: str, **values: Any) -> str:
        """A fragment of a form with its owner's macros."""
        site = self.by_slug[form.council]
        family = self.bank.suppliers[form.host]["style"] if form.host else site.council.family
        given = {"form": form, "site": site, "council": site.council, "ui": render.parts(family), **values}
        given["privacy_url"] = site.absolute(site.url("foot:privacy")) if form.privacy else ""
        given["task_url"] = site.absolute(site.url(f"survey:{form.journey}"))
        return render.draw(f"forms/{template}.html", given)

    def frame(self, form: Form, screen: engines.Screen, request: Request) -> str:
        """A form's page: in the council's looks, or in the supplier's."""
        site = self.by_slug[form.council]
        content = Markup(screen.html)
        if "lang" in form.options:
            content = Markup(f'<div lang="{form.options["lang"]}">{content}</div>')
        if form.host:
            supplier = self.bank.suppliers[form.host]
            values = {
                "supplier": supplier,
                "council": site.council,
                "site": site,
                "title": screen.title,
                "content": content,
            }
            values["task_url"] = site.absolute(site.url(f"survey:{form.journey}"))
            return render.draw(f"{supplier['style']}/page.html", values)
        page = Page(f"form:{form.no}", "form", screen.title, "", form.no, f"survey:{form.journey}")
        page.path = form.url
        made = render.draw(
            f"{site.council.family}/page.html", self._values(site, page, request, content=content)
        )
        return plant(made, rows_for(self, site.council, page))
