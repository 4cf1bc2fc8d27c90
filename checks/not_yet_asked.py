"""The questions that the methodology knows and nobody asks yet: by id, with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from checks.registry import all_questions

BEYOND = "decided behind a press or a choice in the form, and a run only looks at the first step"
RESULT = "decided on the result of a look-up, and a run types no address"
CASE = "decided on the page of a single application, which a run opens only to see how one can comment"
PRESS = "needs a control to be used or a setting to be changed, which a run does not do yet"
MANY = "asked of several pages together, and a run judges the task page and the first step"
WORDING = "no rule tells it surely enough from neighbouring statements yet"


@dataclass(frozen=True, slots=True)
class NotYetAsked:
    """A question with its id (never used for another), its words, and why nobody asks it yet."""

    id: str
    words: str
    why: str


def not_yet_asked() -> tuple[NotYetAsked, ...]:
    """Return every known question that is not asked: first those of the core block, then by journey.

    A question drops out of the list by itself once a check of its id exists.
    """
    asked = {question.id for question in all_questions()}
    found = [
        NotYetAsked(f"{block}/{name}", words, why)
        for block, rows in _KNOWN.items()
        for name, words, why in rows
    ]
    return tuple(one for one in found if one.id not in asked)


_KNOWN: dict[str, tuple[tuple[str, str, str], ...]] = {
    "report-fly-tipping": (
        ("existing-reports", "Are existing reports shown, to avoid duplicates?", BEYOND),
        ("outside-the-area", "Is a place outside the council's area handed over?", BEYOND),
    ),
    "report-missed-bin": (
        ("already-reported", "Does a look-up say that the road is already reported or finished?", RESULT),
        ("outside-the-window", "Does the form say why when it is too early or too late to report?", RESULT),
    ),
    "apply-resident-parking-permit": (
        ("lookup-to-application", "Does the zone look-up lead straight to the application?", RESULT),
        ("starts-on", "Does it say when the permit starts, or how long the post takes?", WORDING),
        ("other-permits", "Are permits for Blue Badge holders, carers and motorcycles explained?", WORDING),
        ("zone-hours", "Are the hours of the zones shown?", MANY),
    ),
    "order-bulky-waste-collection": (
        ("most-items", "Is the largest number of items stated?", WORDING),
        ("payment-on-phone", "Does the payment page fit a phone?", BEYOND),
        ("provider-named", "Is an outsourced provider named, and as easily booked?", WORDING),
    ),
    "pay-council-tax": (
        ("account-benefits", "Are the benefits of an online account described?", WORDING),
        ("empty-property", "Is the charge for empty property explained?", MANY),
        ("disregards", "Are discounts for students and other disregards explained?", MANY),
        ("payment-page", "Does the payment page name the council and look like its own?", BEYOND),
    ),
    "report-pothole": (("not-our-road", "Does a pin on another body's road give a hand-over?", BEYOND),),
    "apply-for-housing": (("bid-offline", "Can one bid without the internet?", MANY),),
    "find-bin-collection-day": (
        ("picker-by-keyboard", "Can the list of addresses be used by keyboard?", PRESS),
        ("next-dates", "Does the result give the next date of each bin?", RESULT),
        ("bin-named", "Does the result name each bin's colour or contents?", RESULT),
        ("result-address", "Can the result be bookmarked?", RESULT),
        ("wrong-items", "Does it say what happens to a bin with the wrong things in it?", WORDING),
        ("steps-to-answer", "Is the answer four steps or fewer from the home page?", RESULT),
        ("time-to-answer", "How long does the answer take?", RESULT),
        ("outside-the-area", "Does a postcode outside the area give a helpful message?", RESULT),
        ("data-feed", "Are the dates offered as data?", RESULT),
    ),
    "apply-for-school-place": (
        ("online-benefits", "Are the benefits of applying online told?", WORDING),
        ("prospectus", "Is this year's composite prospectus linked?", MANY),
    ),
    "apply-for-blue-badge": (
        ("home-link", "Does the home page link to it by way of social care or parking?", MANY),
        ("same-page-by-search", "Do both usual searches show the same page?", MANY),
        ("emission-zones", "Are the rules of charging zones linked in London?", WORDING),
    ),
    "comment-on-planning-application": (
        ("sample-opens", "Does a live application open with its documents?", CASE),
        ("documents-readable", "Can the documents be read without a plug-in, by meaningful titles?", CASE),
        ("deadline-on-case", "Is the last day for comments shown on the application?", CASE),
        ("character-limit", "Is the longest comment stated?", CASE),
        ("decision-shown", "Are decision and appeal shown on the application?", CASE),
        ("stable-address", "Does the address of an application open again later?", CASE),
        ("back-to-results", "Does the way back keep the results of the search?", CASE),
        ("glossary", "Are the words of planning explained?", WORDING),
        ("fees", "Is there a table of fees, or a calculator?", MANY),
        ("validation", "Is there a checklist of what an application needs?", MANY),
        ("pre-application", "Are the price and the form of advice beforehand shown?", MANY),
        ("time-outs", "How many disclaimers and time-outs stand in the way?", CASE),
    ),
    "report-street-light": (
        ("columns-on-map", "Does the map show each column?", BEYOND),
        ("contractor-named", "Does a contractor's site carry the council's name and statement?", WORDING),
        ("at-night", "Can it be used on a phone in the dark?", PRESS),
    ),
}
