"""Words for people: what the ids of the data model are called on pages."""

from __future__ import annotations

from checks.model import Cause, Channel, CouncilType, Device, Flag, Outcome
from reports.said import said

STAR_WORDS = {4: said("very good"), 3: said("good"), 2: said("unsatisfactory"), 1: said("poor")}

TYPE_WORDS = {
    CouncilType.COUNTY: (said("County council"), said("County councils")),
    CouncilType.DISTRICT: (said("District council"), said("District councils")),
    CouncilType.UNITARY: (said("Unitary council"), said("Unitary councils")),
    CouncilType.METROPOLITAN: (said("Metropolitan borough"), said("Metropolitan boroughs")),
    CouncilType.LONDON_BOROUGH: (said("London borough"), said("London boroughs")),
    CouncilType.WELSH_UNITARY: (said("Welsh council"), said("Welsh councils")),
    CouncilType.SCOTTISH_UNITARY: (said("Scottish council"), said("Scottish councils")),
    CouncilType.NORTHERN_IRELAND_DISTRICT: (
        said("Northern Ireland council"),
        said("Northern Ireland councils"),
    ),
}

OUTCOME_WORDS = {
    Outcome.YES: said("Yes"),
    Outcome.NO: said("No"),
    Outcome.NOT_APPLICABLE: said("Not applicable"),
    Outcome.COULD_NOT_TEST: said("Could not test"),
}

# Each goes on after a colon, in the middle of a sentence.
CAUSE_WORDS = {
    Cause.UNREACHABLE: said("the site could not be reached"),
    Cause.TIMEOUT: said("the site took too long to answer"),
    Cause.BLOCKED: said("the site turned automated visitors away"),
    Cause.ROBOTS: said("the site asks automated visitors not to read that page"),
    Cause.SERVER_ERROR: said("the site answered with an error"),
    Cause.NOT_FOUND_BY_US: said("we did not find the page, and cannot say that there is none"),
    Cause.PAGE_BROKEN: said("the page did not load in a state that could be judged"),
    Cause.POLICY_STOP: said("we stopped there on purpose, so as to leave no trace"),
    Cause.CHECK_CRASHED: said("our own check failed; that is our fault and not the council's"),
    Cause.NOT_MEASURED: said("this run did not measure it"),
    Cause.NEEDS_REVIEW: said("the rule was not sure, and a person has not looked yet"),
}

CHANNEL_WORDS = {
    Channel.ONLINE: (
        said("Online"),
        said("An online form or service opens at its first question without an account."),
    ),
    Channel.SIGN_IN_REQUIRED: (
        said("Account needed"),
        said("Nothing can be done online before signing in or registering."),
    ),
    Channel.OTHER_AUTHORITY: (
        said("Another authority"),
        said("The page says that another body is responsible and links to it."),
    ),
    Channel.NATIONAL_SERVICE: (said("National service"), said("The page hands over to a national service.")),
    Channel.LOOKUP_ONLY: (
        said("Look-up only"),
        said("Something can be looked up, but the task itself cannot be done."),
    ),
    Channel.DOCUMENT_FORM: (said("Form to download"), said("There is only a PDF or Word form to download.")),
    Channel.EMAIL_ONLY: (said("E-mail only"), said("There is only an e-mail address.")),
    Channel.PHONE_ONLY: (said("Telephone only"), said("There is only a telephone number.")),
    Channel.IN_PERSON_OR_POST: (said("In person or by post"), said("It takes a visit or a letter.")),
    Channel.INFORMATION_ONLY: (
        said("Information only"),
        said("The page is about the task but gives no way to act."),
    ),
    Channel.NOT_OFFERED: (
        said("Not offered"),
        said("The council says that it does not provide the service."),
    ),
    Channel.CLOSED_NOW: (said("Closed at the time"), said("The service exists but was closed when we came.")),
    Channel.BROKEN: (said("Broken"), said("The way in failed on two visits.")),
    Channel.BLOCKED: (
        said("Kept out"),
        said("A gate or a rule of the site stood in our way before anything could be judged."),
    ),
    Channel.NOT_FOUND: (
        said("Not found"),
        said("The site was searched in full and has no page for the task."),
    ),
}

FLAG_WORDS = {
    Flag.SIGN_IN_OPTIONAL: said("signing in is optional"),
    Flag.THIRD_PARTY_HOST: said("on a supplier's address"),
    Flag.PAYMENT: said("takes a payment"),
    Flag.CAPTCHA: said("has a CAPTCHA"),
    Flag.MAP_ONLY: said("a map is the only way to say where"),
    Flag.PDF_ALTERNATIVE: said("a PDF is offered as well"),
    Flag.WELSH: said("offered in Welsh"),
}

DEVICE_WORDS = {
    Device.DESKTOP: said("desktop"),
    Device.PHONE: said("phone"),
    Device.HTTP: said("page source"),
}

GATE_WORDS = {
    "essential": said("the essential question is No"),
    "out-of-date": said("content out of date was confirmed by a reviewer"),
    "accessibility": said("four stars need three or more for accessibility"),
    "mobile": said("four stars need three or more for mobile"),
}

# What the register of councils calls nations and regions; another name is shown as it is.
REGION_WORDS = {
    str(one): one
    for one in (
        said("England"),
        said("Northern Ireland"),
        said("Scotland"),
        said("Wales"),
        said("East Midlands"),
        said("East of England"),
        said("London"),
        said("North East"),
        said("North West"),
        said("South East"),
        said("South West"),
        said("West Midlands"),
        said("Yorkshire and The Humber"),
    )
}


def cause_words(cause: Cause | None) -> str:
    """Return why something could not be tested, to follow a colon."""
    return CAUSE_WORDS[cause] if cause else said("no reason was recorded")


def step_words(step: str) -> str:
    """Return what a step of a route is called: `form-2` is "form, step 2", `part-1` "guide, other page 1"."""
    if step.startswith("form-"):
        return said("form, step {step}", step=step[5:])
    if step.startswith("document-"):
        return said("document {number}", number=step[9:])
    if step.startswith("part-"):
        return said("guide, other page {number}", number=step[5:])
    known = {
        "": said("the whole journey"),
        "walk": said("the whole journey"),
        "home": said("home page"),
        "landing": said("landing page"),
        "task": said("task page"),
        "start": said("start page"),
        "form": said("form"),
        "statement": said("accessibility statement"),
    }
    return known.get(step, step)
