"""Platforms are named from the marks of their products, for the report only."""

import pytest
from channel_pages import XFP, seen
from hypothesis import given
from hypothesis import strategies as st

from checks.platforms import recognise, recognise_page
from checks.views import PageView


@pytest.mark.parametrize(
    ("name", "url", "html", "headers"),
    [
        ("LocalGov Drupal", "https://a.gov.uk/x", '<body class="page-node-type-localgov-services-page">', {}),
        ("Drupal", "https://a.gov.uk/x", "", {"x-generator": "Drupal 10 (https://www.drupal.org)"}),
        ("Jadu CMS", "https://a.gov.uk/info/201153/street_care/197/fly-tipping/4", "", {}),
        ("Jadu XFP", "https://forms.a.gov.uk/f", XFP, {}),
        ("GOSS iCM", "https://a.gov.uk/article/12142/Find-your-bin-day", "", {}),
        ("Granicus AchieveForms", "https://a-self.achieveservice.com/service/Report", "", {}),
        ("Granicus AchieveForms", "https://my.a.gov.uk/x", '<iframe id="fillform-frame-1">', {}),
        ("Netcall Liberty Create", "https://a.oncreate.app/w/webpage/waste", "", {}),
        ("Verint", "https://x.gov.uk/", '<div id="dform_pothole" class="dform_widget">', {}),
        ("Salesforce Experience Cloud", "https://my.a.gov.uk/s/", '<input class="slds-input">', {}),
        ("Microsoft Power Pages", "https://a.powerappsportals.com/", "", {}),
        ("FixMyStreet", "https://fix.a.gov.uk/report/new", '<button class="js-reporting-page--next">', {}),
        ("Liferay", "https://a.gov.uk/x", '<div class="portlet-boundary">', {}),
        ("Idox Public Access", "https://pa.a.gov.uk/online-applications/search.do?action=simple", "", {}),
        ("ASP.NET WebForms", "https://a.gov.uk/p.aspx", '<input name="__VIEWSTATE">', {}),
        ("WordPress", "https://a.gov.uk/", '<link href="/wp-content/t.css">', {}),
        ("MiPermit", "https://secure.mipermit.com/a/", "", {}),
    ],
)
def test_known_marks(name, url, html, headers):
    assert name in recognise(url, html, headers)


@pytest.mark.parametrize(
    "html",
    [
        "<h1>We won an award for our form service</h1><p>Our officers verint and mendicant.</p>",
        "<main><p>Report a problem on FixMyRoad.</p></main>",
    ],
)
def test_plain_pages_have_none(html):
    assert recognise("https://www.ambleford.gov.uk/report", html, {}) == ()


def test_frames_are_looked_at_too():
    frames = [
        {
            "url": "https://a-self.achieveservice.com/fillform/",
            "name": "",
            "html": "<p>x</p>",
            "selector": "iframe",
        }
    ]
    assert recognise_page(PageView(seen("task", "<p>x</p>", frames=frames))) == ("Granicus AchieveForms",)


@given(
    st.text(max_size=300), st.text(max_size=300), st.dictionaries(st.text(max_size=9), st.text(max_size=9))
)
def test_junk_never_raises(url, html, headers):
    assert isinstance(recognise(url, html, headers), tuple)
