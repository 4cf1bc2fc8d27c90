"""Knows the search of a planning register by what its fields ask."""

from __future__ import annotations

from checks.fields import Field
from checks.model import TASK
from checks.views import PageView
from checks.wording import any_of


def content_fields(page: PageView) -> tuple[Field, ...]:
    """Return the fields of the page's content, those of a search among them."""
    return tuple(
        field
        for form in page.forms
        if form.place in ("main", "contact", "") or form.purpose == "task"
        for field in form.fields
    )


def words_of(field: Field) -> str:
    """Return all that is said to whoever fills the field in."""
    return f"{field.label} {field.hint} {field.placeholder} {field.group}"


def search_field(page: PageView) -> Field | None:
    """Return the field that finds applications: by reference, address or keyword of the planning register."""
    about = _PLANNING.search(f"{page.title} {page.heading}")
    for field in content_fields(page):
        said = words_of(field)
        # On the task page a field for keywords is the site's own search.
        named = PLACE.search(said) or (page.step != TASK and _KEYWORD.search(said))
        if field.typed and (REFERENCE.search(said) or (about and named)):
            return field
    return None


_PLANNING = any_of(r"planning|applications?|development|public access|cynllunio|ceisiadau")
REFERENCE = any_of(
    r"(?:application|case|planning|portal|app) (?:reference|ref|number|no)(?: (?:number|no))?"
    r"|reference(?: number)?|cyfeirnod"
)
PLACE = any_of(r"address(?:es)?|post ?code|street|site|location|property|cyfeiriad|cod post")
_KEYWORD = any_of(r"key ?words?|search|proposal|description|applicant|chwilio")
