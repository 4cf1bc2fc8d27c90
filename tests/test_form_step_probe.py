"""The probe of a form's step in Chromium: what it measures of many makes of form, hostile ones too, and that it only reads."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

pytest.importorskip("playwright")

from playwright.async_api import async_playwright

from crawler.chromium import NoBrowserError, find_browser
from crawler.probes.form_step import form_frame, measure_form_step

try:
    CHOICE = find_browser(fetch_driver=False)
except NoBrowserError as error:
    pytestmark = [pytest.mark.browser, pytest.mark.skip(reason=str(error))]
else:
    pytestmark = [pytest.mark.browser]

Facet = dict[str, Any]
POSTCODE = '<form method="post"><label for="p">Postcode</label><input id="p" name="p"><button>Continue</button></form>'
PAGES: dict[str, str] = {
    "govuk": """<header role="banner"><form action="/search" role="search"><input name="q" type="search"><button>Search</button></form></header>
      <main><a href="/back">Back</a><form method="post" action="/two?x=1"><fieldset><legend><h1>What kind is it?</h1></legend><span>Question 2 of 6</span>
      <div><input style="opacity:0;position:absolute;width:44px;height:44px" type="radio" id="a" name="k" value="1"><label for="a">A pothole</label></div>
      <div><input style="opacity:0;position:absolute;width:44px;height:44px" type="radio" id="b" name="k" value="2"><label for="b">A drain</label></div></fieldset>
      <input type="hidden" name="token" value="x"><div style="position:absolute;left:-9999px"><label for="h">Website</label><input id="h" name="url2" tabindex="-1"></div>
      <div style="display:none"><input name="only"></div><div aria-hidden="true"><input name="ghost" tabindex="-1"></div><label>Leave this field blank <input name="bot"></label>
      <button formaction="/three" formmethod="get" name="n" value="v">Continue</button></form></main>
      <footer><form action="/news" method="post"><label>E-mail <input type="email" name="email"></label><button>Subscribe</button></form></footer>""",
    "table": """<h1>Place</h1><form method="post"><table><tr><td>House number *</td><td><input name="hn" required maxlength="5"></td></tr>
      <tr><td>Which bin?</td><td><input type="radio" name="b" value="1">Brown <input type="radio" name="b" value="2">Grey</td></tr>
      <tr><td>Ward</td><td><select name="w"><option value="">-</option><option value="1">North</option><option disabled>South</option></select></td></tr></table>
      <input type="submit" value="Next"></form>""",
    "errors": """<h1>You</h1><form method="post"><div class="error-summary" role="alert">There is a problem</div>
      <label for="e">E-mail</label><span class="field-error" id="m">Enter an e-mail address</span><input id="e" name="e" type="email" aria-invalid="true" aria-describedby="m" autocomplete="email">
      <fieldset disabled><label>Old <input name="o"></label></fieldset><label>Secret <input type="password" name="s" value="hush"></label>
      <label>Code <input autocomplete="one-time-code" name="c"></label><label>Photo <input type="file" name="f"></label><button type="button">Next</button></form>""",
    "check": """<h1>Almost</h1><dl><dt>Place</dt><dd>High St <a href="/1">Change</a></dd><dt>What</dt><dd>Hole <a href="/2">Change</a></dd></dl>
      <form method="post"><button aria-label="Send your report"><svg width="9" height="9"></svg></button><div class="g-recaptcha" style="width:300px;height:70px"></div></form>""",
    "clobbered": """<h1>Form</h1><form method="post" action="/real"><input name="action" value="/fake"><input name="method" value="get"><input name="id"><input name="elements">
      <input name="querySelectorAll"><input name="parentElement"><button name="submit">Next</button></form>""",
    "list": f"""<div class="MuiStepper-root"><div class="MuiStep-root"><span class="Mui-completed">Where</span></div><div class="MuiConnector"></div>
      <div class="MuiStep-root"><span class="Mui-active">What</span></div><div class="MuiStep-root"><span>You</span></div></div><h1>X</h1>{POSTCODE}""",
    "hidden words": f"""<ul class="pages steps"><li>Where <span style="position:absolute;clip:rect(0,0,0,0)">(completed)</span></li>
      <li>What <span style="position:absolute;clip:rect(0,0,0,0)">(current step)</span></li><li>You</li></ul><h1>X</h1>{POSTCODE}""",
    "numbers": f"""<ul class="where"><li>1</li><li class="current">2</li><li>3</li></ul><h1>X</h1>{POSTCODE}""",
    "pages of results": f"""<ul class="where"><li>1</li><li class="current">2</li><li><a href="?page=3">3</a></li></ul><h1>X</h1>{POSTCODE}""",
    "numbers after": f"""<h1>X</h1>{POSTCODE}<ul class="where"><li>1</li><li class="current">2</li><li>3</li></ul>""",
    "stars": f"""<h1>X</h1><fieldset><ul class="where"><li>1</li><li class="current">2</li><li>3</li></ul></fieldset>{POSTCODE}""",
    "bar": f'<h1>X</h1><div class="progress" style="height:20px"><div class="progress-bar" style="width:25%;height:20px">25%</div></div>{POSTCODE}',
    "tabs": """<h1>X</h1><nav aria-label="Wizard navigation"><ul role="tablist"><li class="page-item active"><button role="tab">Place</button></li>
      <li class="page-item"><button role="tab">You</button></li></ul></nav><label for="p">Postcode</label><input id="p">
      <ul class="wizard-nav"><li><button>Cancel</button></li><li><button aria-label="Next button">Next</button></li></ul>""",
    "parts": """<h1>X</h1><form method="post"><label>Postcode <input name="p"></label><div style="display:none"><label>Name <input name="n"></label>
      <label>E-mail <input name="e"></label><button>Send report</button></div><button type="button">Next</button></form>""",
    "soup": f"""<div class="site-header"><a href="/">Council</a><a href="/a">A</a><a href="/b">B</a><div id="searchBox"><input name="s"><button>Go</button></div></div>
      <div class="content"><h1>X</h1>{POSTCODE.replace("<button>", '<div class="card-footer"><button>').replace("</button>", "</button></div>")}</div>""",
    "states": """<h1>X</h1><div><div class="form-group has-feedback has-header"><label for="p">Postcode</label><select id="p" name="p"><option>A</option></select></div>
      <div class="comment feedback"><label>Your words <textarea name="t"></textarea></label></div><button>Next</button></div>
      <div class="page-feedback"><label>Was it useful? <input name="u"></label><button>Send</button></div>""",
    "many": "<h1>X</h1><form>" + "".join(f'<label>F{at} <input name="f{at}"></label><button>B{at}</button>' for at in range(400)) + f"</form><p>{'x' * 5000}</p>",
}  # fmt: skip


@pytest.fixture(scope="module")
def facets() -> dict[str, Facet]:
    async def measure() -> dict[str, Facet]:
        found: dict[str, Facet] = {}
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=str(CHOICE.path))
            page = await browser.new_page()
            await page.route("**/*", lambda route: route.abort())
            for name, body in PAGES.items():
                await page.set_content(
                    f'<!doctype html><html lang="en"><head><base href="https://c.example/form"></head><body>{body}</body></html>'
                )
                await page.evaluate(
                    "() => { window.touched = []; for (const kind of ['focusin', 'input', 'change', 'click', 'submit', 'keydown'])"
                    " document.addEventListener(kind, () => window.touched.push(kind), true); }"
                )
                was = await page.content()
                found[name] = await measure_form_step(page.main_frame)
                assert await page.evaluate("window.touched") == []
                assert await page.content() == was
            await page.set_content(
                f'<input name="q"><iframe style="width:600px;height:400px" srcdoc=\'{POSTCODE.replace("</form>", "<input name=z></form>")}\'></iframe>'
            )
            await page.wait_for_timeout(200)
            found["frame"] = {"of": (await form_frame(page)) is not page.main_frame}
            await browser.close()
        return found

    return asyncio.run(measure())


def named(facet: Facet, kind: str = "fields") -> dict[str, Facet]:
    return {one["name"] or one["text"]: one for one in facet[kind]}


def test_people_see_drawn_radios_and_not_the_traps(facets: dict[str, Facet]) -> None:
    fields = facets["govuk"]["fields"]
    radios = [one for one in fields if one["type"] == "radio"]
    assert [(one["label"], one["group"], one["visible"], one["value"]) for one in radios] == [
        ("A pothole", "What kind is it?", True, "1"), ("A drain", "What kind is it?", True, "2"),
    ]  # fmt: skip
    assert {one["name"] for one in fields if one["decoy"]} == {"url2", "only", "ghost", "bot"}
    assert fields[-1]["name"] == "token"
    assert fields[-1]["visible"] is False


def test_parts_of_the_page_and_what_a_control_would_send(facets: dict[str, Facet]) -> None:
    facet = facets["govuk"]
    assert [one["place"] for one in facet["forms"]] == ["header", "main", "footer"]
    control = next(one for one in facet["controls"] if one["text"] == "Continue")
    assert (control["action"], control["method"], control["form"]) == ("https://c.example/three", "get", 1)
    assert facet["progress"]["texts"] == ["Question 2 of 6"]
    assert [one["place"] for one in facets["soup"]["fields"]] == ["header", "main"]
    assert [one["place"] for one in facets["soup"]["controls"] if one["text"] == "Continue"] == ["main"]


def test_what_an_element_has_is_not_its_name(facets: dict[str, Facet]) -> None:
    assert [(one["name"], one["place"]) for one in facets["states"]["fields"]] == [
        ("p", "main"),
        ("t", "main"),
        ("u", "feedback"),
    ]


def test_labels_that_only_stand_before(facets: dict[str, Facet]) -> None:
    fields = named(facets["table"])
    assert fields["hn"]["label"] == "House number *"
    assert (fields["hn"]["required"], fields["hn"]["required_said"], fields["hn"]["maxlength"]) == (
        True,
        True,
        "5",
    )
    assert [one["group"] for one in facets["table"]["fields"] if one["type"] == "radio"] == ["Which bin?"] * 2
    assert fields["w"]["options"] == [{"value": "", "text": "-"}, {"value": "1", "text": "North"}]


def test_errors_and_what_guards(facets: dict[str, Facet]) -> None:
    facet = facets["errors"]
    fields = named(facet)
    assert (fields["e"]["invalid"], fields["e"]["error"]) == (True, "Enter an e-mail address")
    assert fields["o"]["disabled"] is True
    assert fields["s"]["value"] == ""
    assert (facet["passwords"], facet["codes"], facet["uploads"]) == (1, 1, 1)
    assert "There is a problem" in facet["errors"]
    assert facets["check"]["captcha"] != []
    assert facets["check"]["summary"] == {"rows": 2, "changes": 2}
    assert facets["check"]["controls"][0]["text"] == "Send your report"


def test_a_form_that_hides_behind_the_names_of_its_fields(facets: dict[str, Facet]) -> None:
    facet = facets["clobbered"]
    assert [(one["action"], one["method"]) for one in facet["forms"]] == [("https://c.example/real", "post")]
    assert facet["controls"][0]["action"] == "https://c.example/real"
    assert len(facet["fields"]) == 6


def test_progress_of_many_makes(facets: dict[str, Facet]) -> None:
    want = [("Where", False, True), ("What", True, False), ("You", False, False)]
    for name in ("list", "hidden words"):
        assert [
            (one["text"], one["current"], one["done"]) for one in facets[name]["progress"]["steps"]
        ] == want
    assert facets["bar"]["progress"]["bar"]["now"] == 25
    assert [one["current"] for one in facets["tabs"]["progress"]["steps"]] == [True, False]
    assert [one["drawn"] for one in facets["tabs"]["controls"]] == ["Cancel", "Next"]


def test_bare_numbers_count_the_steps_whatever_their_list_is_called(facets: dict[str, Facet]) -> None:
    told = [(one["text"], one["current"]) for one in facets["numbers"]["progress"]["steps"]]
    assert told == [("1", False), ("2", True), ("3", False)]
    for name in ("pages of results", "numbers after", "stars"):
        assert facets[name]["progress"]["steps"] == [], name


def test_parts_not_shown_yet_are_no_traps(facets: dict[str, Facet]) -> None:
    fields = named(facets["parts"])
    assert [(one["visible"], one["decoy"]) for one in (fields["p"], fields["n"], fields["e"])] == [
        (True, False),
        (False, False),
        (False, False),
    ]
    assert [(one["text"], one["visible"]) for one in facets["parts"]["controls"]] == [
        ("Send report", False),
        ("Next", True),
    ]


def test_everything_is_bounded(facets: dict[str, Facet]) -> None:
    facet = facets["many"]
    assert (len(facet["fields"]), len(facet["controls"])) == (200, 60)
    assert all(len(one) <= 300 for one in facet["texts"])


def test_the_frame_with_the_form_is_found(facets: dict[str, Facet]) -> None:
    assert facets["frame"]["of"] is True
