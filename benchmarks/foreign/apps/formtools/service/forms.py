"""The questions, a form for each step."""

from django import forms

SIZES = [
    ("", "Choose a size"),
    ("plate", "Up to a dinner plate"),
    ("lid", "Up to a dustbin lid"),
    ("larger", "Larger"),
]
LANES = [
    ("road", "In the road"),
    ("edge", "At the edge"),
    ("path", "On the pavement"),
    ("cycle", "In a cycle lane"),
]


class Place(forms.Form):
    """Where it is."""

    road = forms.CharField(label="Road name", max_length=100)
    town = forms.CharField(label="Town or village", max_length=100)
    near = forms.CharField(
        label="What is it near?", required=False, help_text="A house number, a shop or a junction"
    )


class Hole(forms.Form):
    """What it is like."""

    lane = forms.ChoiceField(label="Where in the road is it?", choices=LANES, widget=forms.RadioSelect)
    size = forms.ChoiceField(label="How wide is it?", choices=SIZES)
    depth = forms.IntegerField(label="How deep is it, in centimetres?", min_value=1, max_value=100)
    notes = forms.CharField(label="Anything else", required=False, widget=forms.Textarea(attrs={"rows": 4}))


class Damage(forms.Form):
    """Whether it did harm."""

    harm = forms.ChoiceField(
        label="Has it damaged a vehicle?", choices=[("no", "No"), ("yes", "Yes")], widget=forms.RadioSelect
    )


class Person(forms.Form):
    """Who tells us."""

    name = forms.CharField(
        label="Your name", max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label="Your email address", widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    phone = forms.CharField(
        label="Your telephone number",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
    )
