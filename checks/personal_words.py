"""The words that tell a person from a service in addresses and beside telephone numbers."""

from __future__ import annotations

import re

# How far from a number a name may stand to be whose number it is, in characters.
BEFORE_NUMBER, AFTER_NUMBER = 90, 60

TITLED = re.compile(
    r"\b(Mr|Mrs|Ms|Miss|Mx|Dr|Prof(?:essor)?|Sir|Dame|Cllr|Councillor|Cynghorydd)\.?"
    r"((?:\s+[A-Z][\w'’-]*\.?){1,3})"
)
SIGNED = re.compile(
    r"\b((?:Contact|Case|Lead|Planning|Responsible)\s+(?:officer|name|person)|Officer|Author|Name"
    r"|Signed(?:\s+by)?|Published\s+by)(\s*[:–-]\s*)((?:[A-Z][\w'’-]*\.?\s+){1,2}[A-Z][\w'’-]+)"
)
# Whose domains are public by nature: what stands before the @ alone is about a person.
PUBLIC_HOST = re.compile(
    r"(?:^|\.)(?:gov\.uk|gov\.wales|gov\.scot|llyw\.cymru|nhs\.uk|nhs\.scot|police\.uk|parliament\.uk"
    r"|parliament\.scot|senedd\.wales|mod\.uk|ac\.uk|sch\.uk|fire\.uk)$",
    re.I,
)
# What a box that many read is called. An address that has another word in it is taken for somebody's own.
_SERVICES = (
    "animal central child clinical dispatch east fis funding lottery north passenger placement south"
    " textiles west "
    "a about abandoned access accessibility accounts admin administration admissions adult adults"
    " advice affairs allotments and anti antisocial appeals applications apply archives arrears"
    " assessment assets asb at audit badge badges ballot banding bank benefit benefits bereavement bin"
    " bins blue bookings building bulky bus business businesses care careers cars carpark carparks"
    " cctv cemeteries centre cemetery children childrens choice choices city citizen citizens civil"
    " claim claims cleansing clerk client coast collection collections comment comments commercial"
    " committee committees communications community communities complaint complaints compliments"
    " concessionary connect conservation consultation consultations contact contactcentre contactus"
    " control coroner coroners corporate council councils counciltax councillors county crematorium"
    " crime ctax culture customer customers cyngor data dataprotection debt debtors deaths democracy"
    " democratic desk development digital direct disability disclosure district dogs dpo drainage duty"
    " dvla early ebilling economic education election elections electoral email emails emergency"
    " employment energy enforcement engineering engineers enquiries enquiry enviro environment"
    " environmental envhealth equality equalities ero estates events fees family feedback finance fire"
    " first flood flooding floods fly flytipping foi foia food for fostering fraud freedom front"
    " garden gdpr general governance government governor grants green graffiti grounds group"
    " gwasanaethau gwybodaeth hackney health hello help helpdesk helpline heritage here highway"
    " highways hire home homes homeless homelessness hotline hmo household housing hr hub human ict"
    " inbox income info information infrastructure insurance international intake it ithelp jobs"
    " kerbside landcharges leader learning legal leisure libraries library licence licences licensing"
    " lighting lights litter local lost mail mailbox maintenance management markets mayor mayors media"
    " member members minutes missed monitoring museum museums my national ndr neighbourhood network"
    " newsletter news nndr no nhs noise noreply notices notifications of office officer officers"
    " online open operations opt or order orders our outdoor owner ombudsman out parish parkandride"
    " parking parks partnership partnerships pass passes payments pay payroll penalty pension pensions"
    " people performance permit permits pest petitions planning planningapps play policy pollution"
    " portal postbox postmaster potholes press prevention privacy private procurement project projects"
    " property protection public publicity queries question questions rates reception records recovery"
    " recruitment recycle recycling referrals refuse regen regeneration register registrar registrars"
    " registration registry regulatory rehousing reply rent rents repair repairs reporting report"
    " reports request requests residents resident resources response returns revenue revenues review"
    " reviews rights road roads roadsafety route safe safeguarding safety sales sar school schools"
    " scrutiny sea search secretary section security self senior service services servicedesk shop"
    " signs single site skip skips social special sport sports staff standards statutory street"
    " streetcare streetcleaning streetlight streetlighting streetlights streetnaming streets"
    " streetscene streetworks student students support survey surveys sustainability switchboard"
    " system systems tax taxi taxis team teams technical tenancy tenant tenants test the theatre tip"
    " tips to tourism town trade trading traffic training transport transportation travel treasury"
    " tree trees trust unit urban us user vehicle vehicles visitor visit volunteering volunteers"
    " wardens waste wasteservices water web webeditor webmaster website webteam welfare wellbeing"
    " works your youth"
    # Welsh
    " ailgylchu adborth addysg bil cais cefnogaeth cofrestru cwynion cwsmer cwsmeriaid cymorth"
    " cynllunio cynghorwyr dinasyddion etholiadau gofal grantiau gwastraff gwefan hamdden hawliadau"
    " hysbysiadau iechyd llyfrgelloedd llyfrgell morgludiant parcio priffyrdd swyddfa tai treth trethi"
    " trwyddedu y yr ymholiadau"
    # Abbreviations of services and bodies.
    " bc cbc cc csc dc dmt ehd ehs ehu eh gcsx mbc mash lbc lgss lscb pcn psc rbc sen sendiass tro"
    " tros uk"
).split()
_SERVICE = "|".join(sorted({re.escape(one) for one in _SERVICES}, key=lambda one: (-len(one), one)))
_LONG = "|".join(sorted({one for one in _SERVICES if len(one) > 2}, key=lambda one: (-len(one), one)))
# One word, or several written as one ("customerservices").
SHARED_BOX = re.compile(rf"(?:{_SERVICE})|(?:(?:{_LONG}){{2,5}})")

# Words that hardly any name holds: a box that has one in it is a service's, whatever stands round it.
SERVICE_STEM = re.compile(
    r"admission|allotment|benefit|childcare|children|cleansing|contact|council|countryside|customer|education"
    r"|electoral|employment|enforcement|enquir|environment|highway|housing|info(?:$|rmation)|^info|leisure|librar"
    r"|licens|locality|neighbourhood|parking|payment|planning|recycl|registr|school|service|support|taxation"
    r"|team$|transport|waste|welfare"
)

# Keys of an address whose value is about the person who was on the page, their letters alone.
PERSONAL_KEYS = re.compile(
    r"(?:\w*(?:email|emailaddress|mail|phone|telephone|telno|mobile|postcode|postalcode|uprn|firstname|forename"
    r"|lastname|surname|familyname|givenname|fullname|yourname|applicantname|dateofbirth|dob|nino|nationalinsurance"
    r"|houseno|housenumber|houseandstreet|addressline\w*))"
)

# Before a postcode: the address is a body's own, or nobody's.
OFFICE = re.compile(
    r"(?:\be\.g\.|\b(?:example|such as|like|er enghraifft)\b)\W*$"
    r"|\b(?:offices?|council|civic|town hall|city hall|county hall|guildhall|shire hall"
    r"|depot|library|p\.?o\.? box"
    r"|freepost|(?:recycling|contact|customer|leisure|service) centre"
    r"|swyddfa\w*|neuadd y \w+|cyngor)\b(?=[\s,])",
    re.I,
)

# Capitalised words that are no part of a person's name.
_NO_NAME = frozenset(
    (
        "st benefits pupil"
        " a about access address adult advice all and animal area assistance band bill bins blue board"
        " borough building business call centre charges child children city civic clerk collection"
        " community complaints contact corporate council county court customer dedicated democratic"
        " department desk development direct district duty east education electoral emergency"
        " enforcement england enquiries enquiry environment environmental estate fire floor for free"
        " freephone friday general government group guildhall hall health help helpdesk helpline"
        " highway highways hour hours house housing hub information lane leisure library licensing"
        " line local london main market monday mayor new north number office officer officers online"
        " open our out parish park parking parks payment payments pest phone planning police policy"
        " private property public reception recycling region registration rents report revenues road"
        " roads royal safety saturday school scotland service services shire single social south"
        " square standards street sunday support switchboard tax team technical tel telephone the this"
        " thursday to tourist town trading traffic tuesday unit us valley waste website welfare wales"
        " wednesday west working you your"
    ).split()
)
_ROLE = (
    r"(?:[\w'’&-]+ ){0,4}(?:officer|manager|clerk|warden|director|inspector|co-?ordinator|adviser|advisor"
    r"|engineer|surveyor|planner|assistant|lead(?:er)?|ranger|head ?teacher|secretary"
    r"|chair(?:man|woman|person)?|councillor"
    r"|head of (?:\w+ ){0,2}\w+|swyddog)"
)
_REACHED = (
    r"(?:tel(?:ephone)?|phone|mob(?:ile)?|call|ring|number|no|on|at|direct(?: line)?|ext|ff[oô]n|or|by"
    r"|e-?mail)"
)
_ROLE_RE = re.compile(rf"\W*{_ROLE}(?:\W+{_REACHED})*\W*", re.I)
# Looked for at every word: "Contact Jane Doe" begins with no name, and holds one.
_PAIR = re.compile(
    r"\b(?=([A-ZÀ-Þ][a-zà-þ'’-]+\s+(?:[A-Z]\.?\s+)?(?:Mc|Mac|O['’]|Ap |ap )?[A-ZÀ-Þ][a-zà-þ'’-]+)\b)"
)
_ASKED = re.compile(
    r"\b(?:call|ring|phone|contact|ask for|speak (?:to|with)|talk to|ffoniwch|cysylltwch (?:â|ag)"
    r"|siaradwch (?:â|ag))\s*:?\s*$",
    re.I,
)
# Said of a mobile's number that a service answers.
SERVICE_MOBILE = re.compile(
    r"\b(?:text|sms|tecst\w*|whatsapp|photo|hotline|helpline|emergenc\w+|out of hours)\b", re.I
)
_TOLD = re.compile(
    r"(?:\s*\([^()]{0,60}\))?\W*(?:tel(?:ephone)?|phone|t|m|mob(?:ile)?|ff[oô]n)\b(?:\W*(?:no|number)\b)?\W*",
    re.I,
)
_BARE = re.compile(rf"\W*(?:(?:{_REACHED})\W*)*", re.I)


def named_person(before: str, after: str) -> bool:
    """Say whether a name without a title stands beside a number: asked for by name, or with a post."""
    for match in _PAIR.finditer(before):
        if not _name(match):
            continue
        rest = before[match.end(1) :]
        if _ROLE_RE.fullmatch(rest) or (_ASKED.search(before[: match.start()]) and _BARE.fullmatch(rest)):
            return True
        # A name, and then how it is reached.
        if not before[: match.start()].strip(" ,:–-") and _TOLD.fullmatch(rest):
            return True
    for match in _PAIR.finditer(after):
        lead = after[: match.start()]
        if _name(match) and (re.fullmatch(r"\s*[(,–-]\s*", lead) or _ASKED.search(lead)):
            return True
    return False


def _name(match: re.Match[str]) -> bool:
    return not any(word.casefold() in _NO_NAME for word in re.findall(r"[\w'’-]+", match[1]))


def full_name(text: str) -> bool:
    """Say whether *text* is a person's name and nothing else, a title or "photo of" aside."""
    bare = re.sub(
        r"^\W*(?:(?:a )?(?:photo(?:graph)?|picture|portrait|image|headshot)(?: of)?\W+)?",
        "",
        text,
        flags=re.I,
    )
    bare = TITLED.sub(lambda match: match[2].strip(), bare).strip(" .")
    match = _PAIR.match(bare)
    return bool(match and _name(match) and re.fullmatch(r"(?:[\w'’.-]+\s*){2,4}", bare))


def has_role(text: str) -> bool:
    """Say whether *text* names a post that a person holds."""
    return bool(re.search(rf"\b{_ROLE}\b", text, re.I))
