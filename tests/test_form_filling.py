"""What goes into a form step: reserved values and plain choices only, whatever the page asks."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.form_step_model import StopReason
from crawler import form_values
from crawler.form_change import asks_address
from crawler.form_choices import is_slots, plainest
from crawler.form_filling import Means, fill, postcode_entry

DAY = date(2026, 11, 22)
MEANS = Means("TE5 1NG", DAY)


def one(label: str, type_: str = "text", **more):
    field = {
        "selector": f"#f{abs(hash((label, type_, str(sorted(more.items()))))) % 10**8}",
        "form": 0,
        "tag": {"select": "select", "textarea": "textarea"}.get(type_, "input"),
        "type": type_,
        "name": more.get("name", re.sub(r"\W+", "-", label.lower())),
        "id": "",
        "label": label,
        "group": "",
        "hint": "",
        "required": True,
        "visible": True,
        "value": "",
        "error": "",
    }
    return field | more


def radios(group: str, *labels: str, type_: str = "radio", **more):
    return [one(label, type_, group=group, name=group, value=label, **more) for label in labels]


def choose(label: str, *texts: str, **more):
    options = [{"value": "", "text": "Please select"}]
    options += [{"value": f"v{n}", "text": text} for n, text in enumerate(texts)]
    return one(label, "select", options=options, **more)


def filled(*fields, means: Means = MEANS, again: bool = False):
    return fill({"fields": list(fields)}, means, again)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (one("Your name"), "Test Test (automated check)"),
        (one("First name"), "Test"),
        (one("Enw llawn", name="q12"), "Test Test (automated check)"),
        (one("E-mail address", "email"), "automated.check@example.org"),
        (one("Telephone number"), "020 7946 0000"),
        (one("Mobile", maxlength=11), "02079460000"),
        (one("Postcode"), "TE5 1NG"),
        (one("Post code", maxlength=6), "TE51NG"),
        (one("House name or number"), "1"),
        (one("How many items?", "number", min="2"), "2"),
        (one("How many items?", "number", max="1"), "1"),
        (one("Vehicle registration number"), "AA00 AAA"),
        (one("What happened?", "textarea"), form_values.TEXTS[0]),
        (one("Tell us more", maxlength=20), "Automated check"),
        (one("What day should it have been emptied?", "date"), "2026-11-20"),
        (one("When would you like the collection to start?", "date"), "2026-12-14"),
        (one("Date", "date", min="2026-12-01", max="2026-12-31"), "2026-12-14"),
        (one("When did it happen? (date)"), "20/11/2026"),
        (one("Day", group="Date it was missed", name="d"), "20"),
        (one("Year", group="Date it was missed", name="y"), "2026"),
        (one("What time?", "time"), "10:00"),
    ],
)
def test_each_kind_of_field_gets_its_reserved_value(field, value):
    found = filled(field)
    assert found.stop is None
    assert [(entry.how, entry.values[0]) for entry in found.entries] == [("type", value)]


@pytest.mark.parametrize(
    ("field", "stop"),
    [
        (one("Password", "password"), StopReason.SIGN_IN),
        (one("User name"), StopReason.SIGN_IN),
        (one("Enter the verification code we sent you"), StopReason.CODE),
        (one("Add a photo", "file"), StopReason.UPLOAD),
        (one("Card number"), StopReason.PAYMENT),
        (one("Sort code"), StopReason.PAYMENT),
        (one("Number", autocomplete="cc-number"), StopReason.PAYMENT),
        (one("Date of birth", "date"), StopReason.SENSITIVE),
        (one("Day", group="Date of birth"), StopReason.SENSITIVE),
        (one("Dyddiad geni"), StopReason.SENSITIVE),
        (one("National Insurance number"), StopReason.SENSITIVE),
        (one("Describe your disability", "textarea"), StopReason.SENSITIVE),
        (choose("What is your ethnic group?", "White", "Black", "Asian"), StopReason.SENSITIVE),
        (one("I confirm that this is true", "checkbox"), StopReason.UNSURE),
        (one("Council tax account number"), StopReason.STUCK),
        (one("Your reference number"), StopReason.STUCK),
        (choose("Choose a day", "Tuesday 8 December", "Thursday 10 December"), StopReason.UNSURE),
    ],
)
def test_what_must_never_be_given_stops_where_it_is_required_and_is_left_where_not(field, stop):
    found = filled(one("Your name"), field)
    assert (found.stop, found.entries) == (stop, ()) and found.detail
    left = filled(one("Your name"), field | {"required": False})
    assert left.stop is None and len(left.entries) == 1


def test_an_account_to_pay_into_is_a_payment():
    facet = {"fields": [one("Account number")], "headings": [{"level": 1, "text": "Pay your council tax"}]}
    assert fill(facet, MEANS).stop is StopReason.PAYMENT


def test_without_a_configured_postcode_none_is_made_up():
    found = filled(one("Postcode"), means=Means("", DAY))
    assert found.stop is StopReason.STUCK and "Postcode" in found.detail
    assert postcode_entry({"fields": [one("Postcode")]}, Means("", DAY)) is None


def test_required_fields_only_unless_none_is_marked():
    asked, invited = one("Your name"), one("Telephone", required=False)
    assert len(filled(asked, invited).entries) == 1
    said = one("What is it? *", required=False, required_said=True)
    assert [entry.selector for entry in filled(said, invited).entries] == [said["selector"]]
    unmarked = [one("Your name", required=False), one("E-mail (optional)", required=False)]
    assert [entry.selector for entry in filled(*unmarked).entries] == [unmarked[0]["selector"]]
    tick = one("Send me news", "checkbox", required=False)
    assert [entry.selector for entry in filled(unmarked[0], tick).entries] == [unmarked[0]["selector"]]


@pytest.mark.parametrize("how", ["decoy", "disabled", "readonly"])
def test_decoys_and_locked_fields_are_left_alone(how):
    assert filled(one("Your name", **{how: True})).entries == ()
    assert filled(one("Your name", visible=False)).entries == ()


def test_what_is_answered_stays_unless_the_page_complains():
    assert filled(one("Your name", value="Somebody")).entries == ()
    assert filled(*radios("Bin", "Refuse", "Recycling", checked=True)).entries == ()
    assert filled(choose("Bin", "Refuse", "Recycling", value="v1")).entries == ()
    options = [{"value": "0", "text": "Please select"}, {"value": "1", "text": "Refuse"}]
    assert filled(one("Bin", "select", value="0", options=options)).entries[0].values == ("1",)
    wrong = one("Your name", value="Test Test (automated check)", error="Use letters only")
    found = filled(wrong, again=True)
    assert found.entries[0].values == ("Test Test", "Test")


def test_a_date_that_the_page_refuses_goes_to_the_other_side_of_today():
    wrong = one("Date", "date", value="2026-11-20", error="The date must be in the future")
    assert filled(wrong, again=True).entries[0].values == ("2026-12-14",)
    wrong = one("Date wanted", "date", value="2026-12-14", error="Date must be in the past")
    assert filled(wrong, again=True).entries[0].values == ("2026-11-20",)


@pytest.mark.parametrize(
    ("group", "labels", "taken"),
    [
        ("Is anyone in danger?", ("Yes", "No"), "No"),
        ("What is wrong?", ("Exposed wires", "Flickering", "Out"), "Flickering"),
        ("Type of waste", ("Asbestos", "Black bags", "Other"), "Black bags"),
        ("Have you a badge now?", ("Yes", "No"), "No"),
        ("Do you live in the borough?", ("Yes", "No"), "Yes"),
        ("Did you see who did it?", ("Yes", "No", "Not sure"), "No"),
        ("Disability", ("Yes", "No", "Prefer not to say"), "Prefer not to say"),
        ("How do you want to hear?", ("Call me", "By post"), "By post"),
    ],
)
def test_the_plainest_answer_is_chosen(group, labels, taken):
    found = filled(*radios(group, *labels))
    assert [entry.how for entry in found.entries] == ["tick"]
    assert found.entries[0].field == labels.index(taken)


def test_an_answer_that_would_alarm_somebody_is_never_given():
    found = filled(*radios("What is it?", "An emergency", "Immediate danger"))
    assert found.stop is StopReason.UNSURE and not found.entries


def test_a_list_of_months_is_picked_by_name_or_number():
    months = choose("Month", "October", "November", "December", group="Date it was missed")
    found = filled(months)
    assert found.entries[0].values == ("v1",)


def test_free_days_are_slots_and_plain_lists_are_not():
    assert is_slots(["Please select", "Tue 8 Dec", "9am - 12pm"])
    assert is_slots(["10/12/2026", "11/12/2026"])
    assert not is_slots(["Monday", "Tuesday"])
    assert not is_slots(["One bag", "A few bags"])
    assert plainest([], "Anything?") is None


TEXT = st.text(alphabet=st.characters(codec="utf-8"), max_size=40)
WORDS = st.lists(
    st.sampled_from(
        "your name e-mail telephone postcode date of birth when did it happen card number password account"
        " reference describe how many address day month year confirm reg plate house number amount age".split()
    ),
    max_size=6,
).map(" ".join)
LABEL = st.one_of(WORDS, TEXT)
FIELD = st.fixed_dictionaries(
    {
        "selector": st.just("#x"),
        "form": st.sampled_from([0, 1, -1]),
        "tag": st.sampled_from(["input", "textarea", "select"]),
        "type": st.sampled_from(
            "text email tel url number date time month week datetime-local radio checkbox password file hidden"
            " search color submit".split()
        ),
        "name": TEXT,
        "id": TEXT,
        "label": LABEL,
        "group": LABEL,
        "hint": LABEL,
        "error": LABEL,
        "value": TEXT,
        "autocomplete": st.sampled_from(["", "email", "tel", "bday", "cc-number", "postal-code"]),
        "required": st.booleans(),
        "required_said": st.booleans(),
        "visible": st.booleans(),
        "decoy": st.booleans(),
        "checked": st.booleans(),
        "maxlength": st.one_of(st.none(), st.integers(-5, 90), TEXT),
        "minlength": st.one_of(st.none(), st.integers(-5, 90)),
        "min": st.one_of(st.just(""), st.integers(0, 120).map(str), st.just("2026-12-01"), TEXT),
        "max": st.one_of(st.just(""), st.integers(0, 120).map(str), st.just("2026-12-31")),
        "options": st.lists(st.fixed_dictionaries({"value": TEXT, "text": LABEL}), max_size=4),
    }
)


@given(st.lists(FIELD, max_size=8), st.booleans(), st.sampled_from(["TE5 1NG", ""]))
def test_nothing_but_reserved_values_is_ever_typed_and_nothing_but_what_is_offered_chosen(
    fields, again, postcode
):
    found = fill({"fields": fields}, Means(postcode, DAY), again)
    allowed = form_values.reserved(postcode, DAY)
    for entry in found.entries:
        field = fields[entry.field]
        assert field["visible"] and not field["decoy"]
        assert field["type"] not in ("password", "file", "hidden", "submit") or field["tag"] != "input"
        if entry.how == "type":
            assert entry.values and set(entry.values) <= allowed
        elif entry.how == "pick":
            assert set(entry.values) <= {option["value"] for option in field["options"]}
        else:
            assert field["type"] in ("radio", "checkbox")


def test_only_a_list_of_addresses_gives_an_address() -> None:
    for told in (
        {"label": "Choose your address"},
        {"name": "selectAddress"},
        {"id": "uprn"},
        {"label": "Eich cyfeiriad"},
    ):
        assert asks_address(told)
    for told in (
        {"label": "Reason", "name": "address_reason"},
        {"label": "Which bin"},
        {"label": "E-mail address"},
        {},
    ):
        assert not asks_address(told)
