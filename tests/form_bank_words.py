"""How councils speak in their forms: the wordings of the bank, written without looking at the classifier's lists.

Every third wording of each list is held back: forms that use one are measured apart, and nothing is tuned to
them.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
HELD = 3


class Wording:
    """Draws wordings; `held` says whether those kept back may be drawn (and at least one was)."""

    def __init__(self, chance: random.Random, language: str, hold_back: bool) -> None:
        self.chance, self.language, self.hold_back = chance, language, hold_back
        self.held = False

    def draw(self, listed: Sequence[T]) -> T:
        """Return one of *listed*: of the two thirds in the open, or of all."""
        open_ = [one for at, one in enumerate(listed) if at % HELD != HELD - 1] or list(listed)
        if not self.hold_back:
            return self.chance.choice(open_)
        found = self.chance.choice(list(listed))
        self.held = self.held or found not in open_
        return found

    def say(self, topic: str) -> str:
        """Return a wording of a topic in the form's language."""
        return self.draw(WORDS[self.language][topic])


WORDS: dict[str, dict[str, list[str]]] = {
    "en": {
        "next": [
            "Next", "Next step", "Next page", "Next >", "Go to next step", "Next question", "Save and next", "Next: more about it",
            "Next section", "NEXT", "Go to the next page", "Move to the next section", "Continue to next step", "Next →", "On to the next part",
        ],
        "on": [
            "Continue", "Save and continue", "Proceed", "Continue with this report", "Carry on", "Save & continue", "Continue >", "Go on", "Continue form",
        ],
        "send": [
            "Submit", "Send report", "Finish", "Complete", "Report it", "Send to the council", "Apply now", "Place request", "Book collection",
            "Log this problem", "Done", "Save", "Confirm and send", "Agree and continue", "Submit my enquiry", "Request it", "Lodge complaint",
            "Finalise", "Order my bin", "Confirm", "Make my booking", "Tell us about it", "Send it", "Register complaint", "Accept and submit", "Raise a ticket",
            "Reserve my place", "Submit and finish", "Continue and submit", "Apply",
        ],
        "find": ["Find address", "Look up postcode", "Search for address", "Find my street", "Find my address", "Search"],
        "start": ["Start now", "Start", "Begin your report", "Start your application", "Begin now", "Get started"],
        "guest": ["Continue without signing in", "Continue as a guest", "Carry on without an account", "Continue without registering"],
        "back": ["Back", "Previous", "Go back", "< Back", "Previous page", "Back to the last page", "Cancel", "Clear form"],
        "later": ["Save and come back later", "Save for later", "Save and exit", "Save my progress", "Finish later", "Save draft"],
        "where": [
            "Postcode", "Street name", "Where is the problem?", "Location of the fault", "House number or name", "Nearest landmark", "Road or street", "Town or village",
            "What is the address of the property?", "Location", "Your postcode", "First line of the address",
        ],
        "what": [
            "What type of problem is it?", "Which bin was missed?", "What kind of rubbish is it?", "Is it blocking the pavement?", "What do you want to tell us about?",
            "Type of fault", "What is it about?", "Which container do you need?", "Is it on a public road?", "What has happened?", "Choose a category", "How urgent is it?",
        ],
        "choice": [
            "Grey bin", "Food caddy", "Yes", "No", "A hole in the road", "Lamp not working", "Mattress", "Household waste", "Not sure", "Overhanging tree",
            "Broken kerb", "Something else", "Garden waste", "Brown bin", "Flooding", "Builder's rubble",
        ],
        "describe": [
            "Describe the problem", "Tell us more", "Please give details", "Description", "Further information", "What did you see?", "Anything else we should know?",
            "Details of your request", "Additional comments",
        ],
        "name": ["Full name", "Your name", "First name", "Surname", "Name", "Last name", "Family name", "Name of the person applying", "Contact name"],
        "mail": ["Email", "Email address", "Your e-mail", "E-mail address", "Email for updates", "What is your email address?"],
        "phone": ["Telephone number", "Mobile", "Phone", "Daytime telephone", "Contact number", "What number can we ring?"],
        "home": ["Your address", "Home address", "Address line 1", "Your home address", "Correspondence address", "Billing address"],
        "step": [
            "Where it is", "About the problem", "Your details", "Location", "What happened", "Photos", "More details", "The bins", "About you", "Contact details",
            "Eligibility", "Collection", "Place", "Problem", "Extras",
        ],
        "check step": ["Check and send", "Review", "Check your answers", "Summary", "Confirm and send", "Check and submit"],
        "done step": ["Confirmation", "Complete", "Thank you", "Done", "Finished", "Receipt"],
        "check": [
            "Check your answers", "Please check your details", "Review your report", "Check your answers before sending", "Your answers", "Summary of your request",
            "Is this information correct?", "Confirm your details", "Before you submit", "Check and confirm", "Here is what you told us", "Nearly finished",
        ],
        "declare": [
            "I declare that the information I have given is true", "I confirm that the details above are correct", "I certify this is accurate to the best of my knowledge",
        ],
        "terms": [
            "I agree to the terms and conditions", "I have read and understood the privacy notice", "I accept the conditions of use", "I consent to the privacy policy",
        ],
        "promise": [
            "You will be able to check your answers before you send them.", "On the next page we ask where it is.",
            "We will ask for your contact details later. You can review your report before submitting it.", "You can change your answers before you submit.",
            "Nothing is sent until you press Send on the last page.", "In the following section you can add a photo.",
        ],
        "text": [
            "Use this form to tell the council about something that needs putting right.", "We aim to reply in five working days.",
            "Fields marked with a star must be filled in.", "Do not use this form in an emergency.", "You need a reading age of nine to fill this in.",
            "This takes about five minutes.",
        ],
        "press": ["Press {} and we will send your report to the team.", "When you click {} your request is submitted.", "Select {} to send this form."],
        "slot": ["Choose a collection date", "Select an appointment", "Available times", "Pick a time slot", "When shall we come? Available dates", "Preferred date and time"],
        "count": [
            "Step {n} of {m}", "Page {n} of {m}", "Section {n} of {m}", "Question {n} of {m}", "Step {N} of {M}", "Part {n} of {m}", "You are on step {n} of {m}",
            "Stage {n} of {m}", "Screen {n} of {m}", "Step {n}/{m}", "Page {n}/{m}", "{N} of {M} steps",
        ],
        "task": [
            "Report a pothole", "Missed bin", "Request a new bin", "Report fly-tipping", "Garden waste collection", "Street light fault", "Tell us about noise",
            "Ask about council tax", "Bulky waste",
        ],
        "sensitive": [
            "Do you have a disability?", "What is your ethnic group?", "What is your religion or belief?", "Do you have any medical conditions?",
            "Which of these describes your sexual orientation?", "Tell us about your health condition",
        ],
        "code": ["Verification code", "Enter the code we sent to your phone", "One-time passcode", "Security code"],
        "upload": ["Upload proof of address", "Add a photo of the damage", "Attach your evidence", "Proof of identity (file)"],
        "card": ["Card number", "Name on card", "Long number on your card"],
        "pay": ["Pay now", "Continue to payment", "Go to payment", "Pay £42.00", "Proceed to checkout"],
        "get code": ["Send code", "Verify my email", "Text me a code", "Get a code"],
    },
    "cy": {
        "next": ["Nesaf", "Y cam nesaf", "Tudalen nesaf", "Nesaf >", "Cadw a nesaf", "Mynd i'r cam nesaf"],
        "on": ["Parhau", "Cadw a pharhau", "Ymlaen", "Parhewch"],
        "send": [
            "Cyflwyno", "Anfon", "Gorffen", "Cyflwyno'r adroddiad", "Anfonwch y ffurflen", "Cadarnhau", "Cwblhau", "Cadarnhau ac anfon", "Gwneud cais", "Archebu",
            "Rhoi gwybod", "Cyflwynwch eich cais",
        ],
        "find": ["Canfod cyfeiriad", "Chwilio am gyfeiriad", "Dod o hyd i gyfeiriad"],
        "start": ["Dechrau nawr", "Dechrau", "Cychwyn"],
        "guest": ["Parhau heb fewngofnodi", "Parhau fel gwestai", "Parhau heb gyfrif"],
        "back": ["Yn ôl", "Blaenorol", "Canslo"],
        "later": ["Cadw a dychwelyd yn nes ymlaen", "Cadw ar gyfer wedyn", "Cadw a gadael"],
        "where": ["Cod post", "Enw'r stryd", "Lleoliad", "Cyfeiriad yr eiddo", "Ble mae'r broblem? Lleoliad", "Rhif y tŷ a'r stryd"],
        "what": ["Pa fath o broblem yw hi?", "Pa fin gafodd ei fethu?", "Beth sydd wedi digwydd?", "Math o nam", "A yw'n rhwystro'r palmant?", "Beth ydych chi eisiau ei ddweud?"],
        "choice": ["Bin du", "Bin gwastraff bwyd", "Ydy", "Nac ydy", "Twll yn y ffordd", "Arall", "Golau stryd", "Gwastraff gardd", "Ddim yn siŵr"],
        "describe": ["Disgrifiad", "Disgrifiwch y broblem", "Rhagor o fanylion", "Manylion", "Unrhyw beth arall?"],
        "name": ["Enw llawn", "Enw", "Cyfenw", "Eich enw", "Enw cyntaf"],
        "mail": ["E-bost", "Cyfeiriad e-bost", "Eich cyfeiriad e-bost"],
        "phone": ["Rhif ffôn", "Ffôn symudol", "Ffôn"],
        "home": ["Eich cyfeiriad", "Cyfeiriad cartref", "Cyfeiriad gohebu"],
        "step": ["Lleoliad", "Y broblem", "Eich manylion", "Lluniau", "Amdanoch chi", "Y biniau", "Ble", "Manylion cyswllt", "Mwy"],
        "check step": ["Gwirio ac anfon", "Crynodeb", "Adolygu", "Gwirio eich atebion"],
        "done step": ["Cadarnhad", "Diolch", "Wedi gorffen"],
        "check": ["Gwiriwch eich atebion", "Adolygu eich adroddiad", "Crynodeb o'ch cais", "Gwirio eich manylion", "Cadarnhewch eich manylion"],
        "declare": ["Rwy'n datgan bod y wybodaeth yn gywir", "Rwyf yn cadarnhau bod y manylion yn gywir", "Datganaf fod hyn yn wir"],
        "terms": ["Rwy'n cytuno i'r telerau ac amodau", "Rwyf wedi darllen yr hysbysiad preifatrwydd", "Rwy'n derbyn yr amodau"],
        "promise": ["Byddwch yn gallu gwirio eich atebion cyn eu hanfon.", "Ar y dudalen nesaf byddwn yn gofyn ble mae.", "Byddwch chi'n gallu newid eich atebion cyn eu cyflwyno."],
        "text": ["Defnyddiwch y ffurflen hon i roi gwybod i ni.", "Mae'n cymryd tua phum munud.", "Rhaid llenwi'r meysydd â seren."],
        "press": ["Pwyswch {} i anfon eich adroddiad."],
        "slot": ["Dewiswch ddyddiad casglu", "Dewiswch apwyntiad", "Amseroedd ar gael"],
        "count": ["Cam {n} o {m}", "Tudalen {n} o {m}", "Adran {n} o {m}", "Cam {N} o {M}", "Cwestiwn {n} o {m}", "Rhan {n} o {m}"],
        "task": ["Rhoi gwybod am dwll yn y ffordd", "Bin wedi'i fethu", "Gofyn am fin newydd", "Tipio anghyfreithlon"],
        "sensitive": ["Oes gennych chi anabledd?", "Beth yw eich grŵp ethnig?", "Beth yw eich crefydd?"],
        "code": ["Cod dilysu", "Cod diogelwch"],
        "upload": ["Ychwanegwch lun", "Lanlwytho tystiolaeth"],
        "card": ["Rhif y cerdyn", "Enw ar y cerdyn"],
        "pay": ["Talu nawr", "Ymlaen i dalu", "Parhau i dalu"],
        "get code": ["Anfon cod", "Cael y cod", "Dilysu fy e-bost"],
    },
}  # fmt: skip
NUMBERS = {
    "en": "zero one two three four five six seven eight".split(),
    "cy": "sero un dau tri pedwar pump chwech saith wyth".split(),
}
AFTER_O = {2: "ddau", 3: "dri", 4: "bedwar", 5: "bump", 6: "chwech", 7: "saith", 8: "wyth"}
