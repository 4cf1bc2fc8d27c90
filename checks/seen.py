"""What the crawler sees of a page: links, forms, frames and words, as plain frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Place = Literal["main", "aside", "nav", "header", "footer", "breadcrumb", "banner"]


@dataclass(frozen=True, slots=True)
class LinkSeen:
    """A way to another page: a link, an address in a script or `data-href`, or a GET form without fields.

    `url` is absolute, http or https, without fragment. `name` is what a screen reader adds where it differs
    from the text (aria-label, alt text, title). `sentence` is the sentence it stands in, `heading` the
    nearest heading above. `how`: `link`, `script` or `form`. `file` is the ending of a file's address.
    `above`: it stands before the page's main heading, in no region that has a name. `run`: how many links
    stand in a row with it, with nothing but links in that row (0 where it stands in other text). `button`:
    it is drawn as a button.
    """

    url: str
    text: str
    name: str = ""
    sentence: str = ""
    heading: str = ""
    place: Place = "main"
    rel: str = ""
    how: Literal["link", "script", "form"] = "link"
    file: str = ""
    above: bool = False
    run: int = 0
    button: bool = False

    @property
    def says(self) -> str:
        """The text, or where there is none the accessible name."""
        return self.text or self.name


@dataclass(frozen=True, slots=True)
class FieldSeen:
    """A field of a form. `value` is kept for hidden fields and buttons only; `heading` stands above it."""

    name: str
    type: str
    label: str = ""
    value: str = ""
    required: bool = False
    place: Place = "main"
    options: int = 0
    heading: str = ""


@dataclass(frozen=True, slots=True)
class ButtonSeen:
    """A button: in a form (`form` is its index, else -1) or one that only a script makes work.

    `above`: it stands before the page's main heading, in no region that has a name.
    """

    text: str
    type: str
    name: str = ""
    value: str = ""
    formaction: str = ""
    form: int = -1
    place: Place = "main"
    heading: str = ""
    sentence: str = ""
    selector: str = ""
    disabled: bool = False
    above: bool = False


@dataclass(frozen=True, slots=True)
class FormSeen:
    """A form: `method` is `get` or `post` or `dialog`; `action` is absolute ("" where it is not http)."""

    method: str
    action: str
    fields: tuple[FieldSeen, ...]
    buttons: tuple[ButtonSeen, ...] = ()
    id: str = ""
    role: str = ""
    heading: str = ""
    place: Place = "main"
    text: str = ""


@dataclass(frozen=True, slots=True)
class FrameSeen:
    """A frame with an address; `hidden` where its markup says that nobody sees it."""

    url: str
    title: str = ""
    hidden: bool = False
    heading: str = ""


@dataclass(frozen=True, slots=True)
class PageDigest:
    """What a page says, bounded. All texts are plain, on one line, and hostile: escape them.

    `text` is the main content (what stands outside menus, header, footer and notices about cookies),
    blocks parted by a line end. `fields` are fields outside any form, `controls` buttons outside any form.
    `updated` holds the page's own word that it is dated (`article:published_time`, "Published 3 May 2026").
    """

    url: str
    title: str = ""
    h1: str = ""
    headings: tuple[str, ...] = ()
    lang: str = ""
    canonical_url: str = ""
    nofollow: bool = False
    refresh: str = ""
    og_type: str = ""
    published: str = ""
    text: str = ""
    all_text: int = 0
    links: tuple[LinkSeen, ...] = ()
    forms: tuple[FormSeen, ...] = ()
    fields: tuple[FieldSeen, ...] = ()
    controls: tuple[ButtonSeen, ...] = ()
    frames: tuple[FrameSeen, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    shell: bool = False
