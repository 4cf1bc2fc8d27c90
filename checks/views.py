"""Read-only views of evidence, in one place for the checks that use them."""

from checks.facets import as_list, as_mapping, day_of
from checks.links import Link
from checks.page_view import PageView
from checks.survey_view import DEVICES, SurveyView

__all__ = ["DEVICES", "Link", "PageView", "SurveyView", "as_list", "as_mapping", "day_of"]
