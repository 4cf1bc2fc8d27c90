"""Builds one council's website from the tables: a tree of pages with addresses, and nothing drawn yet."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from typing import Any

from .bank import Bank
from .families import FAMILIES, Family, slugify
from .forms import Form, form_for, plain_form
from .model import Block, Council, Page, Survey, house_style, number, pick, vary
from .ways import WAYS, Ending
from .welsh import add_welsh

LETTERS = string.ascii_uppercase


class Site:
    """All pages of one council: by key and by address."""

    def __init__(self, bank: Bank, council: Council) -> None:
        self.bank = bank
        self.council = council
        self.family: Family = FAMILIES[council.family]
        self.pages: dict[str, Page] = {}
        self.by_path: dict[str, Page] = {}
        self.forms: dict[str, Form] = {}
        self._numbers: set[int] = set()
        self.house = house_style(bank.house, council.slug)
        # A topic that gives way to a survey is found under its old key too, so that prose can link to either.
        self.alias = {
            f"topic:{topic['id']}": f"survey:{topic['journey']}"
            for topic in bank.topics
            if topic.get("journey") in council.surveys
        }
        self.facts = {
            "council": council.name,
            "short": council.short,
            "town": council.get("town", council.short),
            "phone": council.get("phone"),
            "tel": council.get("phone").replace(" ", ""),
            "email": council.get("email"),
            "office": council.get("office"),
            "host": council.host,
            "postcode": council.get("office").split()[-2] + " " + council.get("office").split()[-1],
        }
        self._build()

    # --- building -------------------------------------------------------------------------------------------------

    def say(self, text: str) -> str:
        """`text` with the council's own names and numbers put in; unknown braces stay."""
        for name, value in self.facts.items():
            text = text.replace("{" + name + "}", str(value))
        return text

    def add(self, key: str, kind: str, title: str, parent: str, **rest: Any) -> Page:
        title = self.say(vary(title, self.council.slug, key))
        slug = slugify(rest.pop("slug", "") or title)
        no = number(self.council.slug, key)
        while no in self._numbers:
            no += 1
        self._numbers.add(no)
        page = Page(key, kind, title, slug, no, parent, **rest)
        if key in self.pages:
            raise ValueError(f"{self.council.slug}: two pages with the key {key}")
        self.pages[key] = page
        if parent and parent in self.pages:
            self.pages[parent].children.append(key)
        return page

    def _build(self) -> None:
        council, bank = self.council, self.bank
        self.add("home", "home", council.name, "", layout="home")
        for section in bank.sections:
            if council.type in section.get("without", ()) or section["id"] in council.get("drop", ()):
                continue
            self._section(section)
        for topic in bank.topics:
            self._topic(topic)
        for survey in council.surveys.values():
            self._survey(survey)
        for journey in bank.journeys.values():
            for decoy in journey.get("decoys", ()):
                if council.type not in decoy.get("without", ()):
                    self._topic({**decoy, "terms": ""})
        for place, trap in enumerate(council.traps):
            if "link" in trap:
                self.add(
                    f"trap:{place}", "topic", trap["link"], self._place(trap["section"]), path=trap["path"]
                )
        self._utility()
        if council.get("welsh"):
            add_welsh(self)
        self._addresses()
        self._related()
        self._letters()

    def _section(self, section: Mapping[str, Any]) -> None:
        seed = (self.council.slug, section["id"])
        key = f"section:{section['id']}"
        title = self.council.get("names", {}).get(section["id"]) or pick(section["names"], *seed)
        summary = pick(section["summaries"], *seed)
        self.add(key, "section", title, "home", summary=self.say(summary), layout="list")
        if self.council.get("deep", True):
            for sub in section.get("subs", ()):
                self.add(
                    f"sub:{sub['id']}",
                    "sub",
                    pick(sub["names"], *seed),
                    key,
                    layout="list",
                    summary=sub["summary"],
                )

    def _place(self, section: str) -> str:
        """Key of the page under which something filed at `section` (or "section/sub") stands; "" if there is none."""
        top, _, sub = section.partition("/")
        if sub and f"sub:{sub}" in self.pages:
            return f"sub:{sub}"
        return f"section:{top}" if f"section:{top}" in self.pages else ""

    def _topic(self, topic: Mapping[str, Any]) -> None:
        council = self.council
        parent = self._place(topic["section"])
        standing_in = topic.get("journey")
        if not parent or (standing_in in council.surveys):
            return
        if council.type not in topic.get("only", (council.type,)):
            return
        if council.type in topic.get("without", ()) or topic["id"] in council.get("drop", ()):
            return
        seed = (council.slug, topic["id"])
        blocks = [self.block(block, seed) for block in topic["blocks"]]
        page = self.add(
            f"topic:{topic['id']}",
            topic.get("kind", "topic"),
            pick(topic["titles"], *seed),
            parent,
            summary=self.say(vary(pick(topic["leads"], *seed), *seed)),
            blocks=blocks,
            terms=topic.get("terms", ""),
            date=topic.get("date", ""),
        )
        page.nav = page.title

    def block(self, block: Any, seed: Sequence[str]) -> Block:
        """A block of the data files, a bare text being a paragraph, with its wording chosen and names put in."""

        def said(value: Any) -> Any:
            if isinstance(value, str):
                return self.say(self.house(vary(value, *seed)))
            if isinstance(value, list):
                return [said(one) for one in value]
            if isinstance(value, Mapping):
                return {name: said(one) for name, one in value.items()}
            return value

        if isinstance(block, str):
            return {"p": said(block)}
        if "any" in block:
            return self.block(pick(block["any"], *seed, str(block["any"])[:40]), seed)
        return {name: said(value) for name, value in block.items()}

    def _survey(self, survey: Survey) -> None:
        if survey.way == "absent":
            return
        journey = self.bank.journeys[survey.journey]
        parent = self._place(survey.section)
        if not parent:
            raise ValueError(
                f"{self.council.slug}: {survey.journey} is filed under {survey.section}, which is not there"
            )
        key = f"survey:{survey.journey}"
        page = self.add(key, "task", survey.title, parent, nav=self.say(survey.nav), terms=journey["terms"])
        form = form_for(self.bank, self.council, survey, self.family)
        start = self.start(survey, form, page)
        on_page: Block | None = {"engine": survey.journey} if form and survey.link == "on-page" else None
        if form:
            self.forms[survey.journey] = form
        end = Ending(self.council, survey, self.bank.ways, journey, start, on_page)
        way = WAYS[survey.way]
        acts = [self.block(block, (self.council.slug, key)) for block in way.blocks(end)]
        if way.contact and survey.options.get("contact", True):
            acts.append(self.block({"contact": end.word("contact", "texts")}, (key,)))
        acts += [self.block(block, (key,)) for block in survey.options.get("extra", ())]
        told = [self._fact(journey, survey, fact) for fact in survey.facts]
        page.summary = self.say(survey.lead)
        if not survey.part:
            first = survey.options.get("first", "facts")
            groups = [[block for group in told for block in group]]
            page.blocks = [*acts, *groups[0]] if first == "way" else [*groups[0], *acts]
            return
        self._guide(survey, page, told, acts, journey)

    def _guide(
        self,
        survey: Survey,
        page: Page,
        told: list[list[Block]],
        acts: list[Block],
        journey: Mapping[str, Any],
    ) -> None:
        """Spread the facts over the pages of a guide, the way in on page `survey.part`."""
        seed = (self.council.slug, survey.journey)
        names = [vary(name, *seed) for name in pick(journey["parts"], *seed)]
        count = max(len(names), survey.part)
        keys = [page.key]
        for part in range(2, count + 1):
            name = names[part - 1] if part <= len(names) else "More help"
            other = self.add(
                f"{page.key}:{part}", "part", name, page.parent, nav=name, listed=False, terms=""
            )
            self.pages[page.parent].children.remove(other.key)
            keys.append(other.key)
        page.nav = names[0]
        for index, key in enumerate(keys):
            self.pages[key].parts = keys
            share = [block for place, group in enumerate(told) if place % count == index for block in group]
            self.pages[key].blocks = share or [
                {"p": self.say(vary(pick(journey["fillers"], self.council.slug, key), *seed))}
            ]
        self.pages[keys[survey.part - 1]].blocks += acts

    def _fact(self, journey: Mapping[str, Any], survey: Survey, fact: str) -> list[Block]:
        table = journey["facts"].get(fact)
        if table is None:
            raise ValueError(f"{self.council.slug}: {survey.journey} has no fact {fact}")
        seed = (self.council.slug, survey.journey, fact)
        chosen = pick(table["said"], *seed)
        blocks = chosen if isinstance(chosen, list) else [chosen]
        return [self.block(block, seed) for block in blocks]

    def start(self, survey: Survey, form: Form | None, page: Page) -> str:
        """Where the way in leads: the form, another council's page, a national service, or nowhere good."""
        options = survey.options
        if survey.way in ("elsewhere",):
            return (
                f"survey-of:{options.get('target', self.council.parent)}:{survey.journey}"
                if "url" not in options
                else str(options["url"])
            )
        if "url" in options:
            return str(options["url"])
        return form.url if form else ""

    # --- the rest of the site -------------------------------------------------------------------------------------

    def _utility(self) -> None:
        words, council = self.bank.utility, self.council
        for row in words["pages"]:
            if row["id"] == "accessibility":
                continue
            blocks = [self.block(block, (council.slug, row["id"])) for block in row["blocks"]]
            title = pick(row["titles"], council.slug, row["id"])
            self.add(
                f"foot:{row['id']}",
                "foot",
                title,
                "home",
                summary=self.say(row["lead"]),
                blocks=blocks,
                nav=title,
            )
        self.forms["contact"] = plain_form(words["contact_form"], council, self.family)
        level, ni = council.get("statement", "complete"), council.nation == "Northern Ireland"
        if level != "absent":
            table = words["statement"]
            row = {**table, **table["levels"][level]}
            parts = ["enforcement-ni" if ni and one == "enforcement" else one for one in row["parts"]]
            told = [block for part in parts for block in table["parts"][part]]
            blocks = [self.block(block, (council.slug, "statement")) for block in told]
            page = self.add(
                "foot:accessibility", "foot", row["title"], "home", blocks=blocks, path=row.get("path", "")
            )
            page.nav, page.summary = row["nav"], self.say(row["lead"])
        if council.get("search", "good") != "none":
            self.add("search", "search", "Search results", "home", layout="search")
        for key in [key for key in self.pages if key.startswith(("foot:", "search"))]:
            self.pages["home"].children.remove(key)

    def _trail(self, page: Page) -> list[Page]:
        trail: list[Page] = []
        above = self.pages.get(page.parent)
        while above is not None and above.kind != "home":
            trail.insert(0, above)
            above = self.pages.get(above.parent)
        return trail

    def trail(self, page: Page) -> list[Page]:
        """Ancestors of a page from the home page down."""
        return [] if page.kind == "home" else [self.pages["home"], *self._trail(page)]

    def _addresses(self) -> None:
        for page in list(self.pages.values()):
            if page.kind == "home":
                page.path = "/"
            elif page.path:
                pass
            elif page.kind == "search":
                page.path = self.family.search[0]
            else:
                part = page.parts.index(page.key) + 1 if page.parts else 0
                owner = self.pages[page.parts[0]] if page.kind == "part" else page
                trail = self._trail(page)
                path = self.family.page(page, trail, 0)
                if page.kind == "part":
                    stem = self.family.page(owner, trail, 0)
                    numbered = self.family.page(owner, trail, part)
                    path = numbered if numbered != stem else path
                page.path = path
            if page.path in self.by_path:
                page.path += f"-{page.no}" if "?" not in page.path else ""
            self.by_path[page.path] = page

    def _related(self) -> None:
        """Two neighbours for each topic, as a "related pages" box has them."""
        for page in self.pages.values():
            if page.kind not in ("topic", "task", "news", "business", "policy"):
                continue
            near = [
                key for key in self.pages[page.parent].children if key != page.key and self.pages[key].listed
            ]
            if near:
                place = page.no % len(near)
                page.related = list(dict.fromkeys([near[place], near[(place + 1) % len(near)]]))

    def _letters(self) -> None:
        if not self.council.get("a_to_z"):
            return
        for letter in LETTERS:
            page = self.add(f"az:{letter}", "a-z", f"A to Z: {letter}", "home", layout="a-z", listed=False)
            self.pages["home"].children.remove(page.key)
            page.path = self.family.letter(letter)
            self.by_path[page.path] = page
            page.children = [entry for entry, _ in self.entries(letter)]

    def entries(self, letter: str) -> list[tuple[str, str]]:
        """(page key, words) of one letter of the A-Z: every topic by its title, tasks also by everyday names."""
        found = []
        for page in self.pages.values():
            if page.kind not in ("topic", "task", "business") or not page.listed or page.lang != "en":
                continue
            names = [page.title]
            if page.kind == "task":
                journey = page.key.split(":")[1]
                if self.council.surveys[journey].options.get("unlisted"):
                    continue
                names += self.bank.journeys[journey].get("index", [])
            found += [(page.key, name) for name in names if name[:1].upper() == letter]
        return sorted(set(found), key=lambda entry: entry[1].lower())

    def gate(self, page: Page) -> int:
        """The status with which a bot gate answers for this page; 0 where there is none."""
        survey = self.council.surveys.get(page.key.split(":")[1]) if page.key.startswith("survey:") else None
        gated = survey is not None and survey.way == "gated" and survey.options.get("gate") in (200, 403)
        return int(survey.options["gate"]) if survey and gated else 0

    def disallowed(self) -> list[str]:
        """Paths that robots.txt keeps robots from: the council's own list, and surveys that robots may not see."""
        found = list(self.council.get("disallow", ()))
        for survey in self.council.surveys.values():
            if survey.options.get("gate") == "robots":
                found.append(self.url(f"survey:{survey.journey}"))
        return found

    # --- asking ---------------------------------------------------------------------------------------------------

    def url(self, key: str) -> str:
        """Path and query of a page by key; "" when this council has no such page."""
        page = self.pages.get(self.alias.get(key, key))
        return page.path if page else ""

    def absolute(self, path: str) -> str:
        """Full address of a path on this council's host."""
        return path if path.startswith("http") else f"http://{self.council.host}{path}"

    def sections(self) -> list[Page]:
        """The sections in menu order."""
        return [self.pages[key] for key in self.pages["home"].children if self.pages[key].kind == "section"]

    def popular(self) -> list[Page]:
        """The tasks that the home page names itself."""
        keys = [key if ":" in key else f"survey:{key}" for key in self.council.get("popular", ())]
        keys = list(dict.fromkeys(self.alias.get(key, key) for key in keys))
        return [self.pages[key] for key in keys if key in self.pages]

    def news(self) -> list[Page]:
        """News pages, newest first."""
        return sorted(
            (page for page in self.pages.values() if page.kind == "news"), key=lambda p: p.date, reverse=True
        )

    def footer(self) -> list[Page]:
        """The small print that every page links to."""
        return [page for page in self.pages.values() if page.kind == "foot" and page.lang == "en"]
