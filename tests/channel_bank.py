"""A bank of ways in which council pages word each channel, in English and Welsh, to be set in several markups."""

from __future__ import annotations

from dataclasses import dataclass

from checks.model import Channel

FLY, POT, LAMP, MISS, BULKY = (
    "report-fly-tipping", "report-pothole", "report-street-light", "report-missed-bin", "order-bulky-waste-collection",
)  # fmt: skip
TAX, PERMIT, BADGE, HOME_, SCHOOL, PLAN, BIN = (
    "pay-council-tax", "apply-resident-parking-permit", "apply-for-blue-badge", "apply-for-housing",
    "apply-for-school-place", "comment-on-planning-application", "find-bin-collection-day",
)  # fmt: skip
OWN, SUPPLIER = "https://www.ambleford.gov.uk/service/1207", "https://ambleford.selfserve.example/en/s/1207"
COUNTY_SITE, GOVUK = "https://www.eastshire.gov.uk/task/1", "https://www.gov.uk/apply-blue-badge"


@dataclass(frozen=True)
class Case:
    """A task page (`heading`, `body`) and, where the way in was followed, the page at `at` behind it."""

    channel: Channel | None
    journey: str
    heading: str
    body: str
    beyond: tuple[str, str] | None = None  # heading, body
    at: str = OWN
    status: int = 200
    frame: str = ""  # what a frame on the last page holds

    @property
    def id(self) -> str:
        """Return a name for the test's list."""
        return f"{self.channel.value if self.channel else 'unknown'} {self.journey} {self.heading} {self.body[:60]}"


def go(text: str, at: str = OWN) -> str:
    """Return a paragraph with the way in."""
    return f'<p><a href="{at}">{text}</a></p>'


ASKS = (
    '<form method="post"><label for="a1">Where did you see it?</label><input id="a1" name="a1">'
    '<label for="a2">Anything else?</label><textarea id="a2" name="a2"></textarea><button>Next</button></form>'
)
NAMES = (
    '<form method="post"><label for="n1">First name</label><input id="n1" name="n1"><label for="n2">Surname</label>'
    '<input id="n2" name="n2"><label for="n3">Date of birth</label><input id="n3" name="n3"><button>Continue</button></form>'
)
POSTCODE = '<form method="post"><label for="pc">Your postcode</label><input id="pc" name="pc"><button>{}</button></form>'
PASSWORD = (
    '<form method="post" action="/auth"><label for="u">E-mail</label><input id="u" name="u"><label for="w">Password</label>'
    '<input id="w" type="password" name="w"><button>Log in</button></form><p><a href="/new">Register</a></p>'
)
PAYFORM = (
    '<form method="post"><label for="r">Council tax reference</label><input id="r" name="r"><label for="v">Amount (£)'
    '</label><input id="v" name="v"><button>Continue</button></form>'
)
RADIOS = (
    '<form method="post"><fieldset><legend>What is wrong with the light?</legend><label><input type="radio" name="k">'
    'It is out</label><label><input type="radio" name="k">It flickers</label></fieldset><button>Next</button></form>'
)
HINTS = "<p>We inspect within two working days and put it right where it is our job.</p>"

ONLINE = (
    Case(Channel.ONLINE, POT, "Potholes", HINTS + go("Let us know about a pothole"), ("Tell us about a pothole", ASKS)),
    Case(Channel.ONLINE, LAMP, "Street lights", go("Report it here"), ("Faulty street light", RADIOS), SUPPLIER),
    Case(Channel.ONLINE, MISS, "Missed bins", go("Use our missed bin form") + "<p>Or ring us on 01632 960222.</p>", ("Missed bin", POSTCODE.format("Next")), SUPPLIER),
    Case(Channel.ONLINE, TAX, "Ways to pay your council tax", go("Pay now by debit card"), ("Council tax payment", PAYFORM), SUPPLIER),
    Case(Channel.ONLINE, BIN, "Bin collection days", "<p>Enter your postcode to see when we come.</p>" + POSTCODE.format("Find address")),
    Case(Channel.ONLINE, BIN, "When is my bin collected?", go("Look up your collection day"), ("Your collections", POSTCODE.format("Look up"))),
    Case(Channel.ONLINE, HOME_, "Join the housing register", "<p>You do not need an account to apply.</p>" + go("Start your application"), ("Housing application", NAMES)),
    Case(Channel.ONLINE, FLY, "Rhoi gwybod am dipio anghyfreithlon", go("Dechrau nawr"), ("Tipio anghyfreithlon", ASKS)),
    Case(Channel.ONLINE, BULKY, "Bulky waste collection", "<p>Call 01632 960222 if you need help with the form.</p>" + go("Book a collection"), ("Book a bulky waste collection", NAMES)),
    Case(Channel.ONLINE, FLY, "Fly-tipping", go("Report fly-tipping"), ("Log in", PASSWORD + '<p><a href="/g">Carry on without logging in</a></p>'), SUPPLIER),
    Case(Channel.ONLINE, FLY, "Fly-tipping", go("Report fly-tipping"), ("How would you like to continue?", '<p><a href="/login">Log in or register</a></p><p><a href="/g">Continue as a guest</a></p>'), SUPPLIER),
    Case(Channel.ONLINE, PERMIT, "Resident permits", "<p>We close the office at 4pm. Applications made online are open all day.</p>" + go("Apply for a resident permit"), ("Resident permit", NAMES)),
    # A planned closure of another day does not shut the form that opens.
    Case(Channel.ONLINE, POT, "Report a pothole", "<p>This form will not be available on Sunday 6 December between 6am and noon.</p>" + go("Report a pothole"), ("Report a pothole", ASKS)),
    Case(Channel.ONLINE, SCHOOL, "Apply for a school place", "<p>The deadline for primary applications is 15 January.</p>" + go("Apply for a primary school place"), ("School place application", NAMES)),
)  # fmt: skip
SIGN_IN = (
    Case(Channel.SIGN_IN_REQUIRED, PERMIT, "Residents' permits", "<p>You'll need an account to apply.</p>" + go("Apply now"), ("My Account", PASSWORD), SUPPLIER),
    Case(Channel.SIGN_IN_REQUIRED, MISS, "Missed collections", go("Sign in to My Account to report it") + "<p>New here? You must register first.</p>"),
    Case(Channel.SIGN_IN_REQUIRED, SCHOOL, "School admissions", go("Apply through the Citizen Portal"), ("Registration and sign in", PASSWORD), SUPPLIER),
    Case(Channel.SIGN_IN_REQUIRED, BULKY, "Bulky waste", go("Book a collection"), ("Welcome", "<p>To use this service please log in or create an account.</p><p><a href='/l'>Log in</a> <a href='/r'>Create an account</a></p>"), SUPPLIER),
    Case(Channel.SIGN_IN_REQUIRED, PERMIT, "Trwyddedau parcio i breswylwyr", go("Gwneud cais nawr"), ("Mewngofnodi", PASSWORD.replace("Password", "Cyfrinair").replace("Log in", "Mewngofnodi"))),
    Case(Channel.SIGN_IN_REQUIRED, HOME_, "Apply for a council home", "<p>Applications can only be made by people with a Homes Online account.</p>" + go("Log in or register"), ("Sign in", '<form method="post"><label for="e">Email address</label><input id="e" name="email" type="email"><button>Sign in</button></form><p><a href="/c">Create an account</a></p>')),
)  # fmt: skip
OTHER = (
    Case(Channel.OTHER_AUTHORITY, POT, "Potholes", f'<p>Eastshire County Council is responsible for mending the roads. <a href="{COUNTY_SITE}">Report a pothole to Eastshire</a>.</p>'),
    Case(Channel.OTHER_AUTHORITY, LAMP, "Street lighting", f'<p>We don\'t look after street lights. <a href="{COUNTY_SITE}">Eastshire County Council</a> does.</p>'),
    Case(Channel.OTHER_AUTHORITY, SCHOOL, "School admissions", f'<p>School places are arranged by the county council.</p><p><a href="{COUNTY_SITE}">Visit the county council\'s website to apply</a></p>'),
    Case(Channel.OTHER_AUTHORITY, BADGE, "Blue Badges", f'<p>Blue Badges in our area are issued by Eastshire County Council, not by us.</p>{go("Apply on their website", COUNTY_SITE)}'),
    Case(Channel.OTHER_AUTHORITY, POT, "Report a pothole", f'<p>Highways are a county matter. Please tell Eastshire County Council about it.</p>{go("Report a pothole to Eastshire", COUNTY_SITE)}<p>Our switchboard: 01632 960222.</p>'),
)  # fmt: skip
NATIONAL = (
    Case(Channel.NATIONAL_SERVICE, BADGE, "Blue Badge scheme", f'<p>You can <a href="{GOVUK}">apply for or renew your badge on GOV.UK</a>.</p><p><a href="/blue-badge/parking">Where you can park</a></p><p><a href="/f/7">Tell us of a change</a></p><p>Telephone: 01632 960222</p>'),
    Case(Channel.NATIONAL_SERVICE, BADGE, "Blue Badges", f'<ul><li><a href="/bb/lost">Report a lost badge</a></li><li><a href="{GOVUK}">Apply online</a></li><li><a href="/bb/misuse">Report misuse of a badge</a></li><li><a href="https://www.gov.uk/blue-badge-scheme-information-council">Read the guide</a></li></ul>'),
    Case(Channel.NATIONAL_SERVICE, BADGE, "Bathodyn Glas", f'<p>Gwnewch gais ar wefan GOV.UK.</p>{go("Gwneud cais am Fathodyn Glas", GOVUK)}'),
    Case(Channel.NATIONAL_SERVICE, BADGE, "Apply for a Blue Badge", go("Start now", GOVUK), ("Apply for a Blue Badge", go("Start now", "https://apply-blue-badge.service.gov.uk/")), GOVUK),
)  # fmt: skip
LOOKUP = (
    Case(Channel.LOOKUP_ONLY, PERMIT, "Residents' parking zones", "<p>See whether your street is in a permit zone.</p>" + POSTCODE.format("Check")),
    Case(Channel.LOOKUP_ONLY, POT, "Potholes", "<p>Find out who looks after your road.</p>" + go("Road finder"), ("Who looks after this road?", POSTCODE.format("Search"))),
    Case(Channel.LOOKUP_ONLY, MISS, "Bin left behind", "<p>Look at how far the lorries have got.</p>" + go("Check your road"), ("Were we in your road today?", POSTCODE.format("Show"))),
    Case(Channel.LOOKUP_ONLY, SCHOOL, "School admissions", "<p>Find out which schools are near you.</p>" + go("Find your nearest school"), ("School finder", POSTCODE.format("Find schools"))),
)  # fmt: skip
PDF = '<p><a href="/docs/{}">{}</a></p>'
DOCUMENT = (
    Case(Channel.DOCUMENT_FORM, PERMIT, "Resident parking", "<p>Fill in the form and post it to us.</p>" + PDF.format("rp1.pdf", "Resident permit form RP1 (PDF 90KB)") + "<p>Questions? Ring 01632 960222.</p>"),
    Case(Channel.DOCUMENT_FORM, HOME_, "Apply for housing", "<p>Print out and complete the application pack.</p>" + PDF.format("pack.docx", "Housing application pack (Word)")),
    Case(Channel.DOCUMENT_FORM, BIN, "Bin days", "<p>Your calendar shows which bin goes out each week.</p>" + PDF.format("north.pdf", "North round 2026 calendar (PDF)") + PDF.format("south.pdf", "South round 2026 calendar (PDF)")),
    Case(Channel.DOCUMENT_FORM, BIN, "Refuse and recycling days", "<p>Collections change at Christmas.</p>" + PDF.format("mon.pdf", "Monday rounds") + PDF.format("tue.pdf", "Tuesday rounds") + '<p><a href="/contact-us">Contact us</a> or ring 01632 960222.</p>'),
    Case(Channel.DOCUMENT_FORM, BIN, "Find your bin day", "<p>Download the calendar for your area.</p>" + PDF.format("a.pdf", "Area A") + PDF.format("b.pdf", "Area B")),
    Case(Channel.DOCUMENT_FORM, PERMIT, "Trwyddedau parcio i breswylwyr", "<p>Lawrlwythwch y ffurflen, ei llenwi a'i hanfon yn ôl.</p>" + PDF.format("cais.pdf", "Ffurflen gais (PDF)")),
)  # fmt: skip
MAIL = '<a href="mailto:{0}@ambleford.gov.uk">{0}@ambleford.gov.uk</a>'
EMAIL = (
    Case(Channel.EMAIL_ONLY, FLY, "Fly-tipping", f"<p>Drop us a line at {MAIL.format('streets')} saying where it is.</p>"),
    Case(Channel.EMAIL_ONLY, PLAN, "Comment on a planning application", f"<p>Comments must be made in writing. Email {MAIL.format('planning')} with the reference.</p>"),
    Case(Channel.EMAIL_ONLY, LAMP, "Goleuadau stryd", f"<p>Anfonwch e-bost at {MAIL.format('goleuadau')} i roi gwybod.</p>"),
    Case(Channel.EMAIL_ONLY, FLY, "Dumped rubbish", f"<p>If you find dumped rubbish, send the details to {MAIL.format('clean')}. For anything else use our <a href='/contact-us'>general enquiry form</a>.</p>"),
)  # fmt: skip
PHONE = (
    Case(Channel.PHONE_ONLY, MISS, "Missed collections", "<p>Please ring us on 01632 960222 by noon on the next day.</p>"),
    Case(Channel.PHONE_ONLY, FLY, "Dumped rubbish", "<p>Give us a call on 01632 960222 and tell us where it is.</p><p><a href='/contact-us'>Contact us</a></p>"),
    Case(Channel.PHONE_ONLY, BULKY, "Bulky household waste", "<p>To book, telephone the contact centre: <a href='tel:01632960222'>01632 960 222</a>. We're open 9am to 5pm.</p>"),
    Case(Channel.PHONE_ONLY, LAMP, "Street light faults", "<p>Faults can be reported by phone on 01632 960222. Tell us the number on the column.</p><p>Power cuts: call 105.</p>"),
    Case(Channel.PHONE_ONLY, POT, "Tyllau yn y ffordd", "<p>Ffoniwch ni ar 01632 960222 i roi gwybod am dwll yn y ffordd.</p>"),
    Case(Channel.PHONE_ONLY, BULKY, "Bulky waste collections", "<p>Residents: phone 01632 960222 to arrange a collection.</p><h2>Trade waste</h2><p>Firms should use this form.</p>" + NAMES),
    Case(Channel.PHONE_ONLY, FLY, "Fly-tipping", "<p>Ring the council on 01632 960222. If it is asbestos, call the Environment Agency on 0800 80 70 60.</p>"),
)  # fmt: skip
VISIT = (
    Case(Channel.IN_PERSON_OR_POST, PERMIT, "Residents' permits", "<p>Call in at the Civic Centre with proof of where you live.</p>"),
    Case(Channel.IN_PERSON_OR_POST, TAX, "Paying council tax", "<p>Pay in cash at the cash desk in the Town Hall, open 9am to 3pm on weekdays.</p>"),
    Case(Channel.IN_PERSON_OR_POST, HOME_, "Applying for a home", "<p>Bring your papers to any library and ask at the desk. We do not take applications any other way.</p>"),
    Case(Channel.IN_PERSON_OR_POST, PLAN, "Commenting on applications", "<p>Put your comments in a letter to the Planning Officer, Guildhall, Ambleford.</p>"),
    Case(Channel.IN_PERSON_OR_POST, PERMIT, "Trwyddedau parcio i breswylwyr", "<p>Galwch heibio i'r swyddfa gyda dau brawf o'ch cyfeiriad.</p>"),
)  # fmt: skip
INFORMATION = (
    Case(Channel.INFORMATION_ONLY, LAMP, "Street lights", "<p>There are 18,000 street lights in the borough. Each is inspected at night every six weeks, and the lamps last four years.</p><p>Half of them are dimmed after midnight.</p>"),
    Case(Channel.INFORMATION_ONLY, FLY, "Fly-tipping", "<p>Fly-tipping is a crime. People caught may be fined up to £50,000. If you see somebody tipping, ring the police on 101.</p><p>Waste carriers are licensed by the Environment Agency: 03708 506 506.</p>"),
    Case(Channel.INFORMATION_ONLY, POT, "How we mend potholes", "<p>Holes deeper than 40 mm are mended first. The surface is cut, filled, sealed and rolled, which takes a crew about an hour.</p>"),
    Case(Channel.INFORMATION_ONLY, TAX, "Council tax payments", "<p>Council tax is payable in ten instalments from April to January. Bills go out in March, and reminders a week after a payment was due.</p>"),
)  # fmt: skip
REFUSED = (
    Case(Channel.NOT_OFFERED, BULKY, "Bulky waste", "<p>We don't collect bulky waste. Take large items to the tip, or ask a charity.</p>"),
    Case(Channel.NOT_OFFERED, BULKY, "Large items", "<p>The council no longer runs a collection service for furniture and other large items.</p><p>Charities such as Emmaus may take them: ring 01632 960333.</p>"),
    Case(Channel.NOT_OFFERED, PERMIT, "Residents' parking", "<p>There are no residents' parking schemes in Ambleford, so we do not issue permits.</p>"),
    Case(Channel.NOT_OFFERED, PERMIT, "Resident permits", "<p>Ambleford has no resident permit zones.</p><p>Anybody may park in any street.</p>"),
    Case(Channel.NOT_OFFERED, BULKY, "Gwastraff swmpus", "<p>Nid ydym yn casglu gwastraff swmpus.</p>"),
)  # fmt: skip
CLOSED = (
    Case(Channel.CLOSED_NOW, BULKY, "Bulky collections", "<p>Bookings are closed until 4 January.</p>"),
    Case(Channel.CLOSED_NOW, SCHOOL, "Apply for a school place", "<p>Applications are closed until 1 September 2027.</p>"),
    Case(Channel.CLOSED_NOW, HOME_, "Housing register", "<p>Our housing list is not taking new applications at present. We expect to open it again in the spring.</p>"),
    Case(Channel.CLOSED_NOW, POT, "Report a pothole", go("Report a pothole"), ("Report a pothole", "<p>Sorry, this form is closed for maintenance. Please come back tomorrow after 9am.</p>")),
    Case(Channel.CLOSED_NOW, MISS, "Missed bins", go("Report a missed bin"), ("Report a missed bin", "<p>You can report a missed bin from 3pm on your collection day. Reports are not being taken at this time of day.</p>")),
    Case(Channel.CLOSED_NOW, PERMIT, "Resident permits", go("Apply for a permit"), ("Resident permits", "<p>The permit system is being upgraded and will be back on Monday 30 November.</p>"), SUPPLIER),
    Case(Channel.CLOSED_NOW, SCHOOL, "Derbyniadau ysgolion", "<p>Mae ceisiadau am le mewn ysgol wedi cau tan fis Medi.</p>"),
)  # fmt: skip
BROKEN = (
    Case(Channel.BROKEN, FLY, "Fly-tipping", go("Report fly-tipping"), ("Server error", "<p>500 - an internal error has occurred.</p>"), OWN, 500),
    Case(Channel.BROKEN, FLY, "Fly-tipping", go("Report fly-tipping"), ("Oops", "<p>We can't find the page you asked for.</p>")),
    Case(Channel.BROKEN, PERMIT, "Resident permits", go("Apply for a permit"), ("Resident permits", "<p>This link has expired. Please close your browser.</p>")),
    Case(Channel.BROKEN, POT, "Potholes", go("Report a pothole"), ("Form unavailable", "<p>This form is unavailable. An error occurred while loading it (ref 77).</p>")),
    Case(Channel.BROKEN, POT, "Potholes", go("Report a pothole"), ("", "")),
)  # fmt: skip
GATE = (
    Case(Channel.BLOCKED, FLY, "Fly-tipping", go("Report fly-tipping"), ("Checking your browser", "<p>Verify you are human to go on.</p>"), OWN, 403),
)  # fmt: skip
EMAIL_CODE = '<form method="post"><label for="m">Email address</label><input id="m" type="email" name="m"><button>Send me a code</button></form>'
ROADS = '<p>Motorways and trunk roads are the responsibility of National Highways: <a href="https://nationalhighways.co.uk/report">tell them</a>.</p>'
# What stands beside each channel and is not it.
HARD = (
    Case(Channel.ONLINE, POT, "Report a pothole", ROADS + go("Report a pothole"), ("Report a pothole", ASKS)),
    Case(Channel.PHONE_ONLY, POT, "Report a pothole", "<p>Ring us on 01632 960222.</p>" + ROADS),
    Case(Channel.ONLINE, FLY, "Report fly-tipping", "<p>Use the form below.</p><iframe src='https://forms.supplier.example/f/1'></iframe>", frame=ASKS),
    Case(Channel.ONLINE, LAMP, "Street lights", go("Report a fault"), ("Report a street light", "<iframe src='https://forms.supplier.example/f/1'></iframe>"), frame=RADIOS),
    Case(Channel.SIGN_IN_REQUIRED, PERMIT, "Resident permits", go("Apply for a permit"), ("Sign in", "<p>We will send a code to your e-mail address.</p>" + EMAIL_CODE), SUPPLIER),
    Case(Channel.SIGN_IN_REQUIRED, TAX, "Pay council tax", go("Pay online"), ("Choose how to sign in", '<p><a href="/sso">Sign in with myaccount</a></p><p><a href="/new">Create an account</a></p>'), SUPPLIER),
    Case(Channel.SIGN_IN_REQUIRED, SCHOOL, "School places", go("Apply for a school place"), ("Parent portal", PASSWORD + "<p>Already applied? Your account keeps your application.</p>"), SUPPLIER),
    Case(Channel.ONLINE, BADGE, "Blue Badges", '<p>Read <a href="https://www.gov.uk/blue-badge-scheme-information-council">who can get a badge on GOV.UK</a>.</p>' + go("Apply for a Blue Badge"), ("Blue Badge application", NAMES)),
    Case(Channel.PHONE_ONLY, PERMIT, "Resident permits", PDF.format("policy.pdf", "Parking policy (PDF)") + "<p>Phone us on 01632 960222 to apply.</p>"),
    Case(Channel.PHONE_ONLY, BIN, "Bin collection days", PDF.format("guide.pdf", "What goes in your bins (PDF)") + "<p>Ring us on 01632 960222 to ask which day we come.</p>"),
    Case(Channel.DOCUMENT_FORM, PERMIT, "Resident permits", "<p>Download the form and email it back.</p>" + PDF.format("f.pdf", "Application form") + f"<p>{MAIL.format('parking')}</p>"),
    Case(Channel.PHONE_ONLY, FLY, "Fly-tipping", f"<p>Call us on 01632 960222 to report it.</p><p>Questions about your data: email {MAIL.format('dpo')}.</p>"),
    Case(Channel.INFORMATION_ONLY, LAMP, "Street lights", "<p>We look after 9,000 lamps, and mend them in the order in which they fail. Crews work at night.</p><h2>Power cuts</h2><p>Northern Powergrid: 0800 011 3332</p><h2>Police</h2><p>Call 101 or 01632 960333</p>"),
    Case(Channel.INFORMATION_ONLY, FLY, "Fly-tipping", "<p>Take your own waste to the household recycling centre, which is open every day. An officer may visit your house to ask about rubbish.</p><p>People who tip can be sent to prison, and their vans crushed.</p>"),
    Case(Channel.ONLINE, BULKY, "Bulky waste", "<p>We do not collect bulky waste from businesses, and we no longer take cheques.</p>" + go("Book a collection"), ("Book a collection", NAMES)),
    Case(Channel.PHONE_ONLY, BULKY, "Bulky waste collections", "<p>To book a collection ring 01632 960222.</p><h2>What we don't take</h2><p>We do not collect bulky items such as pianos.</p>"),
    Case(Channel.ONLINE, SCHOOL, "Apply for a school place", "<p>Applications for September 2026 have now closed. You can still make a late application.</p>" + go("Apply late for a school place"), ("School place application", NAMES)),
    Case(Channel.PHONE_ONLY, MISS, "Missed bins", "<p>Our offices are closed on bank holidays. Ring us on 01632 960222 on any other day.</p>"),
    Case(Channel.ONLINE, BIN, "Bin collection days", "<p>Garden waste subscriptions are closed until March.</p>" + POSTCODE.format("Find my day")),
    Case(Channel.ONLINE, FLY, "Fly-tipping", "<p>If you see an error on our site, tell the web team.</p>" + go("Report fly-tipping"), ("Fly-tipping", ASKS)),
    Case(Channel.CLOSED_NOW, FLY, "Fly-tipping", go("Report fly-tipping"), ("Fly-tipping", "<p>This form is unavailable at the moment. Please try again later.</p>")),
    Case(Channel.CLOSED_NOW, BULKY, "Bulky waste", "<p>We have stopped taking bookings for now, as all our slots are full. Booking opens again on 4 January.</p>"),
    Case(Channel.NOT_OFFERED, PERMIT, "Parking for residents", "<p>Unfortunately we are not able to offer residents' parking permits.</p>"),
    Case(Channel.OTHER_AUTHORITY, HOME_, "Council housing", f'<p>Ambleford has no council homes of its own. The housing register is run by Eastshire County Council.</p>{go("Join their register", COUNTY_SITE)}'),
    Case(Channel.EMAIL_ONLY, MISS, "Missed collections", f"<p>Please let us know by e-mail: {MAIL.format('bins')}</p><p>Calls about bins are no longer answered.</p>"),
    Case(Channel.ONLINE, TAX, "Council tax", "<p>Pay at the Post Office, by phone on 01632 960222, or online.</p>" + go("Pay your council tax online", "https://pay.webpay.example/ctax"), ("Make a payment", PAYFORM), "https://pay.webpay.example/ctax"),
    Case(Channel.ONLINE, PLAN, "Comment on a planning application", "<p>See the plans and have your say.</p>" + go("View the plans", "https://www.ambleford.gov.uk/online-applications/") + "<p>If you cannot go online ring 01632 960222.</p>"),
    Case(None, POT, "Potholes", "<p>Report potholes using our online form.</p><p>If you have trouble with it, ring 01632 960222.</p>"),
)  # fmt: skip
BANK = (
    *ONLINE, *SIGN_IN, *OTHER, *NATIONAL, *LOOKUP, *DOCUMENT, *EMAIL, *PHONE, *VISIT, *INFORMATION, *REFUSED, *CLOSED,
    *BROKEN, *GATE, *HARD,
)  # fmt: skip
