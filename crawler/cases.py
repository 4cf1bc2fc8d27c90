"""Opens a case behind a search and the form by which one acts on it: by links alone, nothing is typed."""

from __future__ import annotations

from checks.cases import begins_with_search, cases_on, deed_on, list_of_cases
from checks.model import DEED, Journey, case_step, form_step
from crawler.reader import PageRead, Reader
from crawler.routes import Route

# One case may be past its time; when a second lets nobody act either, it is the register that does not.
MAX_CASES = 2


async def open_cases(reader: Reader, journey: Journey, route: Route) -> list[tuple[str, PageRead]]:
    """Return the pages behind the search at the end of *route*, by step: cases, and the form to act on one.

    Empty where the task does not begin with a search, the way did not end at one, or no list of cases can be
    had without typing. At most four pages are asked for.
    """
    search = route.step(form_step(1))
    if search is None or not begins_with_search(journey):
        return []
    found: list[tuple[str, PageRead]] = []
    for number, case in enumerate(await _cases(reader, search.page), 1):
        found.append((case_step(number), case))
        deed = deed_on(case.digest)
        if deed is not None:
            page = await reader.read(deed.url)
            # A page that could not be read is told too: it says why nobody can act.
            found.append((DEED, page))
            break
    return found


async def _cases(reader: Reader, search: PageRead) -> list[PageRead]:
    links = cases_on(search.digest, MAX_CASES)
    listed = list_of_cases(search.digest)
    if listed is not None:
        page = await reader.read(listed.url)
        links = (cases_on(page.digest, MAX_CASES) if page.readable else ()) or links
    pages = [await reader.read(link.url) for link in links]
    return [page for page in pages if page.readable]
