"""Finding a task: words, links, pages; paraphrases, Welsh, slips, decoys."""

from dataclasses import replace

import pytest

from checks.addresses import canonical
from checks.digest import LinkSeen, PageDigest, digest
from checks.finding import (
    Hearsay,
    PageScore,
    choose_task_page,
    page_kind,
    rank_links,
    rank_pages,
    score_link,
    score_page,
    trail_links,
    with_hearsay,
)
from checks.finding_pages import REGISTERED, speaking_parts
from checks.naming import names_task
from checks.registry import pack_of, packs
from checks.vocabulary import vocabulary
from checks.words import is_typo_of, stems, welsh_forms

FLY = pack_of("report-fly-tipping").journey
BIN = pack_of("report-missed-bin").journey
PERMIT = pack_of("apply-resident-parking-permit").journey
TAX = pack_of("pay-council-tax").journey
FOUR = (FLY, BIN, PERMIT, TAX)
SITE = "https://www.foo.gov.uk"


def page(html, path="/page", title="", h1=""):
    heading = f"<h1>{h1}</h1>" if h1 else ""
    return digest(
        f"<html><head><title>{title}</title></head><body><main>{heading}{html}</main></body></html>",
        SITE + path,
    )


def of_link(text, journey, path="/x/1"):
    return score_link(LinkSeen(SITE + path, text), [journey]).score


# -- words -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Reporting dumped rubbish", "report dump rubbish"),
        ("bins' collections", "bin collection"),
        ("The bin hasn’t been emptied", "bin not empty"),
        ("Paying your bills", "pay bill"),
        ("Residents' permits", "resident permit"),
    ],
)
def test_stems_meet(one, other):
    assert stems(one) == stems(other)


@pytest.mark.parametrize(("one", "other"), [("parking", "park"), ("housing", "house"), ("report", "airport")])
def test_stems_that_differ(one, other):
    assert stems(one) != stems(other)


@pytest.mark.parametrize(
    ("slip", "meant"), [("councel", "council"), ("permitt", "permit"), ("recieve", "receive")]
)
def test_slips(slip, meant):
    assert is_typo_of(slip, meant)


@pytest.mark.parametrize(
    ("word", "meant"), [("packing", "parking"), ("hermit", "permit"), ("resort", "report"), ("tax", "tap")]
)
def test_other_words_are_no_slips(word, meant):
    assert not is_typo_of(word, meant)


def test_welsh_mutations():
    assert {"dreth", "nhreth", "threth"} <= set(welsh_forms("treth"))
    assert "fin" in welsh_forms("bin")
    assert welsh_forms("adrodd") == ("adrodd",)


# -- links -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "journey"),
    [
        ("Report fly-tipping", FLY),
        ("Report flytipping", FLY),
        ("Report fly tiping", FLY),
        ("Tell us about rubbish that's been dumped", FLY),
        ("Let us know about illegally dumped waste", FLY),
        ("Rhoi gwybod am dipio anghyfreithlon", FLY),
        ("Report a missed bin", BIN),
        ("My bin has not been emptied", BIN),
        ("We didn't collect your recycling", BIN),
        ("Bin wasn't collected? Tell us", BIN),
        ("Report missed food waste or recycling bin", BIN),
        ("Adrodd am gasgliad a fethwyd", BIN),
        ("Apply for a resident's parking permit", PERMIT),
        ("Get residents' parking permits", PERMIT),
        ("Residents' permits and visitor vouchers", PERMIT),
        ("Gwneud cais am drwydded barcio i breswylwyr", PERMIT),
        ("Pay your council tax", TAX),
        ("Council Tax: how to pay", TAX),
        ("Make a council tax payment", TAX),
        ("Talu'r dreth gyngor", TAX),
    ],
)
def test_a_task_by_many_names(text, journey):
    scores = score_link(LinkSeen(SITE + "/x/1", text), FOUR).scores
    assert scores[journey.id] >= 0.6
    assert all(value < scores[journey.id] - 0.25 for name, value in scores.items() if name != journey.id)


@pytest.mark.parametrize(
    ("right", "decoy", "journey"),
    [
        ("Dumped rubbish", "Fly-tipping on private land: fly-tipping rules for landowners", FLY),
        ("Report dumped waste", "Fly-tipper fined £4,000 for fly-tipping after fly-tipping report", FLY),
        ("Fly-tipping", "Fly-tipping statistics 2024 to 2025: fly-tipping reports", FLY),
        ("Fly-tipping", "Fly-tipping enforcement policy", FLY),
        ("Fly-tipping", "Freedom of information: fly-tipping reports", FLY),
        ("Missed collections", "Missed bin statistics", BIN),
        ("Bin not collected?", "Report a damaged bin", BIN),
        ("Missed bins", "Order a new bin", BIN),
        ("Missed bin", "Report a missed trade waste collection for businesses", BIN),
        ("Residents' permits", "Apply for a visitor parking permit", PERMIT),
        ("Residents' permits", "Apply for a business parking permit", PERMIT),
        ("Parking permits", "Parking permit terms and conditions", PERMIT),
        ("Parking permits", "Apply for a skip permit", PERMIT),
        ("Pay council tax", "Council tax bands and charges: what your council tax pays for", TAX),
        ("How to pay your council tax", "Council tax reduction", TAX),
        ("Council tax payments", "Pay business rates", TAX),
        ("Ways to pay council tax", "Problems paying council tax", TAX),
    ],
)
def test_decoys_lose(right, decoy, journey):
    assert of_link(right, journey) > of_link(decoy, journey) + 0.15


@pytest.mark.parametrize(
    ("text", "journey"),
    [
        ("Bins and waste", BIN),
        ("Rubbish and recycling", BIN),
        ("Biniau ac ailgylchu", BIN),
        ("Streets, parking and transport", PERMIT),
        ("Parking", PERMIT),
        ("Council tax", TAX),
        ("Pay for it", TAX),
        ("Report it", FLY),
        ("Report a problem", BIN),
        ("Apply for it", PERMIT),
        ("A to Z of services", TAX),
    ],
)
def test_category_pages_have_the_scent(text, journey):
    nothing = of_link("Libraries and archives", journey)
    assert of_link(text, journey) > nothing + 0.15


@pytest.mark.parametrize("text", ["Apply for it", "Pay for it"])
def test_a_hub_of_another_verb_has_little_scent(text):
    assert of_link(text, FLY) < 0.15


def test_a_link_without_words_of_its_own_takes_those_around_it():
    ranked = rank_links(
        page(
            "<h2>Missed bins</h2><p><a href='/s/1'>Start now</a></p><h2>Dumped rubbish</h2><p>To report fly-tipping use "
            "<a href='/s/2'>this form</a>.</p><h2>Pest control</h2><a href='/s/3'>Book online</a>"
        ),
        FOUR,
    )
    by_path = {one.url.removeprefix(SITE): one.scores for one in ranked}
    assert by_path["/s/1"]["report-missed-bin"] > 0.6 > by_path["/s/1"]["report-fly-tipping"]
    assert by_path["/s/2"]["report-fly-tipping"] > 0.6 > by_path["/s/2"]["report-missed-bin"]
    assert max(by_path["/s/3"].values()) < 0.3


def test_addresses_speak_where_texts_do_not():
    assert of_link("", FLY, "/streets/reportflytipping") > 0.5
    assert of_link("", FLY, "/waste/fly-tipping/report.aspx") > 0.5
    assert of_link("", BIN, "/form?formid=MISSED_BIN") > 0.4
    assert of_link("", TAX, "/council-tax-reduction") < 0.3


def test_links_are_ranked_once_each_with_reasons_and_without_files_traps_or_social_media():
    ranked = rank_links(
        page(
            "<a href='/fly'>Report fly-tipping</a><a href='/fly#top'>Fly-tipping</a><a href='/fly.pdf'>Report fly-tipping"
            "</a><a href='/logout'>Log out</a><a href='https://www.facebook.com/x'>Report fly-tipping</a>"
            "<a href='/page'>Report fly-tipping</a>"
        ),
        FOUR,
    )
    assert [one.url for one in ranked] == [f"{SITE}/fly"]
    assert any("fly-tipping" in reason for reason in ranked[0].reasons)


def test_the_footer_counts_less():
    main = score_link(LinkSeen(SITE + "/x", "Report fly-tipping"), [FLY]).score
    assert score_link(LinkSeen(SITE + "/x", "Report fly-tipping", place="footer"), [FLY]).score < main


# -- pages -----------------------------------------------------------------------------------------------

TASK = page(
    "<p>Tell us about rubbish that has been left on a street or a path.</p><p><a href='/forms/1'>Report it online</a></p>"
    "<p>We clear it within 3 working days.</p>",
    "/streets/dumped-rubbish",
    "Dumped rubbish | Foo Council",
    "Dumped rubbish",
)
NEWS = page(
    "<p>Published: 3 May 2026</p><p>A fly-tipper has been fined for fly-tipping after residents reported fly-tipping. "
    "Report fly-tipping to stop fly-tipping.</p><p>Fly-tipping costs us. Report fly-tipping.</p><a href='/r'>Report "
    "fly-tipping</a>",
    "/news/fly-tipping-fine",
    "Fly-tipper fined in fly-tipping crackdown | Foo Council",
    "Fly-tipper fined in fly-tipping crackdown",
)
POLICY = page(
    "<p>This policy sets out how we deal with fly-tipping. Fly-tipping is a crime and fly-tipping is reported.</p>"
    * 4,
    "/policies/fly-tipping-policy",
    "Fly-tipping enforcement policy | Foo",
    "Fly-tipping enforcement policy",
)
FORM = page(
    "<form method=post action='/s'><label>Where is it? <input name=where></label><label>What is it? <textarea name=w>"
    "</textarea></label><button>Next</button></form>",
    "/forms/1",
    "Report dumped rubbish | Foo forms",
    "Report dumped rubbish",
)
LANDING = page(
    "".join(
        f"<li><a href='/w/{n}'>{n}</a></li>"
        for n in ("Fly-tipping", "Missed bins", "Bin days", "Recycling", "Tips")
    ),
    "/waste",
    "Waste and recycling | Foo",
    "Waste and recycling",
)


@pytest.mark.parametrize(
    ("one", "kind"),
    [(NEWS, "news"), (POLICY, "policy"), (FORM, "form"), (LANDING, "landing"), (TASK, "other")],
)
def test_kinds(one, kind):
    assert page_kind(one) == kind


def test_the_task_page_comes_first_though_others_hold_more_of_its_words():
    order = [one.url.removeprefix(SITE) for one in rank_pages([NEWS, POLICY, LANDING, FORM, TASK], FLY)]
    assert order[0] == "/streets/dumped-rubbish"
    assert order[1] == "/forms/1"


def test_the_form_is_the_task_page_where_there_is_no_other():
    assert rank_pages([NEWS, FORM, POLICY], FLY)[0].url == FORM.url


def test_scores_say_why():
    score = score_page(TASK, FLY)
    assert score.score > 0.6
    assert score.acts
    assert score.kind == "task"
    assert any("title" in reason or "heading" in reason for reason in score.reasons)


def test_a_title_that_names_the_site_only_lets_the_content_speak():
    bare = page(
        "<h2>Missed bins</h2><p>If your bin was not emptied, tell us within 2 days.</p><p>You can report a missed bin "
        "<a href='/f/2'>online</a>.</p>",
        "/index.aspx?articleid=5",
        "Foo Council",
        "Welcome",
    )
    assert score_page(bare, BIN).score > 0.35
    assert max(score_page(bare, other).score for other in (FLY, PERMIT, TAX)) < 0.1


def test_a_page_that_is_not_there_is_no_task_page():
    gone = page("<p>Report fly-tipping</p>", "/report-fly-tipping", "Page not found", "Report fly-tipping")
    assert score_page(gone, FLY).score < 0.2


@pytest.mark.parametrize(
    ("title", "journey"),
    [
        ("Visitor permits", PERMIT),
        ("Council tax bands", TAX),
        ("Council tax reduction", TAX),
        ("Bin collection days", BIN),
        ("Bulky waste collection", BIN),
        ("Report graffiti", FLY),
        ("Report an abandoned vehicle", FLY),
    ],
)
def test_neighbours_are_not_the_task(title, journey):
    other = page(
        f"<p>All about {title.lower()}.</p><a href='/a'>Apply online</a>", "/n", f"{title} | Foo", title
    )
    assert score_page(other, journey).score < 0.4


def test_a_guide_page_that_acts_beats_its_overview():
    overview = page(
        "<p>Who can have one.</p>",
        "/permits/1",
        "Residents' parking permits | Foo",
        "Residents' parking permits",
    )
    apply = page(
        "<p>Have your car's papers ready.</p><a href='/start'>Apply now</a>",
        "/permits/3",
        "Apply for a residents' parking permit | Foo",
        "Apply for a residents' parking permit",
    )
    assert rank_pages([overview, apply], PERMIT)[0].url == apply.url


def test_a_neighbour_whose_only_way_in_is_the_tasks_page_gives_way_to_it():
    url = "https://x.example/social-housing-how-to-apply"
    task = PageScore(0.92, "guide", (), url=url)
    neighbour = PageScore(
        0.99,
        "task",
        ("has the way in",),
        acts=True,
        url="https://x.example/your-rent",
        ways=(canonical(url),),
    )
    assert choose_task_page([neighbour, task])[0] is task
    with_form = replace(neighbour, reasons=("holds a form",))
    assert choose_task_page([with_form, task])[0] is with_form
    weak = replace(task, score=0.5)
    assert choose_task_page([neighbour, weak])[0] is neighbour
    # The page that the council registered has related pages beside its content, and gives way to none of them.
    ours = replace(neighbour, beside=neighbour.ways, reasons=("has the way in", REGISTERED))
    assert choose_task_page([ours, task])[0] is ours
    assert choose_task_page([replace(ours, beside=()), task])[0] is task
    part = replace(task, url=f"{ours.url}/3")
    guide = replace(ours, ways=(canonical(part.url),), beside=(canonical(part.url),))
    assert choose_task_page([guide, part])[0] is part
    assert choose_task_page([replace(ours, reasons=neighbour.reasons), task])[0] is task


def test_nothing_is_chosen_from_nothing():
    assert choose_task_page([]) == []
    assert choose_task_page([score_page(PageDigest(url=SITE), FLY)]) == []


@pytest.mark.parametrize("pack", packs(), ids=lambda pack: pack.journey.id)
def test_every_journey_knows_its_own_queries_from_its_decoys(pack):
    """Holds for journeys to come: what a resident types names the task, a neighbour's name does not."""
    words = vocabulary(pack.journey)
    for query in pack.journey.queries["en"][:1]:
        assert words.match(query).score >= 0.6, query
    assert words.match(pack.journey.misspelling).score >= 0.5
    strong = [one for one in pack.journey.decoys if words.match(one).score >= 0.6]
    assert strong == []


@pytest.mark.parametrize(
    "title",
    [
        "Missed bin reports down by a third",
        "If your bin is not collected because of snow: missed bin collections suspended, warns council",
        "Missed bin figures by ward",
    ],
)
def test_headlines_and_figures_are_not_the_task(title):
    story = page(
        f"<p>Published: 2031-10-05</p><p>{title}. Crews missed fewer bins.</p>",
        "/your-council/x",
        title,
        title,
    )
    real = page(
        "<p>Tell us by telephone if we missed your bin.</p>",
        "/waste/y",
        "Missed collections",
        "Missed collections",
    )
    assert rank_pages([story, real], BIN)[0].url == real.url


def test_a_task_denied_is_another_page():
    cannot = page(
        "<p>Talk to us.</p>",
        "/ct/a",
        "If you cannot pay your council tax",
        "If you cannot pay your council tax",
    )
    paying = page(
        "<p>Your council tax is due on the first of the month.</p><a href='/card'>Pay by card</a>",
        "/ct/b",
        "Paying your bill",
        "Paying your bill",
    )
    assert rank_pages([cannot, paying], TAX)[0].url == paying.url


def test_a_form_gives_way_to_the_page_that_leads_to_it_even_if_that_names_the_task_less():
    content = page(
        "<p>Fly-tipping is a crime. Tell us where it is.</p><a href='/forms/1'>Report it online</a>",
        "/streets/fly-tipping-and-litter",
        "Fly-tipping and litter",
        "Fly-tipping and litter",
    )
    assert [one.url for one in rank_pages([FORM, content], FLY)] == [content.url, FORM.url]


def page_of(body, title, path):
    return digest(
        f"<html><head><title>{title}</title></head><body><main>{body}</main></body></html>",
        f"https://foo.gov.uk{path}",
    )


LONG = (
    "<p>You can apply for a resident parking permit if you live in the zone, and you may park there all day.</p>"
    * 3
)


def test_an_article_by_number_is_no_news():
    page = page_of(
        f"<h1>Resident parking permits</h1>{LONG}", "Resident parking permits", "/article/2840/Permits"
    )
    assert score_page(page, pack_of("apply-resident-parking-permit").journey).kind != "news"


def test_a_heading_that_lists_businesses_too_does_not_make_it_theirs():
    mixed = page_of(
        f"<h1>Residents, business and carers permits</h1>{LONG}", "Resident parking permits", "/p"
    )
    theirs = page_of(f"<h1>Business parking permits</h1>{LONG}", "Business parking permits", "/p")
    journey = pack_of("apply-resident-parking-permit").journey
    assert score_page(mixed, journey).score > 2 * score_page(theirs, journey).score


def test_a_form_on_a_page_with_another_name_is_not_this_tasks():
    form = "<form method=post><label>What? <input name=a></label><label>Why? <input name=b></label><button>Send</button></form>"
    words = "<p>Pay your council tax here, said the clerk of the council to me.</p>" * 3
    tax = pack_of("pay-council-tax").journey
    other = page_of(f"<h1>Opening hours of museums</h1>{words}{form}", "Opening hours of museums", "/m")
    nameless = page_of(f"<h1>Fill in</h1>{words}{form}", "Fill in", "/f")
    assert not score_page(other, tax).acts
    assert score_page(nameless, tax).acts


# -- what stands around a page ---------------------------------------------------------------------------


def in_section(crumbs, html, h1, path="/page"):
    trail = "".join(f'<li><a href="/s{number}">{one}</a></li>' for number, one in enumerate(crumbs))
    return digest(
        f'<html><head><title>{h1}</title></head><body><nav aria-label="Breadcrumb"><ol>{trail}</ol></nav>'
        f"<main><h1>{h1}</h1>{html}</main></body></html>",
        SITE + path,
    )


STORY = "<p>Crews cleared fly-tipping from forty lay-bys. Report fly-tipping early, says the member for streets.</p>"


@pytest.mark.parametrize("section", ["Newsroom", "News and media"])
def test_a_page_in_the_news_section_is_news_whatever_it_is_called(section):
    story = in_section(["Home", section], STORY, "Fly-tipping crews get a second van")
    assert page_kind(story) == "news"
    service = in_section(["Home", "Streets and roads"], STORY, "Fly-tipping crews get a second van")
    assert score_page(story, FLY).score < 0.5 * score_page(service, FLY).score


def test_a_page_among_the_figures_and_policies_is_no_task_page():
    counted = in_section(["Home", "Policies and performance"], STORY, "How much fly-tipping was there?")
    assert page_kind(counted) == "policy"


def test_the_section_says_which_bill_is_paid():
    ways = '<p>Bills come in March.</p><p><a href="https://pay.example/3">Pay by card</a></p>'
    here = score_page(in_section(["Home", "Council tax"], ways, "Pay your bill"), TAX)
    assert here.score >= 0.4
    assert here.reasons
    elsewhere = score_page(in_section(["Home", "Libraries"], ways, "Pay your bill"), TAX)
    assert elsewhere.score < 0.3


def test_a_paraphrase_is_known_by_what_the_a_to_z_and_govuk_call_it():
    told = in_section(
        ["Home", "Streets"], "<p>Tell us where it lies.</p>", "Stuff left where it should not be"
    )
    alone = score_page(told, FLY)
    assert alone.score < 0.3
    known = with_hearsay(alone, Hearsay(registered=True, names=("Fly-tipping",)), FLY)
    assert known.score >= 0.35
    assert any("Fly-tipping" in reason for reason in known.reasons)
    other = with_hearsay(alone, Hearsay(names=("Skips on the highway",)), FLY)
    assert other.score == alone.score


def test_results_of_a_search_alone_make_no_task_page_and_news_gains_nothing():
    told = in_section(["Home"], "<p>Open daily.</p>", "Opening times")
    assert with_hearsay(score_page(told, FLY), Hearsay(searches=3), FLY).score < 0.3
    story = score_page(in_section(["Home", "News"], STORY, "Fly-tipping halves"), FLY)
    assert with_hearsay(story, Hearsay(registered=True, searches=3), FLY) == story


def test_a_line_that_reads_as_a_breadcrumb_is_one():
    told = digest(
        "<html><head><title>Pay your bill</title></head><body><main>"
        '<div>You are here: <a href="/">Home</a> / <a href="/tax">Council tax</a> / Pay your bill</div>'
        "<h1>Pay your bill</h1><p>Bills come in March.</p></main></body></html>",
        SITE + "/pay",
    )
    assert [one.says for one in trail_links(told)] == ["Home", "Council tax"]
    assert score_page(told, TAX).score >= 0.4


def test_a_page_for_businesses_is_not_raised_by_the_search():
    trade = in_section(["Home", "Business"], "<p>Ring the trade team.</p>", "Missed trade waste collection")
    alone = score_page(trade, BIN)
    assert with_hearsay(alone, Hearsay(searches=3, names=("Missed bins",)), BIN) == alone


def test_of_two_translations_the_english_page_comes_first():
    def told(lang, title, path):
        body = f"<main><h1>{title}</h1><p>01632 960111</p></main>"
        return digest(
            f'<html lang="{lang}"><head><title>{title}</title></head><body>{body}</body></html>', SITE + path
        )

    english, welsh = (
        told("en", "Report fly-tipping", "/streets/tell"),
        told("cy", "Adrodd tipio anghyfreithlon", "/cy/dweud"),
    )
    assert rank_pages([welsh, english], FLY)[0].url == english.url
    assert score_page(welsh, FLY).score >= 0.5


@pytest.mark.parametrize(
    ("entry", "journey"),
    [
        ("Councillors", "apply-for-housing"),
        ("Payments", "report-pothole"),
        ("Contact", "apply-for-housing"),
        ("Parks", "order-bulky-waste-collection"),
        ("Homes", "report-pothole"),
    ],
)
def test_a_word_that_councils_use_is_no_slip_of_the_pen(entry, journey):
    assert not names_task(entry, pack_of(journey).journey)
    assert vocabulary(pack_of(journey).journey).match(entry, typos=True) == vocabulary(
        pack_of(journey).journey
    ).match(entry, typos=False)


def test_a_slip_is_still_read():
    assert names_task("Report an abandonned vehicle", pack_of("report-abandoned-vehicle").journey)
    assert names_task("Report a potholle", pack_of("report-pothole").journey)


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("Home - Foo District Council", []),
        ("Pay council tax", ["Pay council tax"]),
        ("Council housing | Foo Borough Council", ["Council housing"]),
        ("Abandoned vehicles [Foo Council]", ["Abandoned vehicles [Foo Council]"]),
    ],
)
def test_what_of_a_title_speaks(title, parts):
    assert speaking_parts(title) == parts


def test_a_services_own_code_is_kept_whatever_else_is_said():
    one = LinkSeen("https://www.foo.gov.uk/service.asp?PID=528", "Service details")
    scores = score_link(one, [pack.journey for pack in packs()]).scores
    assert max(scores, key=lambda name: scores[name]) == "order-bulky-waste-collection"


def test_of_pages_that_fit_equally_the_one_given_to_govuk_is_the_tasks():
    repairs = PageScore(1.0, "other", ("title names it",), url="http://a.example/council-home-repairs")
    homes = PageScore(1.0, "guide", ("title names it", REGISTERED), url="http://a.example/find-a-home")
    assert choose_task_page([repairs, homes])[0] is homes
    better = PageScore(0.96, "guide", ("title names it", REGISTERED), url="http://a.example/find-a-home")
    assert choose_task_page([repairs, better])[0] is repairs
