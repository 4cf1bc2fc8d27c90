"""The wordings and addresses by which a way in, a sign-in and a hand-over are told."""

from __future__ import annotations

import re

NATIONAL = re.compile(
    r"(?:^|\.)(?:gov\.uk|service\.gov\.uk|nidirect\.gov\.uk|mygov\.scot|gov\.scot|gov\.wales|"
    r"llyw\.cymru|tfl\.gov\.uk|"
    r"highwaysengland\.co\.uk|nationalhighways\.co\.uk|direct\.gov\.uk|environment-agency\.gov\.uk|"
    r"parentalguidance\.gov\.uk)$"
)
GUEST = re.compile(
    r"\b(?:continue|proceed|carry on|report|apply|pay|go on|start)?\s*(?:without|as a)\s*(?:an? |having "
    r"|creating |the )*"
    r"(?:account|sign(?:ing)? ?(?:in|up)|log(?:ging)? ?in|regist\w+|guest)\b|"
    r"^\W*guest(?: (?:user|check ?out|access|log ?-?in|account))?\W*$|\bskip (?:sign|"
    r"log|regist)\w*|"
    r"\bdo(?:n['’]t| not) (?:have|need|want) (?:to |an )(?:account|sign|log|regist)\w*|\banonymous\w*\b|"
    r"\bheb (?:gyfrif|gofrestru|fewngofnodi)\b",
    re.I,
)
SIGN_IN = re.compile(
    r"^(?:\W*)(?:sign|log) ?(?:in|on|up)\b|\bregister (?:for|to|an|now|here)?\b.*\b(?:account|online|"
    r"use)\b|^(?:register|sign up|create an account)$|"
    r"\bmy ?account\b|\bcreate an account\b|\b(?:log|sign) ?in(?:to)? (?:to|or)\b|^mewngofnodi|^cofrestru",
    re.I,
)
NEEDS_ACCOUNT = re.compile(
    r"\b(?:you (?:will )?(?:need|must|have) (?:to )?(?:first )?(?:an? |have an? |sign|log|regist|"
    r"create)\w*.{0,40}(?:account|in\b|register)|"
    r"(?:log|sign) ?in or register|register or (?:log|sign) ?in|please (?:log|sign) ?in)\b",
    re.I,
)
START = re.compile(
    r"\b(?:notify us|inform us|have your say|let['’]?s go|carry on|raise (?:a|an|it|this)|log (?:a|an|it|"
    r"this|your)|"
    r"lodge|enrol|"
    r"join|start|begin|get started|report|apply|pay|tell us|let us know|show us|send us|give us|request|"
    r"do it|complete|fill in|"
    r"fill out|submit|"
    r"use (?:our|the|this)|go to (?:the |our |your )?(?:\w+ )?(?:form|payments?|service|application|report)|"
    r"continue|proceed|make a|online form|e-?form|form|application|online|"
    r"dechrau|gwneud cais|gwnewch gais|talu|talwch|adrodd|rhoi gwybod|rhowch wybod|ffurflen|ar-lein|"
    r"ymlaen)\b",
    re.I,
)
# What stands before a link that is a means: "apply using our ...", "report it through the ...".
MEANS = re.compile(
    r"\b(?i:using|use|through|via|visit(?:ing)?|at|on|with|by|complet(?:e|ing)|fill(?:ing)? (?:in|out)|"
    r"submit(?:ting)?|"
    r"go(?:ing)? to|log(?:ging)? (?:in|on) ?to|is|to|ar|drwy|trwy|ewch i|defnyddiwch|llenwch)\W+"
    r"(?:(?:our|the|their|this|its|a|an|new|on-?line|secure|simple|short|quick|national|website|form|y|yr|"
    r"ein)\W+|"
    r"[A-Z][\w&'’-]*\W+){0,4}$"
)
# What one is asked to think of the page or the site.
ABOUT_PAGE = re.compile(
    r"\bfeedback\b|\b(?:was|is|did you find) (?:this|the) (?:page|information|article|site|website)\b|"
    r"\bwas this\b.{0,30}\b(?:helpful|useful)\b|\brate (?:this|our)\b|\bhow (?:useful|helpful)\b|"
    r"\bimprove (?:this|our|the) (?:web ?)?(?:page|site)\b"
    r"|^\W*(?:tell us )?what you think\W*$|"
    r"\bwhat you think (?:of|about) (?:this|the|our) (?:\w+ )?(?:web ?)?(?:page|site)\b"
    r"|\byour views on (?:this|our)\b|"
    r"\b(?:problem|error|mistake|wrong|broken link|out of date)\b.{0,20}\b(?:this|the|our) (?:web "
    r"?)?(?:page|site)\b|"
    r"\bfound what you\b|\bfind what you\b|\bcomments? (?:on|about) this (?:web ?)?(?:page|site)\b|"
    r"\badborth\b",
    re.I,
)
# Words that name no thing of their own: what is done, and what every service is called.
BARE = frozenset(
    "start begin get started continue go proceed next enter access use using view see show find search "
    "look up "
    "check join register report apply pay book order request submit complete fill in out make do tell let "
    "know send "
    "give log raise comment object respond reply choose select pick arrange claim renew buy set sign click "
    "tap press "
    "try visit it this that these here now today online on-line web website site page link service services "
    "system "
    "portal tool form forms e-form eform application applications register registers list listing database "
    "map maps "
    "request requests report reports enquiry problem problems issue issues fault faults case details detail "
    "location "
    "address postcode street area place where when what how is it's us we our your you my me i a an the to "
    "for "
    "with by at "
    "on of via and or not yes please quick simple easy secure new first step one more form's "
    "interactive "
    "dechrau dechreuwch wybod nawr gwneud gwnewch gais rhowch wnewch cliciwch defnyddiwch llenwch ewch "
    "talwch ni "
    "gwneud cais talu adrodd rhoi gwybod chwilio ymuno ffurflen ar lein ar-lein yma ymlaen "
    "nesaf parhau "
    "cofrestr gofrestr gwasanaeth y yr i am eich ein ni wrthym dywedwch chwiliwch llenwi have say carry "
    "debit credit card securely through button something anything gov uk want would like need ready i "
    "ni".split()
)
# What a heading or a text bids one do; a task has one or two of these.
IMPERATIVES = frozenset(
    "join subscribe book order apply pay report request renew cancel change claim object comment buy find "
    "check search "
    "become work volunteer complain appeal challenge hire recycle donate vote".split()
)
# "There is nothing to pay at the tip" bids nobody pay there.
NOTHING_TO = re.compile(r"\b(?:nothing|no need|never|not|n['’]t) to\b|\bno (?:charge|cost|fee)\b", re.I)
# To tell the council of something is a task of its own.
REPORTING = re.compile(
    r"\b(?:let us know|tell us(?! (?:your|where you live|which))|inform us|notify us|rhowch wybod"
    r"|rhoi gwybod)\b",
    re.I,
)
REGISTER = re.compile(
    r"\b(?:the|this|our|a|an|housing|planning|public|online) (?:\w+ )?registers?\b|"
    r"\b(?:on|of|about|against|view|see|search|find|look (?:at|up|for)|browse|track|read|inspect|open) "
    r"(?:(?:an?|the|this|our|for) )*(?:\w+ )?(?:application|order|report|request)s?\b",
    re.I,
)
# Where a task begins with a search: to look something up is to begin, and so is to go where things are kept.
LOOK_UP_VERB = re.compile(r"\b(?:find|look|search|view|see|browse|track|inspect|chwilio|gweld)\b", re.I)
KEPT = frozenset("register registers database explorer access lookup finder cofrestr gofrestr".split())
LOOKED_AT = frozenset(
    "plan plans drawing drawings file files case cases document documents record records comments site "
    "portal system browse open enter inspect track".split()
)
# "Apply for or renew a permit" is the way to apply.
OR_RENEW = re.compile(r"\b(?P<act>apply|register|application)(?P<for> for)? ?(?:or|and|/|&) ?renew\w*", re.I)
CONTACT_PATH = re.compile(
    r"/(?:contact-?_?us|contact|get-in-touch|cysylltu(?:-a-ni)?)(?:[-_]\d+)?(?:\.\w{2,5})?/?$", re.I
)
# "Next: who can apply" names the part of a guide that it leads to.
NEXT_PART = re.compile(r"^\W*(?:next|nesaf)(?: page| part| section)?\b[\s:»›>-]*(?=\w+\W+\w)", re.I)
# A box of ways to get in touch stands on every page, whatever the page is about.
CONTACT_BOX = re.compile(
    r"^\W*(?:contact(?: us| details| information)?|get in touch|how to contact us|cysylltu(?: â ni)?)\W*$",
    re.I,
)
# What leads to facts, and not to the task.
TO_LEARN = re.compile(
    r"\b(?:for|find|get|see) (?:out )?(?:more|further|full) (?:information|details|advice|guidance)\b|"
    r"\bam (?:ragor|fwy) o wybodaeth\b",
    re.I,
)
# An account for news of a page, and not for the task.
UPDATES = re.compile(r"\b(?:e-?mail|text|news) (?:updates?|alerts?|bulletins?)\b|\bnewsletter\b", re.I)
# A form or an online service by what it calls itself, on the council's host and on a supplier's.
CALLED_FORM = re.compile(
    r"\b(?:e-?forms?|forms?|questionnaire|portal|reporting system|online (?:system|service))\b"
    r"(?! (?:of|letter))",
    re.I,
)
CALLED_SERVICE = re.compile(r"\b(?:portal|system|database|e-?forms?|forms?)\b", re.I)
# Another who may take or mend a thing, or give advice: not how the council's task is done.
INSTEAD = re.compile(
    r"\bcharit(?:y|ies|able)\b|\bdonat\w+|\bre-?us(?:e|ed|ing)\b|\bfree ?cycle\b|\bsecond[- ]hand\b|"
    r"\badvice\b|\belusen\w*|\bcyngor ar\b",
    re.I,
)
NEIGHBOURS = re.compile(
    r"^\W*(?:related|see also|"
    r"more (?:on|about|in)(?! (?:how|getting|doing|\w+ing (?:it|this|online|for)))"
    r"|also (?:in|on)|in this (?:area|section)|other "
    r"(?:pages|services|links)|"
    r"elsewhere|useful links|you (?:may|might)|further (?:information|reading)|cysylltiedig|gweler hefyd)",
    re.I,
)
THEIRS = re.compile(
    r"\b(?:their|its) (?:own )?(?:web ?site|site|web ?page|page|service|form)\b|"
    r"\bthe (?:county|district|borough|neighbouring) council(?:['’]s)?\b|\beu (?:gwefan|tudalen)\b",
    re.I,
)
COUNCIL = re.compile(
    r"\b([A-Z][\w'-]+)(?: (?:and|&) [A-Z][\w'-]+)?(?: (?:County|Borough|District|City|"
    # "Pay Council Tax" names no council.
    r"Metropolitan))* Council\b(?! (?:[Tt]ax|[Hh]ous|[Hh]ome|[Tt]enan|[Pp]ropert|[Oo]ffice))"
)
PRESSING = re.compile(
    r"^(?:start|begin|report|apply|pay|tell us|get started|dechrau|talu|talwch|adrodd|rho(?:i|wch) wybod|"
    r"rhoi gwybod|"
    r"gwneud cais|gwnewch gais)\b.{0,40}$",
    re.I,
)
HOW_TO = "how to"
LESS: tuple[tuple[str, float, re.Pattern[str]], ...] = (
    ("back", 0.3, re.compile(r"^\W*(?:prev(?:ious)?|back|return to|blaenorol|yn ôl)\b", re.I)),
    (
        "overview",
        0.6,
        re.compile(
            r"^\W*(?:where|when|ways|pryd|ble|ffyrdd) (?:to|you can|can i|do i|i|o)\b|"
            r"^\W*about\b|[-–—:|] about\b|\brights and responsibilities\b",
            re.I,
        ),
    ),
    (
        "question",
        0.5,
        re.compile(
            r"^\W*(?:who|why|what|which|am i|are you|can i|can you|do i|do you|will i|is my|should i)\b|"
            r"\beligib\w+\b|\b(?:see|check) (?:if|whether) you\b|\bpwy\b",
            re.I,
        ),
    ),
    (HOW_TO, 0.8, re.compile(r"^\W*(?:how|sut) (?:to|you can|can i|do i|i|o)\b", re.I)),
    (
        "questions",
        0.4,
        re.compile(r"\bfaqs?\b|\bfrequently asked\b|\bquestions? (?:and|&) answers?\b|\bq ?& ?a\b", re.I),
    ),
    (
        "track",
        0.35,
        re.compile(
            r"\b(?:track|check (?:the )?(?:status|progress)|existing (?:report|application|request)|"
            r"view (?:your|my|existing)|update (?:your|an)|olrhain)\b",
            re.I,
        ),
    ),
    ("renew", 0.6, re.compile(r"(?<!\bor )(?<!\band )(?<![/&] )(?<!/)\b(?:renew\w*|adnewyddu)\b", re.I)),
    (
        "change or cancel",
        0.4,
        re.compile(
            r"\b(?:cancel\w*|amend\w*|change of|change (?:your|my|a|the)|replace\w*|lost|stolen|"
            r"refund\w*|appeal\w*|challenge|withdraw)\b",
            re.I,
        ),
    ),
    (
        "contact",
        0.45,
        re.compile(
            r"^(?:contact us|contact|get in touch|enquir\w+|general enquir\w+|make (?:a|an) (?:enquiry|"
            r"comment|complaint)|complaints?|cysylltu)\b",
            re.I,
        ),
    ),
    ("account", 0.55, SIGN_IN),
    (
        "information",
        0.6,
        re.compile(
            r"\b(?:guidance|advice|find out|learn more|more information|information (?:about|on)|read "
            r"(?:more|about|our)|what is|"
            r"how (?:we|long|much)|rules|conditions|map of|list of|faqs?|questions)\b",
            re.I,
        ),
    ),
)
# A part of a path that is a program's, or a word that is the whole of a part: `/pay/`, not `/how-to-pay`.
FORMISH = re.compile(
    r"(?:^|[/._?=&-])(?:e?-?forms?\w*|\w*forms?(?:service)?|webforms?|fillform|renderform|xfp|"
    r"achieveforms?|dform|ufs|ofml|"
    r"selfservice|self-service|servicerequest|reportit|applyonline|mipermit|fixmystreet|webpage|"
    r"doitonline|do-?it-?online|ep\.app|"
    # Registers of planning applications.
    r"online-applications|public-?access(?:_?live)?|planning-?explorer|generalsearch|simplesearch|"
    r"advancedsearch|"
    r"search\.do|planning(?:search|access|online|register|pages|applications?search)|planapps?|swiftlg|"
    r"acolnet\w*|fastweb\w*|ocellaweb|ocella\d*|wphapp\w+|planningdetails|eplanning\w*|e-planning)"
    r"(?=$|[/._?=&-])"
    r"|/(?:service|requests?|report(?:ing)?|report-?it|apply|application|pay|payments?|paye?online|"
    r"epay\w*|webpay\w*|permits?|"
    r"myaccount|online-?services?|portal|crm|citizens?(?:portal|access|space|hub|self)?|customers?|start|"
    r"wizard)(?=$|[/.])",
    re.I,
)
# A program's word for a form in the query: `?formid=MISSED_BIN`, `?survey=139`.
FORM_QUERY = re.compile(
    r"(?:^|[&;])(?:e?form(?:_?(?:id|name|uri|type))?|f\.name|survey(?:_?id)?|process_?name|processid|wizard|"
    r"servicename|service_?code|casetype|requesttype)=",
    re.I,
)
FORM_HOST = re.compile(
    r"(?:^|[.-])(?:publicaccess|planning(?:access|online|register|search)?|planapps?|e-?planning|"
    r"forms?|eforms?|self|my|selfserve|services?|online|secure|pay|payments?|epayments?|"
    r"apply|report|permits?|portal|contact|crm|doitonline|e-?services?)(?:[.-])|"
    # Payment suppliers' hosts; a list of shops that take cash is none.
    r"(?:^|[.-])\w{0,6}e-?pay(?!pal|point)\w*\.",
    re.I,
)
NO_FORM_FRAME = re.compile(
    r"youtube|vimeo|google\.com/maps|maps\.google|googletagmanager|doubleclick|facebook|twitter|"
    r"recaptcha|hcaptcha|"
    r"player|video|soundcloud|analytics|adservice|addthis|browsealoud|about:|chat|consent|cookie|"
    r"captcha|slideshare|issuu",
    re.I,
)
# The page announces the form that a frame holds.
BELOW = re.compile(
    r"\b(?:form|map|search|tool|service|box) (?:is |can be found )?(?:below|underneath|on this page)\b|"
    r"\b(?:below|following) (?:online )?form\b|\bfill (?:in|out) the (?:\w+ ){0,3}below\b|\bffurflen isod\b",
    re.I,
)
PAPER_FORM = re.compile(r"\b(?:form|application|apply|ffurflen|cais)\b", re.I)
