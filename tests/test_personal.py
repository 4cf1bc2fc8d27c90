"""What is about a person is masked in what is published; what is a service's own stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.personal import masked_text, masked_url, masked_value

TEXTS = [
    # Addresses of persons.
    ("Write to jane.doe@anytown.gov.uk today", "Write to …@anytown.gov.uk today"),
    ("jdoe2@anytown.gov.uk", "…@anytown.gov.uk"),
    ("J.Doe@Anytown.GOV.UK.", "…@Anytown.GOV.UK."),
    ("my address is sunflower77@mailbox.example", "my address is …@…"),
    ("jane@janedoe.example", "…@…"),
    ("jane@jane.example", "…@…"),
    ('<a href="mailto:jane.doe@anytown.gov.uk?subject=Bin">Jane</a>', '<a href="mailto:…@anytown.gov.uk?subject=Bin">Jane</a>'),
    ("jane.doe&#64;anytown.gov.uk", "…&#64;anytown.gov.uk"),
    ("jane.doe [at] anytown [dot] gov [dot] uk", "…@anytown.gov.uk"),
    ('<a href="/cdn-cgi/l/email-protection#543e35">x</a>', '<a href="/cdn-cgi/l/email-protection#543e35">x</a>'),
    ('<a href="/cdn-cgi/l/email-protection#543e35383e">x</a>', '<a href="/cdn-cgi/l/email-protection#…">x</a>'),
    ('<span data-cfemail="543e35383e">', '<span data-cfemail="…">'),
    ("Councillor john.street@anytown.gov.uk", "Councillor …@anytown.gov.uk"),
    # Boxes that many read.
    ("bins@anytown.gov.uk", None),
    ("planning.enquiries@anytown.gov.uk or customerservices@anytown.gov.uk", None),
    ("anytown.planning@anytown.gov.uk", None),
    ("council-tax@anytown.gov.uk; cyngor@anytown.gov.uk; gwastraff@anytown.gov.uk", None),
    ("info@charity.example", None),
    ("clinicalwaste@anytown.gov.uk, xyhighwayseast@anytown.gov.uk, enforcement.despatch@anytown.gov.uk", None),
    ("j.waterhouse@anytown.gov.uk, a.hillcare@anytown.gov.uk", "…@anytown.gov.uk, …@anytown.gov.uk"),
    ("Follow @anytown on the network", None),
    # Numbers of persons.
    ("Call Mrs Jane Doe on 01632 960123", "Call Mrs Jane Doe on 01632 …"),
    ("Cllr Jane Doe: (01632) 960 123", "Cllr Jane Doe: 01632 …"),
    ("01632 960123 (Jane Doe)", "01632 … (Jane Doe)"),
    ("Contact Jane Doe on 020 7946 0123 for more", "Contact Jane Doe on 020 … for more"),
    ("Jane Doe, Tree Officer, 01632 960123", "Jane Doe, Tree Officer, 01632 …"),
    ("Case officer: Jane Doe, tel 01632 960123", "Case officer: Jane Doe, tel 01632 …"),
    ("jane.doe@anytown.gov.uk, 01632 960123", "…@anytown.gov.uk, 01632 …"),
    ("my mobile is 07700 900123", "my mobile is 07 …"),
    ("<b>Dr Doe</b> <a href='tel:01632960123'>01632 960123</a>", "<b>Dr Doe</b> <a href='tel:01632 …'>01632 …</a>"),
    ("Jane Doe (Elm Road Allotments) Tel: 01632 960123", "Jane Doe (Elm Road Allotments) Tel: 01632 …"),
    ("Jane Doe (Children's Centre Manager) 020 7946 0123", "Jane Doe (Children's Centre Manager) 020 …"),
    # Numbers of services.
    ("Text us on 07700 900123", None),
    ("Elm Road Depot Tel: 01632 960123", None),
    ("qrs@anytown.gov.uk or 01632 960123", "…@anytown.gov.uk or 01632 960123"),
    ("Call us on 01632 960123 or 0300 123 4567", None),
    ("Call Customer Services on 01632 960123", None),
    ("Civic Centre, High Street. Telephone: 01632 960123", None),
    ("Speak to Cllr Jane Doe on 0300 123 4567", None),
    ("Planning Department, tel: 01632 960123", None),
    ("Cllr Jane Doe said so. Call us on 01632 960123", None),
    ("Reference 1234567890 of 2026-11-22", None),
    ("£1,250.00 and 999", None),
    # Postcodes.
    ("a mattress at 4 Elm Road, AB1 2CD, since Monday", "a mattress at 4 Elm Road, AB1 …, since Monday"),
    ("Write to Civic Offices, High Street, Anytown, AB1 2CD", None),
    ("ec1a 1bb and SW1A1AA", "ec1a … and SW1A …"),
    ("abc1 2de, 12 3am, e1-2ab", None),
    ("col-a12bc #e12ab 4a12bc M25 J12 20mph BS8300 W3C", None),
]  # fmt: skip

URLS = [
    ("https://www.anytown.gov.uk/bins?page=2#top", None),
    ("https://www.anytown.gov.uk/a%20b/c%C3%A9?q=waste+bin&x=", None),
    ("https://jane:secret@www.anytown.gov.uk/bins", "https://www.anytown.gov.uk/bins"),
    ("https://a.example/f?email=jane%40mail.example&x=1", "https://a.example/f?email=…&x=1"),
    ("https://a.example/f?contact=jane.doe%40mail.example", "https://a.example/f?contact=…@…"),
    ("https://a.example/f?first_name=Jane&last-name=Doe&name=bins", "https://a.example/f?first_name=…&last-name=…&name=bins"),
    ("https://a.example/find/AB1%202CD/now", "https://a.example/find/AB1%20…/now"),
    ("https://a.example/find?pc=AB1+2CD", "https://a.example/find?pc=AB1+…"),
    ("https://a.example/find?UPRN=100012345678", "https://a.example/find?UPRN=…"),
    ("https://a.example/people/jane.doe@anytown.gov.uk", "https://a.example/people/…@anytown.gov.uk"),
    ("https://a.example/x?next=https%3A%2F%2Fb.example%2F%3Femail%3Djane%2540mail.example", "https://a.example/x?next=https://b.example/?email=…"),
    ("https://a.example/#email=jane@mail.example", "https://a.example/#email=…"),
    ("https://a.example/#x/AB1%202CD/?email=j", "https://a.example/#x/AB1%20…/?email=…"),
    ("https://[half", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "shown"), TEXTS)
def test_texts(text: str, shown: str | None) -> None:
    assert masked_text(text) == (text if shown is None else shown)


@pytest.mark.parametrize(("url", "shown"), URLS)
def test_addresses(url: str, shown: str | None) -> None:
    assert masked_url(url) == (url if shown is None else shown)


@pytest.mark.parametrize("masked", [shown for _, shown in TEXTS if shown])
def test_masking_twice_changes_nothing(masked: str) -> None:
    assert masked_text(masked) == masked


@given(st.text(max_size=300))
def test_any_text_can_be_masked_again(text: str) -> None:
    once = masked_value(text)
    assert masked_value(once) == once


@given(
    st.from_regex(r"[a-z]{3,9}\.[a-z]{3,9}x@[a-z]{3,9}\.example", fullmatch=True),
    st.text(max_size=40),
    st.text(max_size=40),
)
def test_no_address_of_a_person_is_left(address: str, before: str, after: str) -> None:
    assert address not in masked_text(f"{before} {address} {after}")


def test_a_row_keeps_its_ids_and_shape() -> None:
    row = {
        "run": "AB12CD",
        "council": "E07000001",
        "detail": "jane.doe@anytown.gov.uk",
        "clicks": 3,
        "spots": [
            {
                "selector": "a[href='mailto:jane.doe@anytown.gov.uk']",
                "url": "https://a.example/?email=j%40a.example",
            }
        ],
        "box": (1, 2, 3, 4),
    }
    masked = masked_value(row)
    assert masked["run"] == "AB12CD"
    assert masked["detail"] == "…@anytown.gov.uk"
    assert masked["spots"] == [
        {"selector": "a[href='mailto:…@anytown.gov.uk']", "url": "https://a.example/?email=…"}
    ]
    assert masked["box"] == [1, 2, 3, 4]
