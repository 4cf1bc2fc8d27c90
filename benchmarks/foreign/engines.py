"""The form engines: which packages, how an application of theirs is started, and what is true of its form."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

APPS = Path(__file__).parent / "apps"


@dataclass(frozen=True, slots=True)
class Step:
    """A page of a form as a person meets it: its heading, what is answered there, and the button that goes on."""

    heading: str
    answers: tuple[tuple[str, str], ...]
    """Label and what is typed or chosen; for a radio button its own label and nothing."""
    button: str


@dataclass(frozen=True, slots=True)
class Engine:
    """One engine with the service that is built with it in `apps/<name>`."""

    name: str
    package: str
    """Whose version is reported."""
    manner: str
    """How its forms work, for the report."""
    journey: str
    host: str
    entry: str
    steps: tuple[Step, ...]
    """The pages in order; the button of the last makes the report."""
    submission: str
    """Path whose POST makes the report; where every step has one path, see `final_field`."""
    link: str
    install: tuple[tuple[str, ...], ...]
    start: tuple[str, ...]
    careful: int = 0
    """How many of `steps` show that another follows, and the page after them, where not all do: as far as a walk
    may come that knows no engine. 0: to the last. Such an early stop is right, and told as what it is."""
    final_field: str = ""
    """Field that only the last POST to `submission` carries; empty where any POST there is the submission."""
    starts: bool = False
    """Whether the form has a start page of its own before its first step."""
    redis: bool = False
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def app(self) -> Path:
        """Folder of the service in this repository."""
        return APPS / self.name

    @property
    def address(self) -> str:
        """Where the form begins."""
        return f"http://{self.host}{self.entry}"


_NPM = ("npm", "install", "--no-audit", "--no-fund", "--loglevel=error")

ENGINES = (
    Engine(
        name="hof",
        package="hof",
        manner="pages from the server, one address a step, session in redis",
        journey="report-missed-bin",
        host="bins.combeford.example",
        entry="/which-bin",
        steps=(
            Step("Which bin was not emptied?", (("Recycling", ""),), "Continue"),
            Step(
                "When was your collection due?", (("Day", "9"), ("Month", "3"), ("Year", "2026")), "Continue"
            ),
            Step(
                "Where is the bin?",
                (("House name or number", "4"), ("Street", "Sample Street"), ("Postcode", "SW1A 0AA")),
                "Continue",
            ),
            Step("About the collection", (("Yes", ""),), "Continue"),
            Step(
                "Your details",
                (("Full name", "Test Test"), ("Email address", "test@example.org")),
                "Continue",
            ),
            Step("Check your answers", (), "Confirm submission"),
        ),
        submission="/confirm",
        link="Report a missed bin",
        install=(_NPM, ("node_modules/.bin/hof-build",)),
        start=("node", "server.js"),
        careful=1,
        redis=True,
        environment={"SESSION_SECRET": "only this machine may reach it.."},
    ),
    Engine(
        name="formio",
        package="@formio/js",
        manner="drawn by script, one address, sent by script at the end",
        journey="report-fly-tipping",
        host="forms.combeford.example",
        entry="/",
        steps=(
            Step("What was left", (("Garden waste", ""), ("How much is there?", "One or two bags")), "Next"),
            Step("Where it is", (("Street or nearest road", "Sample Street"),), "Next"),
            Step("What you saw", (("When did you see it?", "9 March 2026"), ("No", "")), "Next"),
            Step(
                "Your details",
                (("Full name", "Test Test"), ("Email address", "test@example.org")),
                "Submit Form",
            ),
        ),
        submission="/fly-tipping/submission",
        link="Report fly-tipping",
        install=(_NPM,),
        start=("node", "server.js"),
    ),
    Engine(
        name="surveyjs",
        package="survey-js-ui",
        manner="drawn by script, one address, sent by script at the end",
        journey="report-street-light",
        host="lights.combeford.example",
        entry="/",
        steps=(
            Step(
                "Where is the light?", (("Road", "Sample Street"), ("Nearest house or junction", "4")), "Next"
            ),
            Step("What is wrong with it?", (("flickers", ""),), "Next"),
            Step(
                "How can we reach you?",
                (("Full name", "Test Test"), ("Email address", "test@example.org")),
                "Complete",
            ),
        ),
        submission="/reports",
        link="Report a street light",
        install=(_NPM,),
        start=("node", "server.js"),
    ),
    Engine(
        name="formtools",
        package="django-formtools",
        manner="pages from the server, one address for all steps, each sent to it",
        journey="report-pothole",
        host="roads.combeford.example",
        entry="/",
        steps=(
            Step(
                "Where is the pothole?",
                (("Road name", "Sample Street"), ("Town or village", "Sampleton")),
                "Next",
            ),
            Step(
                "What is it like?",
                (
                    ("In the road", ""),
                    ("How wide is it?", "Larger"),
                    ("How deep is it, in centimetres?", "5"),
                ),
                "Next",
            ),
            Step("Damage", (("No", ""),), "Next"),
            Step(
                "About you",
                (("Your name", "Test Test"), ("Your email address", "test@example.org")),
                "Send report",
            ),
        ),
        submission="/",
        final_field="person-email",
        link="Report a pothole",
        install=(
            (sys.executable, "-m", "venv", "packages"),
            (
                "packages/bin/python",
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "-r",
                "requirements.txt",
            ),
        ),
        start=("packages/bin/python", "manage.py", "runserver", "--noreload", "127.0.0.1:{port}"),
    ),
    Engine(
        name="kit",
        package="govuk-prototype-kit",
        manner="start page, pages from the server, one address a step, session in files",
        journey="report-abandoned-vehicle",
        host="vehicles.combeford.example",
        entry="/",
        steps=(
            Step("About the vehicle", (("Make and model", "Sample"), ("Colour", "Red")), "Continue"),
            Step("Where is the vehicle?", (("Street", "Sample Street"),), "Continue"),
            Step(
                "How long has it been there?",
                (("More than a week", ""), ("It has flat tyres", "")),
                "Continue",
            ),
            Step(
                "How can we reach you?",
                (("Full name", "Test Test"), ("Email address", "test@example.org")),
                "Continue",
            ),
            Step("Check your answers before sending your report", (), "Send report"),
        ),
        submission="/report-made",
        link="Report an abandoned vehicle",
        install=(_NPM,),
        start=("node_modules/.bin/govuk-prototype-kit", "serve"),
        careful=1,
        starts=True,
        environment={"USE_BROWSER_SYNC": "false", "USE_HTTPS": "false"},
    ),
)
