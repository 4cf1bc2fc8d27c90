"""The wordings by which council pages say how a task can, or cannot, be done (English and Welsh)."""

from __future__ import annotations

import re


def any_of(*parts: str) -> re.Pattern[str]:
    """Return a pattern that finds any of *parts*, whatever their case."""
    return re.compile("|".join(f"(?:{part})" for part in parts), re.I)


# A way round the account: its presence makes signing in optional.
GUEST = any_of(
    r"\b(continue|proceed|carry on|report|apply|pay|book|start|go on|use (this|the) (form|"
    r"service))\b[^.]{0,30} without (an? |having |"
    r"creating |the |your )*(account|sign|log|regist|password)",
    r"\bwithout (signing|logging) (in|on)\b|\bwithout (registering|an account|having to (register|sign|log))",
    r"\bas (a )?guest\b|\bguest (user|checkout|access)\b",
    r"\bskip (this|sign|log|regist)\w*",
    r"\b(do not|don['’]t|no) (have|need|want|longer need) (to |an? )?(account|sign|log|regist|have an "
    r"account|be (signed|logged))\w*",
    r"\b(don['’]t|do not) have to (sign|log|regist|use|have|create)\w*",
    r"\bno (need to (register|sign|log)|registration (is )?(needed|required)|account (is )?(needed|"
    r"required))",
    r"\b(registration|signing in|logging in|an account) is (optional|not (needed|required|necessary))",
    r"\b(report|continue|proceed)\b[^.]{0,20} anonymously\b",
    r"\bparhau heb|\bheb (gyfrif|gofrestru|fewngofnodi)|\bfel gwestai\b",
)
# The page is for signing in, whatever its form asks.
SIGNING_IN = any_of(r"\b(sign|log)(ing)? ?-?(in|on)\b", r"\bmewngofnodi\b")
# The account is a condition, not an offer.
MUST_SIGN_IN = any_of(
    r"\byou (will |'ll |’ll )?(need|must|have|are required) (to )?(first )?(be )?(register(ed)? (for|"
    r"with|on|an?|to|first|before)|"
    r"(sign|log)(ged)? ?(in|on)\b)",
    r"\byou (will |'ll |’ll )?(need|must|have|are required) (to )?(first )?(have|create|set up|open|"
    r"register for)? ?(an?|your) "
    # "You will need your council tax account number" asks for a figure, not for an account.
    r"((?!bank )\w+ ){0,3}account(?! ?(numbers?|no\b|ref|details|names?|holder))",
    r"\b(please )?(sign|log) ?(in|on)( to your( \w+){0,3} account)? (to (report|apply|pay|book|continue|"
    r"use|access|make|start)|before|"
    r"or (register|create|sign up))",
    r"\b(please )?(register|create an account)( for| an)?[^.]{0,30} or (log|sign) ?in\b",
    r"\bonly (available )?(to|for) (registered|signed[- ]in) (users|customers|residents)",
    r"\b(requires|needs) (you to (sign|log) in|an?( \w+){0,3} account|registration|a log ?in)",
    r"\b(service|form|it|this)\b[^.]{0,20} requires\b[^.]{0,40}\b(account|registration)",
    r"\b(only|must) be (made|done|used|reported|paid|booked)\b[^.]{0,60}\b(account|sign(ed|ing)? in|"
    r"log(ged|ging)? in|"
    r"registered)\b|\byou['’](ll|d) (need|have) (to (sign|log) ?(in|on)|an? [^.]{0,30}\baccount)",
    r"\b(to|before you can) (use|access|report|apply|pay|book|order)\b[^.]{0,40}\b(please |first "
    r")?(log|sign) ?(in|on)\b",
    r"\brhaid i chi (fewngofnodi|gofrestru)|\bmewngofnodwch\b|\bbydd angen( i chi)? (cyfrif|fewngofnodi|"
    r"gofrestru)",
)
SIGN_IN = any_of(
    r"^\W*(sign|log) ?-?(in|on)\b(?! opt)",
    r"^\W*(register|sign up|create (an|your) account|my ?account)\W*$",
    r"\b(sign|log) ?in (or|and|to|/) ?(register|create|your|my|continue)",
    r"^\W*(mewngofnodi|cofrestru)\b",
)
# "Log in to report a missed bin": one signs in in order to do it.
SIGN_IN_TO = any_of(
    r"\b(sign|log) ?-?(in|on)\b[^.]{0,40}\b(to|and) (\w+ ){0,2}(report|apply|pay|book|order|start|"
    r"comment|renew|request|tell)\b",
    r"\b(mewngofnod\w+|cofrestr\w+) i\b",
)
# The service exists but is shut at the moment, for a reason or until a time that is said.
CLOSED = any_of(
    r"\b(applications?|bookings?|registrations?|requests?|orders?|reporting|admissions?|rounds?|portal|"
    r"window|scheme|register|waiting list|list|"
    r"service|form|system)\b[^.!?]{0,60}\b(is|are|has|have|was|were)( now| currently| been| temporarily|"
    r" all)* (closed|suspended|paused|shut|on hold|"
    r"not (currently |being )?(open|accepting|taking|available until))",
    r"\b(is|are) (now|currently|temporarily) closed\b(?! to traffic)",
    r"\bclosed (for|until|over|during) (the )?(winter|summer|season|christmas|applications|new "
    r"applications|bookings|maintenance|further notice|"
    r"\w+ \d{4}|\d{1,2} \w+)",
    r"\b(not|no longer) (currently )?(accepting|taking) (any )?(new |more |further )?(applications|"
    r"bookings|requests|registrations|orders)",
    r"\b(temporarily|currently|presently) (suspended|paused|on hold|closed)",
    r"\b(applications?|bookings?|requests?|orders?|reports?|registrations?)\b[^.!?]{0,40}\b(are not|"
    r"aren['’]t|cannot|"
    r"can['’]t|is not|no longer) (currently |now )?(being |be )?(taken|accepted|made|processed)\b",
    r"\b(is|are) (now |currently )?fully booked\b|\bhave (now )?stopped taking\b|\bnot taking (any "
    r")?(new |more )?\w+ "
    r"(at present|at the moment|for now|until)",
    r"\b(service|form|system|portal|page|site)\b[^.!?]{0,40}\b(is|are) being (upgraded|updated|"
    r"maintained|worked on|replaced)\b",
    r"\b(will|due to|to) (re-?open|re-?start|resume|be back|be available again)\b",
    r"\bout of season\b|\bseason (has|is) (ended|closed|over)|\bresumes? (in|on|from)\b",
    r"\bonly (open|available|accepted|operates?) (between|from|during|in)\b[^.]{0,60}\b(am|pm|january|"
    r"february|march|april|may|june|july|august|"
    r"september|october|november|december|office hours|monday)",
    r"\b(planned|essential|scheduled|routine) (maintenance|upgrade|downtime|work|outage)",
    r"\b(unavailable|offline|down|closed)\b[^.]{0,60}\b(maintenance|upgrad\w+|downtime|until|while we|"
    r"migration|system (update|change))",
    r"\b(maintenance|upgrad\w+)\b[^.]{0,60}\b(unavailable|offline|closed|not available)",
    r"\b(opens?|open again|available again) (on|in|from|at|again) (the )?(\d{1,2}|monday|tuesday|"
    r"wednesday|thursday|friday|saturday|sunday|january|"
    r"february|march|april|may|june|july|august|september|october|november|december|spring|summer|"
    r"autumn|winter)",
    r"\b(deadline|closing date)\b[^.]{0,60}\b(has|have)( now)? (passed|closed|been)",
    r"\bar gau\b|\bwedi(['’][iu])? (cau|hatal|gohirio)\b|\bddim ar gael (ar hyn o bryd|dros dro|tan)|"
    r"\bddim yn (derbyn|cymryd) (ceisiadau|archebion)|\byn ail-?agor",
)
_PLANNED = any_of(
    r"maintenance|upgrad|planned|scheduled|essential work|season|winter|summer|spring|autumn|christmas|"
    r"new year|office hours|opening hours|"
    r"re-?open|resume|until|only (open|available|accept\w*|operat\w*)|\b\d{1,2} ?(am|pm)\b|deadline|"
    r"closing date|opens? (on|in|from|at)|now closed|suspended|paused|"
    r"applications? (is|are|have)|cynnal a chadw",
)
# Said of another time, or of a neighbour: not a closure of this service now.
NOT_NOW = any_of(
    r"\bwill be (closed|unavailable|offline|down)\b|\bmay be (closed|unavailable)\b|\bif (the|this|"
    r"our)\b[^.]{0,40}(closed|unavailable)|"
    r"\b(office|centre|reception|library|road|street|bridge|site|tip|depot)s?\b[^.]{0,30}\b(is|are|will "
    r"be) (now |currently )?closed|"
    r"\b(offices?|centres?|receptions?|librar(y|ies)|hubs?|shops?|depots?|tips?|(phone )?lines|switchboard)\b"
    r"[^.]{0,30}\b(closes?|shuts?|opens?)\b",
)
UNAVAILABLE = any_of(
    r"\b(form|service|system|page|application|portal|facility|payments?|booking|"
    r"reporting)\b[^.!?]{0,50}\b(unavailable|not (currently )?available|"
    r"out of (order|service)|not working|offline|down)\b",
    r"\b(unavailable|out of service)\b[^.!?]{0,30}\b(at (the|this) (moment|time)|at present|just now|"
    r"try again)",
    r"\bsorry\b[^.!?]{0,60}\b(unavailable|not available|offline|cannot be (used|loaded|completed))",
)
# "At the moment": shut for a while, and nothing is said to have failed.
FOR_NOW = any_of(
    r"\btemporar|\bcurrently\b|\bat (the|this) (moment|time)\b|\b(at|for the) (present|moment|time "
    r"being)\b|\bjust now\b|"
    r"\b(come|check|try|call) (back|again) (later|soon|tomorrow|after|on|in|from)\b|\bar hyn o bryd\b|"
    r"\bdros dro\b",
)
ERROR_WORDS = any_of(
    r"\berrors?\b|\bproblem|\bfault|\bwrong\b|\bfail(ed|ure)|\bbroken\b|\bcrash|\bunexpected|"
    r"\bexception|\btechnical (issue|difficult)|\bgwall",
)
NOT_OFFERED = any_of(
    r"\b(we|the council|this council|[A-Z][\w-]+ (borough|city|district|county)? ?council) (do(es)? not|"
    r"don['’]t|doesn['’]t|no longer|cannot|can['’]t|"
    r"are unable to|is unable to|have stopped|has stopped|stopped|ceased to) (currently |now )?(provid|"
    r"offer|run|operat|collect|issu|have (any|a|an)\b|"
    r"deliver|suppl|undertak|carry out)\w*",
    r"\bthis (service|scheme) (is|has been) (no longer (available|offered|provided|run)|withdrawn|"
    r"discontinued|not (available|offered|provided))",
    r"\b(service|scheme)\b[^.]{0,30}\b(was|has been|is) (withdrawn|discontinued|stopped|abolished|ended "
    r"permanently)",
    r"\bthere (are|is) (currently )?no (residents?['’]? )?(parking (schemes?|zones?|permits?)|such "
    r"(service|scheme))",
    r"\b(is|are) not (a service|a scheme|something) (that )?[^.]{1,60}? (provides?|offers?|runs?)\b",
    r"\b(do|does) not (run|operate|have|provide|offer) (a |any |such a )?(scheme|service)s?\b",
    r"\b(we|the council|this council|[A-Z][\w-]+ council|[A-Z][\w-]+) (has|have|had) no ([\w'’-]+ "
    r"){0,3}(service|schemes?|zones?|"
    r"permits?|collections?)\b|\bthere (are|is) (currently )?no ([\w'’-]+ ){0,3}(schemes?|zones?|"
    r"collection service)\b",
    r"\bno longer (available|offered|provided|run|part of (our|the) service)\b|\b(we are|the council "
    r"is) (not|un)\s?able to "
    r"(offer|provide|collect|issue|run)\b|\bis not available (in|from|to)\b",
    r"\b(nid|dyd|nad)(yw['’]r cyngor| ydym| ydyn ni| yw['’]r cyngor|yn ni| ydy['’]r cyngor)( ddim)? "
    r"(bellach )?yn "
    r"(darparu|cynnig|casglu|cyhoeddi|rhoi|rhedeg)|\bddim yn (darparu|cynnig|casglu|cyhoeddi) ",
)
RESPONSIBLE = any_of(
    r"\b(is|are) (the |now the )?responsib(le|ility)\b|\bresponsibility (of|for|lies|rests)\b|"
    r"\bresponsible for\b",
    r"\b(is|are) (now )?(dealt with|run|managed|provided|maintained|looked after|handled|administered|"
    r"issued|operated|carried out|repaired|collected|arranged|organised|mended|owned|made|decided) "
    r"by (?!us\b|our\b|the council\b|this council\b|a contractor|post|phone|e-?mail)",
    r"\b(not (the|our|a|this) (council['’]?s? )?responsib\w+|we (are|do) not (responsible|deal|look "
    r"after|maintain|manage))",
    r"\b(county|district|borough|city) council['’]?s? (job|service|responsib\w+|deals?|look(s|ed)? "
    r"after|maintains?|manages?|issues?|runs?)",
    r"\ba (county|district|borough) (council )?(matter|function|service|responsibility|one)\b|"
    r"\b(county|district|borough) "
    r"council does\b|\b(is|are) (a matter )?for (the )?[\w ]{0,40}(county|district|borough|city) council\b",
    r"\byn gyfrifol am\b|\bcyfrifoldeb\b",
)
# "If it is on a main road ..." speaks of some cases, not of the service.
CONDITION = any_of(
    r"^\W*(if|where|for|in|on|some|unless)\b[^.]{0,80}\b(trunk roads?|motorways?|private|unadopted|"
    r"parish|housing|railway|canal|"
    r"main roads?|a\d{1,4}|m\d{1,2})\b"
)
# Others look after these everywhere; to say so is not to hand over the service.
PART_OF = any_of(
    r"\b(motorways?|trunk roads?|private (land|roads?|property|streets?)|unadopted|railways?|canals?|"
    r"rivers?|power (cuts?|lines?)|"
    r"gas|water (leaks?|mains?)|housing associations?|traffordd|cefnffordd|cefnffyrdd|traffyrdd)\b",
)
NOT_OURS = any_of(
    r"\b(is|are) not (the |our |this |a )?([\w-]+ ){0,4}responsib\w+",
    r"\bwe (are not|aren['’]t|do not|don['’]t) (responsible|deal with|look after|maintain|manage|handle|"
    r"run|issue|provide)",
    r"\b(this|the) council (is not|does not)\b",
)
BODY = any_of(
    r"\b[A-Z][\w'’-]+(?: [A-Z][\w'’-]+| and| upon| of| the){0,4} (County|District|Borough|City|"
    r"Metropolitan|Unitary|Town|Parish|Community) Council\b",
    r"\bcounty council\b|\bdistrict council\b|\b(parish|town) council\b|\bcouncil for your area\b|"
    r"\byour (county|district|local) council\b",
    r"\bNational Highways\b|\bHighways (England|Agency)\b|\bTransport for (London|Wales)\b|\bTransport "
    r"Scotland\b|\bDepartment for Infrastructure\b|"
    r"\bHousing Executive\b|\bEducation Authority\b|\bTrafnidiaeth Cymru\b",
)
LOOK_UP = any_of(
    r"\b(find|search|check|look ?up|view|show|see|when is|which|chwilio|gwirio|dod o hyd)\b",
)
FINDER = any_of(
    r"\b(finder|checker|look-?up|locator|who (owns|looks after)|your nearest|near you|in my area)\b"
)
ONLINE_SAID = any_of(
    r"\bonline\b|\bon-line\b|\be-?form\b|\bweb form\b|\belectronic form\b|\bar-?lein\b",
)
# A national service called by its name, and links that lead there only to be read.
NATIONAL_NAMED = any_of(
    r"\bgov\.?uk\b|\bnidirect\b|\bmygov\.?scot\b|\bgov\.wales\b|\bllyw\.cymru\b|\bplanning ?portal\b|"
    r"\beplanning\b|"
    r"\b(national|government|uk) (service|web ?site|system|scheme|portal|form)\b|\bgwasanaeth cenedlaethol\b",
)
TO_READ = any_of(
    r"\b(find out|read|more (information|about|details|on)|information|guidance|guides?|check (if|"
    r"whether|your)|"
    r"eligib\w*|qualify|rules|rights|learn|appeal\w*|law|legislation|advice|leaflet|what is|who can|"
    r"how to|where you|"
    r"privacy|complain\w*|gwybodaeth|canllaw\w*)\b",
)
# "Apply on the Lettings website": a link so set in a sentence is where one does it.
TO_A_SITE = any_of(r"\b(web ?site|portal|on-?line|system|scheme|service|hub|gwefan|porth)\b")
CAN_ONLINE = any_of(
    r"\b(you can|you may|can be|please|to)\b[^.]{0,60}\b(report|appl(y|ied)|pay|paid|book|order|"
    r"comment|view|tell us|made|done|"
    r"find|check)\w*\b[^.]{0,80}\b(online|on our website|(online|web|e-?) ?form)\b",
    r"\b(using|use|via) our (online |web |e-?)?form\b|\b(complete|fill (in|out)) (our|the|this) "
    r"(online|web|e-?) ?form\b",
    r"\b(enter\w*|type|put in) (your|a) (post ?code|address|street)\b|\bgallwch\b[^.]{0,60}\bar-?lein\b",
)
DENIED = any_of(r"\b(not|cannot|can['’]t|don['’]t|unable|no longer|without|unless|ni|nid|na) \b[^.]{0,40}")
# Controls that say nothing but "go": set as such, they are the page's way in.
PRESS = any_of(
    r"^(get started|start( now| here)?|begin( now)?|apply (now|online|here)|report (it|this)?( now| "
    r"online| here)*|pay (it )?(now|online|here)|"
    r"book (now|online|here)|do it (now|online)|continue|go online|dechrau( nawr)?|gwneud cais|ymgeisio "
    r"ar-?lein)\W*$",
)
BUSINESS = any_of(
    r"\b(business(es)?|trade|traders?|commercial|companies|organisations?|landlords?|agents?|"
    r"developers?|contractors?|schools?|corporate|busnes(au)?|"
    r"masnach(ol)?)\b",
)
RESIDENT = any_of(
    r"\b(resident(s|ial)?|household(er|ers|s)?|domestic|homes?|private|individuals?|"
    r"personal|trigolion|preswyl\w*|cartref)\b"
)
GENERAL_CONTACT = any_of(
    r"^\W*(contact (us|form|the council)|get in touch|general (enquir|contact)\w*|(online )?enquiry "
    r"form|make an? (enquiry|comment|complaint)|"
    r"complain\w*|compliments?|feedback|ask (us )?a question|cysylltu( â ni)?)\b",
)
PAYS = any_of(
    r"\bpay\b[^.]{0,40}\b(online|by (debit|credit|card)|now|securely)|\b(debit|credit) card\b|\bpayment "
    r"(is|will be|must be|page|details|online)\b|"
    r"\btalu (ar-?lein|gyda cherdyn)",
)
# Said before the form: money is asked for in it, not merely owed or refunded at some time.
PAYS_HERE = any_of(
    r"\byou (will |['’]ll )?(need to |have to |must |can )?pay\b[^.]{0,60}\b(online|card|when you "
    r"(apply|book|order)|as part|"
    r"at the end|in advance|up front)\b|\b(debit|credit) card\b[^.]{0,40}\b(ready|to hand|to pay|"
    r"details|handy|with you)\b|"
    r"\bpayment (is|will be|must be) (taken|made|required|needed|due)\b|\b(card|cerdyn) (to pay with|"
    r"i dalu)\b|"
    r"\btalu (ar-?lein|gyda cherdyn)",
)
PAYMENT_HOST = re.compile(
    r"(^|[.-])(e?pay(ments?|360|ment)?|webpay|epay\w*|civicaepay|e-paycapita|worldpay|stripe|sagepay|"
    r"opayo|paypal|paybyphone|adelante\w*|"
    r"allpay|securepay\w*|smartpay\w*)([.-]|$)",
    re.I,
)


def planned(text: str) -> bool:
    """Say whether a notice of closure gives a season, hours, maintenance or a date: planned, not an error."""
    return bool(_PLANNED.search(text))
