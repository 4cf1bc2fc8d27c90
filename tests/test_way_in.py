"""The way in on pages as councils write them: other words, other markup, and things beside it that only look like it."""

import pytest

from checks.digest import digest
from checks.registry import pack_of
from checks.route import next_step

SITE = "https://www.northmere.gov.uk"
PLACES = {
    "fly": ("report-fly-tipping", "Rubbish dumped in the street"),
    "bin": ("report-missed-bin", "Missed bin collections"),
    "day": ("find-bin-collection-day", "When are my bins emptied?"),
    "hole": ("report-pothole", "Potholes and damaged roads"),
    "lamp": ("report-street-light", "Faulty street lights"),
    "bulky": ("order-bulky-waste-collection", "Bulky waste collections"),
    "permit": ("apply-resident-parking-permit", "Residents' parking permits"),
    "badge": ("apply-for-blue-badge", "Blue Badges"),
    "tax": ("pay-council-tax", "Paying your council tax"),
    "plan": ("comment-on-planning-application", "View and comment on planning applications"),
    "home": ("apply-for-housing", "The housing register"),
    "school": ("apply-for-school-place", "Apply for a primary school place"),
    "cy": ("report-fly-tipping", "Tipio anghyfreithlon"),
}


def way(task, html, title="", declared=True):
    journey, heading = PLACES[task]
    heading = title or heading
    inner = f"<main><h1>{heading}</h1>{html}</main>" if declared else html
    page = f"<html><head><title>{heading} - Northmere Council</title></head><body>{inner}</body></html>"
    return next_step(digest(page, f"{SITE}/services/{task}"), pack_of(journey).journey)


PROSE = "<p>We look into every case within five working days and let you know what we find out there.</p>"


@pytest.mark.parametrize(
    ("task", "html"),
    [
        # A call-out beside the text, whose words name no thing.
        ("plan", f"{PROSE}<aside><h2>Planning register</h2><a href='/WAY'>Search the register</a></aside>"),
        ("home", f"{PROSE}<div class=callout><p>Ready?</p><a class=button href='/WAY'>Join the register</a></div>"),
        ("tax", f"{PROSE}<aside><a class=cta href='/WAY'>Do it online</a></aside><h2>Direct Debit</h2>{PROSE}"),
        ("lamp", f"<div class=box><a href='/WAY'>Tell us where it is</a></div>{PROSE}"),
        ("permit", f"{PROSE}<p><a role=button href='/WAY'>Get started</a></p>"),
        ("bin", f"{PROSE}<a href='/WAY'>Let us know</a>"),
        # Part of a sentence, or named by it.
        ("hole", f"{PROSE}<p>The quickest way to report one is through our <a href='/WAY'>Street Doctor</a> pages.</p>"),
        ("fly", "<p>Spotted a heap of rubbish? <a href='/WAY'>Send us the details</a> or ring 01234 567890.</p>"),
        ("home", "<p>You can apply at <a href='https://homes.example/WAY'>Mere Homefinder</a> at any time.</p>"),
        ("plan", "<p>To comment, use <a href='https://pa.northmere.gov.uk/online-applications/WAY'>Public Access</a>.</p>"),
        ("bulky", f"{PROSE}<p>To book, please complete <a href='/WAY'>this short form</a>.</p>"),
        ("permit", "<p>Permits are now digital. Buy yours using <a href='https://mipermit.example/WAY'>MiPermit</a>.</p>"),
        # The place of another task beside it.
        ("bin", f"{PROSE}<p>Please <a href='/WAY'>use our form</a>.</p><section><h3>Join the garden waste club</h3>"
         "<a class=button href='/garden'>Start here</a></section>"),
        ("permit", "<section><h3>Apply to be a civil enforcement officer</h3><a href='/jobs/12'>Apply now</a></section>"
         "<h2>How to get one</h2><a href='/WAY'>Apply for or renew a permit</a>"),
        ("hole", "<h2>Related pages</h2><ul><li><a href='/lamps'>Report a street light</a><li><a href='/signs'>Report a sign"
         "</a></ul><h2>Tell us about it</h2><a href='/WAY'>Report online</a>"),
        ("fly", "<ul class=tiles><li><a href='/graffiti'><h3>Graffiti</h3><p>Report graffiti</p></a><li><a href='/WAY'><h3>"
         "Fly-tipping</h3><p>Report dumped rubbish</p></a></ul>"),
        # Folded away, drawn, scripted with an address, a tile.
        ("bulky", "<details><summary>Book a collection</summary><p>It costs £35.</p><a href='/WAY'>Book now</a></details>"),
        ("tax", "<div class=card tabindex=0 data-href='/WAY'><h3>Pay now</h3><p>by debit card</p></div>"),
        ("lamp", "<input type=button value='Report a fault' onclick=\"window.open('/WAY')\">"),
        ("school", f"{PROSE}<p>Use the Parent Portal to <a href='https://portal.example/WAY'>make your application</a>.</p>"),
        ("day", f"{PROSE}<p><a href='/WAY'>Check your collection day by postcode</a></p>"),
        # Other verbs for the same.
        ("fly", f"{PROSE}<a class=btn href='/WAY'>Report it to us now</a><p><a href='/prosecutions'>Who we have prosecuted</a></p>"),
        ("plan", f"{PROSE}<a href='/WAY'>Have your say on an application</a>"),
        ("bulky", f"{PROSE}<a class=button href='/WAY'>Order a collection</a>"),
        ("home", f"{PROSE}<a class=button href='/WAY'>Register for housing online</a>"),
        ("bin", f"{PROSE}<a class=button href='/WAY'>Carry on to the form</a>"),
        # Welsh.
        ("cy", "<p>Os ydych wedi gweld gwastraff, <a href='/WAY'>rhowch wybod i ni</a>.</p>"),
        ("cy", "<p>Mae gwastraff yn broblem.</p><a class=botwm href='/WAY'>Dechrau nawr</a>"),
        ("cy", "<p>Llenwch <a href='/WAY'>ein ffurflen ar-lein</a>.</p>"),
        # Beside prices, dates, conditions and the other things that one can do.
        ("tax", "<h2>Online</h2><p>Have your eight-digit reference to hand.</p><p><a "
         "href='https://www.civica.example/WAY'>Make a payment</a></p><h2>By phone</h2><p>Ring 0300 123.</p>"),
        ("tax", "<table><tr><th>How</th><th>What to do</th></tr><tr><td>Debit card</td><td><a href='/WAY'>Online "
         "payments</a></td></tr><tr><td>Direct Debit</td><td><a href='/dd'>Set up a Direct Debit</a></td></tr></table>"),
        ("bulky", f"{PROSE}<h2>Prices</h2><p>Up to three items: £25.</p><h2>Book</h2><p>Have the list of your items ready, "
         f"then <a href='/WAY'>request your collection</a>.</p>"),
        ("bulky", "<ul><li><a href='/skips'>Hire a skip</a></li><li><a href='/tip'>Find a tip</a></li><li><a href='/WAY'>"
         "Have it collected</a></li></ul>"),
        ("school", f"{PROSE}<p>Closing date: 15 January 2027.</p><a class='btn btn-primary' "
         f"href='https://emsonline.example/CitizenPortal/WAY'>Citizens Portal</a>"),
        ("school", f"{PROSE}<p>Applying on time? <a href='/WAY'>Apply through the admissions portal</a></p><p>Late? <a "
         f"href='/late.pdf'>Late application form</a></p>"),
        ("home", f"{PROSE}<p>Before applying read our <a href='/policy'>allocations policy</a>.</p><p>When ready, <a "
         f"href='https://cbl.example/WAY'>create your housing application</a>.</p>"),
        ("plan", "<ul><li><a href='/ppg'>Do I need planning permission?</a></li><li><a "
         "href='https://planning.northmere.gov.uk/WAY'>Simple search</a></li><li><a href='/fees'>Fees</a></li></ul>"),
        ("plan", f"{PROSE}<p>Comments must be made within 21 days, and online: <a "
         f"href='https://publicaccess.northmere.gov.uk/online-applications/WAY'>publicaccess.northmere.gov.uk</a></p>"),
        ("lamp", "<p>Note the number on the column.</p><p><a href='/WAY'><img src=x.png alt='Report a fault button'></a>"
         "</p>"),
        ("lamp", "<h2>Traffic lights</h2><a href='/tl'>Report online</a><h2>Street lamps</h2><a href='/WAY'>Report "
         "online</a>"),
        ("bin", "<p>Check the <a href='/delays'>list of delays</a> first.</p><p>Not listed? <a href='/WAY'>Log a missed "
         "collection</a></p>"),
        ("day", f"{PROSE}<a href='/WAY'>Look up my address</a><a href='/calendars'>Printed calendars</a>"),
        ("day", f"{PROSE}<p><a class=button href='https://waste.supplier.example/WAY'>View your calendar</a></p>"),
        ("fly", "<p>This includes mattresses and rubble.</p><p class=cta><a href='/WAY'>I want to report something</a></p>"
         ""),
        ("fly", "<div class=panel><h2>Clean Streets app</h2><p>Get the app from <a href='https://apps.apple.com/x'>the "
         "App Store</a></p></div><p><a href='/WAY'>Report using our website</a></p>"),
        ("permit", "<p>Zones A to F.</p><h2>Visitors</h2><a href='/visitors'>Buy visitor vouchers</a><h2>Residents</h2><a "
         "href='https://permits.example/WAY'>Manage your permits</a>"),
        ("tax", f"{PROSE}<p>You do not need to log in: <a href='/WAY'>pay as a guest</a>, or <a href='/login'>sign in to "
         f"your account</a>.</p>"),
        ("cy", "<h2>Rhoi gwybod</h2><p>Gallwch roi gwybod ar-lein drwy <a href='https://ffurflenni.example/WAY'>ein "
         "gwasanaeth</a>.</p>"),
        # How to do it, as one part of a guide; who may do it is another.
        ("fly", "<ul><li><a href='/p/2'>Penalties</a><li><a href='/WAY'>How to report it</a></ul>"),
        ("badge", "<ul><li><a href='/p/2'>Who can apply for a Blue Badge?</a><li><a href='/WAY'>How to apply for a badge</a>"
         "</ul><p><a rel=next href='/p/2'>Next Who can apply for a Blue Badge?</a></p>"),
        ("school", "<ul><li><a href='/news'>Latest news</a><li><a href='/WAY'>Applying for a place 2027</a></ul>"),
        # A part of this page by its address, listed in what looks like a menu.
        ("tax", f"<nav><ul><li>Ways to pay<li><a href='/services/tax/WAY'>Pay online</a><li><a href='/services/tax/3'>By post"
         f"</a></ul></nav>{PROSE}"),
        # Less sure words, where there is only paper beside them.
        ("permit", f"{PROSE}<p><a href='/WAY'>Residents: apply</a></p><p><a href='/form.pdf'>Application form</a></p>"),
        # What calls itself a form, a system or a portal, and names no task.
        ("fly", f"{PROSE}<p><a href='/WAY'>Environmental problem form</a></p>"),
        ("home", f"{PROSE}<p>Complete the <a href='/WAY'>pre-application questionnaire</a>.</p>"),
        ("permit", f"{PROSE}<p><a href='https://parking.example/WAY'>Permit portal</a></p><p><a href='/v'>Visitors</a></p>"),
        ("hole", f"{PROSE}<p>Use our <a href='https://doctor.example/WAY'>Street Doctor</a> service to report it.</p>"),
        # The one supplier to which the page sends its reader.
        ("home", f"{PROSE}<p><a href='https://homes.example/WAY'>Homefinder Northmere</a></p><p><a href='/p'>Policy</a></p>"),
        ("tax", "<ul><li><a href='/dd'>Direct Debit</a><li><a href='https://ip.e-payments.example/WAY'>Debit or credit card"
         "</a><li><a href='/shops'>Cash</a></ul>"),
        # Among what one may see, what the task is about.
        ("plan", f"{PROSE}<a href='/l'>View the weekly list</a> <a href='https://pa.example/WAY'>View planning applications</a>"),
        # Beneath a heading that only announces other things, by itself.
        ("school", f"{PROSE}<h2>Related information</h2><p><a href='/WAY'>Apply online</a></p><h2>Late applications</h2>"
         "<p><a href='/late.pdf'>Application form for a primary school place</a></p>"),
        # Streets by their first letter.
        ("day", "<h2>Normal collection days</h2><p><a href='/bin-collection-days/streets/WAY'>A</a> "
         + " ".join(f"<a href='/bin-collection-days/streets/{x}'>{x}</a>" for x in "BCDEFGHIJKLMN") + "</p>"),
    ],
)  # fmt: skip
def test_the_way_is_followed(task, html):
    found = way(task, html)
    assert found.kind == "follow", found
    assert found.url.endswith("/WAY"), found


@pytest.mark.parametrize(
    ("task", "html"),
    [
        # The site's own menus and lists where the markup says nothing of them.
        ("bin", "<div class=top><a href='/pay'>Pay</a> <a href='/report'>Report it</a> <a href='/apply'>Apply</a></div>"
         f"<div class=body><h1>Missed bin collections</h1>{PROSE}<a href='/WAY'>Report it</a></div>"),
        ("permit", "<div><a href='/start'>Start now</a><a href='/a'>Apply</a></div><div><h1>Residents' parking permits</h1>"
         f"{PROSE}<p><a href='/WAY'>Apply online</a></p></div>"),
        ("hole", f"<div><h1>Potholes and damaged roads</h1>{PROSE}<a href='/WAY'>Report online</a></div><div><a href='/r'>Report"
         "</a> <a href='/p'>Pay</a> <a href='/a'>Apply</a> <a href='/b'>Book</a></div>"),
    ],
)  # fmt: skip
def test_menus_that_no_markup_names_are_passed_over(task, html):
    found = way(task, html, declared=False)
    assert (found.kind, found.url) == ("follow", f"{SITE}/WAY")


@pytest.mark.parametrize(
    ("task", "html"),
    [
        ("bin", f"{PROSE}<p>Call 01234 567890.</p><h2>Feedback</h2><p>Was this page useful?</p><a href='/f'>Let us know</a>"),
        ("fly", f"{PROSE}<p>Ring 01234 567890.</p><p><a href='/contact-us'>Contact us</a></p>"),
        ("hole", f"{PROSE}<h2>Related services</h2><ul><li><a href='/lamp'>Report a street light</a></ul>"),
        ("tax", f"{PROSE}<h2>News</h2><a href='/news/2026/03/rise'>Council tax: pay more from April</a>"),
        ("permit", f"{PROSE}<p>Permits cannot be bought online. <a href='/offices'>Find our offices</a>.</p>"),
        ("lamp", f"{PROSE}<form method=post action='/n'><label>E-mail address <input name=e type=email></label>"
         "<button>Sign up for our newsletter</button></form>"),
        ("lamp", f"{PROSE}<form method=get action='/site-search'><label>What do you want to find? <input name=words></label>"
         "<button>Go</button></form>"),
        ("bulky", f"{PROSE}<form method=post><h2>Send this page to a friend</h2><label>Your name <input name=a></label><label>"
         "Friend's e-mail <input name=b></label><button>Send</button></form>"),
        ("day", f"{PROSE}<div id=chat><label>Ask our assistant <input name=chat_message></label><button>Send</button></div>"),
        ("permit", f"{PROSE * 12}<iframe src='https://stats.example/count' title='' class=visually-hidden></iframe>"),
        ("permit", f"{PROSE * 12}<iframe src='https://tags.example/ns.html' style='position:absolute;left:-9999px'></iframe>"),
        ("fly", f"{PROSE}<noscript><iframe src='https://tags.example/ns.html'></iframe></noscript>"),
        ("hole", f"{PROSE}<p>Ring 01234 567890.</p><h2>Latest news</h2><a href='/news/1'>Report says pothole repairs are "
         f"up</a>"),
        ("bulky", f"{PROSE}<p>Ring 01234 567890 to book.</p><h2>Also in Waste</h2><ul><li><a href='/a'>Order a new bin</a>"
         f"</li><li><a href='/b'>Report a missed bin</a></li></ul>"),
        ("home", f"{PROSE}<p>Please visit our offices.</p><p>Tell us once when someone dies: <a href='/once'>Tell us "
         f"once</a></p>"),
        ("fly", f"{PROSE}<form action='/subscribe' method=post><label>Get e-mail updates <input type=email name=em></label>"
         f"<button>Subscribe</button></form>"),
        ("lamp", f"{PROSE}<div><h2>Cookies</h2><form method=post action='/cookies'><label><input type=checkbox name=a>"
         f"Analytics</label><label><input type=checkbox name=b>Marketing</label><button>Save my choice</button></form>"
         f"</div>"),
        ("cy", "<p>Ffoniwch ni ar 01234 567890.</p><h2>Newyddion</h2><a href='/newyddion/1'>Dirwy am dipio "
         "anghyfreithlon</a>"),
        # Another council, a charity, a box beside every page, another task's form, an address that is none.
        ("bulky", f"{PROSE}<p>Ring 01234 567890.</p><p>For more information on tips visit <a href='https://www.eastshire.gov.uk/"
         "tips'>Eastshire County Council's website</a>.</p>"),
        ("bulky", f"{PROSE}<p>Ring us.</p><p>Visit <a href='http://Eastshire%20Council'>Eastshire Council's website</a>.</p>"),
        ("bulky", f"{PROSE}<p>Ring us. Or give it to a charity: <a href='https://kind.example/'>Kind furniture collection "
         "system</a></p>"),
        ("fly", f"{PROSE}<p>Ring 01234 567890.</p><ul><li><a href='https://f.example/s.aspx?survey=1'>Report a noisy dog"
         "</a><li><a href='/x'>Buses</a></ul>"),
        ("tax", f"{PROSE}<p>Log in or register to get e-mail updates about this page <a href='/register'>Sign in</a></p>"),
        ("badge", f"{PROSE}<p><a href='https://www.gov.uk/collections/badges'>GOV.UK - About the Blue Badge scheme</a></p>"),
        ("day", "<h2>A to Z of services</h2><p>" + " ".join(f"<a href='/a-z/{x}'>{x}</a>" for x in "ABCDEFGHIJKLMN") + "</p>"),
        ("badge", f"{PROSE * 12}<div class=mylocation><input type=text></div><button type=button>Go</button>"),
    ],
)  # fmt: skip
def test_what_is_for_something_else_is_no_way_in(task, html):
    found = way(task, html)
    assert found.kind in ("none", "document"), found


@pytest.mark.parametrize(
    ("task", "html", "kind", "how"),
    [
        ("fly", f"{PROSE}<form method=post action='/f/9'><input type=hidden name=t value=1><button>Begin</button></form>",
         "follow", "post"),
        ("bulky", f"{PROSE}<div role=button tabindex=0>Book a collection</div>", "follow", "script"),
        ("permit", f"{PROSE}<a href='#' onclick='openForm()'>Apply online</a>", "follow", "script"),
        ("tax", f"{PROSE}<a href=\"javascript:__doPostBack('ctl00$pay','')\">Pay now</a>", "follow", "script"),
        ("bulky", "<iframe src='https://supplier.example/x/1' title='Book your collection'></iframe>", "follow", "frame"),
        ("hole", "<p>Use the map below.</p><iframe src='https://supplier.example/around' title=''></iframe>", "follow", "frame"),
        ("badge", f"{PROSE}<a href='https://www.gov.uk/apply-blue-badge'>Apply for or renew a Blue Badge</a>", "hand-over", "link"),
        ("hole", "<p>Roads are looked after by Eastshire County Council. <a href='https://www.eastshire.gov.uk/roads'>Report it "
         "on their website</a>.</p>", "hand-over", "link"),
        ("day", f"{PROSE}<form method=get><label>Your postcode <input name=pc></label><button>Show</button></form>", "form-here",
         "link"),
    ],
)  # fmt: skip
def test_other_ways_in(task, html, kind, how):
    found = way(task, html)
    assert (found.kind, found.how) == (kind, how), found


def webforms(content):
    return (
        "<form method=post action='./'><input type=hidden name=__VIEWSTATE value=x><div id=head><input name='ctl00$txtFind' "
        "title='Search this site'><input type=submit name=go value=Go></div><div id=body><h1>Missed bin collections</h1>"
        f"{content}<h2>Was this page helpful?</h2><label><input type=radio name=h value=1>Yes</label><label><input type=radio "
        "name=h value=0>No</label><textarea name=why title='Tell us why'></textarea><input type=submit value=Send></div></form>"
    )


def test_one_big_form_is_the_tasks_where_a_part_of_it_is():
    fields = (
        "<h2>Your address</h2><label>Postcode <input name='ctl00$pc'></label><label>Which bin? <select name='ctl00$bin'>"
        "<option>Green</select></label><label>House number <input name='ctl00$no'></label><input type=submit value=Next>"
    )
    assert way("bin", webforms(fields), declared=False).kind == "form-here"
    assert way("bin", webforms(PROSE), declared=False).kind == "none"
    linked = way("bin", webforms(f"{PROSE}<a href='/WAY'>Report it online</a>"), declared=False)
    assert (linked.kind, linked.url) == ("follow", f"{SITE}/WAY")


@pytest.mark.parametrize(
    "url",
    [
        "https://pa.x.gov.uk/online-applications/search.do?action=simple",
        "https://planning.x.gov.uk/Northgate/PlanningExplorer/GeneralSearch.aspx",
        "https://www.x.gov.uk/swiftlg/apas/run/wphappcriteria.display",
        "https://publicaccess.x.gov.uk/",
        "https://www.x.gov.uk/acolnetcgi.gov?ACTION=UNWRAP",
        "https://www.x.gov.uk/start.aspx?formid=MISSED_BIN",
        "https://my.x.gov.uk/service/report",
    ],
)
def test_addresses_of_services(url):
    from checks.route import leads_to_form

    assert leads_to_form(url)
    assert not leads_to_form("https://www.x.gov.uk/planning-and-building/planning-applications/guidance")


def test_the_pages_own_section_by_the_pages_name_is_no_way_in():
    heading = "View planning applications"
    page = f"<main><h1>{heading}</h1><a href='/plans/view'>{heading}</a>{PROSE}<a href='/WAY'>Search online</a></main>"
    found = next_step(
        digest(page, f"{SITE}/plans/view/156"), pack_of("comment-on-planning-application").journey
    )
    assert found.url == f"{SITE}/WAY", found
