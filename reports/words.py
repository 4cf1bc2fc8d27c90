"""Words for people: what the ids of the data model are called on pages."""

from __future__ import annotations

from checks.model import Cause, Channel, CouncilType, Device, Flag, Outcome

STAR_WORDS = {4: "very good", 3: "good", 2: "unsatisfactory", 1: "poor"}

TYPE_WORDS = {
    CouncilType.COUNTY: ("County council", "County councils"),
    CouncilType.DISTRICT: ("District council", "District councils"),
    CouncilType.UNITARY: ("Unitary council", "Unitary councils"),
    CouncilType.METROPOLITAN: ("Metropolitan borough", "Metropolitan boroughs"),
    CouncilType.LONDON_BOROUGH: ("London borough", "London boroughs"),
    CouncilType.WELSH_UNITARY: ("Welsh council", "Welsh councils"),
    CouncilType.SCOTTISH_UNITARY: ("Scottish council", "Scottish councils"),
    CouncilType.NORTHERN_IRELAND_DISTRICT: ("Northern Ireland council", "Northern Ireland councils"),
}

OUTCOME_WORDS = {
    Outcome.YES: "Yes",
    Outcome.NO: "No",
    Outcome.NOT_APPLICABLE: "Not applicable",
    Outcome.COULD_NOT_TEST: "Could not test",
}

# Each goes on after a colon, in the middle of a sentence.
CAUSE_WORDS = {
    Cause.UNREACHABLE: "the site could not be reached",
    Cause.TIMEOUT: "the site took too long to answer",
    Cause.BLOCKED: "the site turned automated visitors away",
    Cause.ROBOTS: "the site asks automated visitors not to read that page",
    Cause.SERVER_ERROR: "the site answered with an error",
    Cause.NOT_FOUND_BY_US: "we did not find the page, and cannot say that there is none",
    Cause.PAGE_BROKEN: "the page did not load in a state that could be judged",
    Cause.POLICY_STOP: "we stopped there on purpose, so as to leave no trace",
    Cause.CHECK_CRASHED: "our own check failed; that is our fault and not the council's",
    Cause.NOT_MEASURED: "this run did not measure it",
    Cause.NEEDS_REVIEW: "the rule was not sure, and a person has not looked yet",
}

CHANNEL_WORDS = {
    Channel.ONLINE: ("Online", "An online form or service opens at its first question without an account."),
    Channel.SIGN_IN_REQUIRED: (
        "Account needed",
        "Nothing can be done online before signing in or registering.",
    ),
    Channel.OTHER_AUTHORITY: (
        "Another authority",
        "The page says that another body is responsible and links to it.",
    ),
    Channel.NATIONAL_SERVICE: ("National service", "The page hands over to a national service."),
    Channel.LOOKUP_ONLY: ("Look-up only", "Something can be looked up, but the task itself cannot be done."),
    Channel.DOCUMENT_FORM: ("Form to download", "There is only a PDF or Word form to download."),
    Channel.EMAIL_ONLY: ("E-mail only", "There is only an e-mail address."),
    Channel.PHONE_ONLY: ("Telephone only", "There is only a telephone number."),
    Channel.IN_PERSON_OR_POST: ("In person or by post", "It takes a visit or a letter."),
    Channel.INFORMATION_ONLY: ("Information only", "The page is about the task but gives no way to act."),
    Channel.NOT_OFFERED: ("Not offered", "The council says that it does not provide the service."),
    Channel.CLOSED_NOW: ("Closed at the time", "The service exists but was closed when we came."),
    Channel.BROKEN: ("Broken", "The way in failed on two visits."),
    Channel.BLOCKED: (
        "Kept out",
        "A gate or a rule of the site stood in our way before anything could be judged.",
    ),
    Channel.NOT_FOUND: ("Not found", "The site was searched in full and has no page for the task."),
}

FLAG_WORDS = {
    Flag.SIGN_IN_OPTIONAL: "signing in is optional",
    Flag.THIRD_PARTY_HOST: "on a supplier's address",
    Flag.PAYMENT: "takes a payment",
    Flag.CAPTCHA: "has a CAPTCHA",
    Flag.MAP_ONLY: "a map is the only way to say where",
    Flag.PDF_ALTERNATIVE: "a PDF is offered as well",
    Flag.WELSH: "offered in Welsh",
}

DEVICE_WORDS = {Device.DESKTOP: "desktop", Device.PHONE: "phone", Device.HTTP: "page source"}

GATE_WORDS = {
    "essential": "the essential question is No",
    "out-of-date": "content out of date was confirmed by a reviewer",
    "accessibility": "four stars need three or more for accessibility",
    "mobile": "four stars need three or more for mobile",
}


def cause_words(cause: Cause | None) -> str:
    """Return why something could not be tested, to follow a colon."""
    return CAUSE_WORDS[cause] if cause else "no reason was recorded"


def step_words(step: str) -> str:
    """Return what a step of a route is called: `form-2` is "form, step 2", `part-1` "guide, other page 1"."""
    if step.startswith("form-"):
        return f"form, step {step[5:]}"
    if step.startswith("document-"):
        return f"document {step[9:]}"
    if step.startswith("part-"):
        return f"guide, other page {step[5:]}"
    known = {
        "": "the whole journey",
        "walk": "the whole journey",
        "home": "home page",
        "landing": "landing page",
        "task": "task page",
        "start": "start page",
        "form": "form",
        "statement": "accessibility statement",
    }
    return known.get(step, step)
