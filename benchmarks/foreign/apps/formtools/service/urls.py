"""The wizard at one address, whose steps are all sent to it, and the page after it."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from formtools.wizard.views import SessionWizardView

from service.forms import Damage, Hole, Person, Place

TITLES = {
    "place": "Where is the pothole?",
    "hole": "What is it like?",
    "damage": "Damage",
    "person": "About you",
}


class Report(SessionWizardView):
    """Report a pothole in four steps."""

    form_list = [("place", Place), ("hole", Hole), ("damage", Damage), ("person", Person)]
    template_name = "step.html"

    def get_context_data(self, form, **kwargs):
        """Give the template the step's title too."""
        return {**super().get_context_data(form=form, **kwargs), "title": TITLES[self.steps.current]}

    def done(self, form_list, **kwargs):
        """Here the report is made."""
        line = {
            "what": "case",
            "at": datetime.now(UTC).isoformat(),
            "names": list(self.get_all_cleaned_data()),
        }
        with Path(os.environ["LEDGER"]).open("a", encoding="utf-8") as ledger:
            ledger.write(json.dumps(line) + "\n")
        return redirect("thanks")


def thanks(request: HttpRequest) -> HttpResponse:
    """The page after the last."""
    return render(request, "thanks.html")


urlpatterns = [path("", Report.as_view(), name="report"), path("thanks/", thanks, name="thanks")]
