"""The wordings by which pages bid a resident ring, write, come or fill in paper (English and Welsh)."""

from __future__ import annotations

from checks.channel_words import any_of

# Bodies whose numbers stand on council pages without being the council's.
OTHER_BODY_PHONE = any_of(
    r"\bpolice\b|\bcrimestoppers\b|\bfire (and rescue|service|brigade)\b|\bambulance\b|\bnhs\b|"
    r"\bhighways (agency|england)\b|\bnational highways\b|\broad service\b|"
    r"\benvironment agency\b|\bnatural resources wales\b|\bsepa\b|\bcanal (and|&) river trust\b|"
    r"\bnetwork rail\b|\bwater (company|companies|authority|board)\b|\bhealth and safety executive\b|"
    r"\b(thames|severn trent|anglian|united utilities|yorkshire|southern|wessex|south west|northumbrian|"
    r"scottish|welsh|dwr cymru|northern ireland) water\b|\bcitizens['’]? advice\b|\bsamaritans\b|"
    r"\bnational (debtline|grid)\b|\bstepchange\b|\bgas emergency\b|\bpower (cut|network|compan)\w*|"
    r"\belectricity (network|supplier|compan)\w*|\bwestern power\b|\bnorthern powergrid\b|"
    r"\bscottish power\b|\brspca\b|\bage (uk|concern|cymru|scotland)\b|\bshelter( cymru)?\b|\bhmrc\b|\bdwp\b|"
    r"\bdepartment (for|of)\b|\bblue badge (improvement|scheme) (service|helpline)|\bvaluation "
    r"(office|tribunal)\b|"
    r"\btraffic (scotland|wales)\b|\btransport for (london|wales)\b|\btfl\b|\bombudsman\b|\bcharit(y|ies)\b|"
    r"\bplanning inspectorate\b|\bjobcentre\b|\bbritish (heart|red cross)\b|\bheddlu\b|\belusen",
)
_CALL = r"(call|ring|phone|telephone)"
# Numbers and addresses given for something else than the task.
OTHER_MATTER = any_of(
    r"\b(your data|data protection|privacy|personal (data|information)|freedom of information|foi|"
    r"complain\w*|press office|"
    r"media enquiries|vacanc(y|ies)|web team|webmaster|website (problem|issue|feedback)|diogelu data)\b",
)
# "If you cannot go online, ring ...": another way is offered beside the one that is meant.
BESIDE = any_of(
    r"\bif you (can['’]?t|cannot|can not|are (unable|not able) to|do not|don['’]t|have no|"
    r"haven['’]t)\b[^.]{0,50}"
    r"\b(web|online|on-?line|internet|web ?site|form|computer|access)\b|\byou can also\b|\balternatively\b|"
    r"\b(other|another) ways? (to|of)\b|\bif you (need|want|would like|require)( any| some| more)? help\b|"
    r"\b(trouble|problems?|difficult\w*|help) (with|using|filling|completing)\b[^.]{0,30}\b(form|"
    r"online|site)\b|"
    r"\bneed (any )?(more )?help\b|\bgallwch hefyd\b|\bffyrdd eraill\b|\bos na allwch\b",
)
# A sentence that tells the resident to telephone, or to write an e-mail, to get the task done.
TOLD_TO_CALL = any_of(
    rf"\b{_CALL} (us|our|the|your|one of|any of|a member|me|him|her|on|free|for free|direct(ly)?|"
    rf"\+?\(?0\d|freephone)\b",
    rf"\b{_CALL} (?!in\b|into\b|at\b|round\b|by\b|back\b|costs?\b|charges?\b|centre\b|box|lines?\b|"
    rf"numbers?\b)"
    r"[^.]{0,60}\b0\d",
    r"\b(speak|talk) to\b|\b(by|over the|via|on the|use the) (tele)?phone\b|\b(phoning|ringing|"
    r"telephoning)\b|"
    r"\bcalling (us|our|the|0)|\bgive (us|the \w+) a (call|ring|bell)\b|\bpick up the phone\b|\bdial\b",
    r"\bffoni\w*|\b(dros|ar) y ff[oô]n\b|\bgalw(ch)? (ni|y|ein|ar|0)\b|\brhowch alwad\b|\bsiarad\w* [aâ]\b",
)
TOLD_TO_MAIL = any_of(
    r"\be-?mail(ing)? (us|it|them|the|your|to|at|our|details|a|\S+@)|\b(by|via|send|an) e-?mail\b|"
    r"\bscan\b[^.]{0,60}e-?mail|\b(send|write|details?|line|message)\b[^.]{0,60}\b(to|at)\b[^.]{0,20}@",
    r"\be-?bostiwch\b|\b(drwy|trwy|anfon\w*) e-?bost\b|\bcysylltwch â\b[^.]{0,40}@",
)
_OFFICE = (
    r"(offices?|centres?|hubs?|reception|library|libraries|desk|counter|kiosk|shop|hall|civic|guildhall|"
    r"council house|council buildings?|contact point|service point|access point|post office|paypoint|"
    r"connect(ion)? point)\b"
)
# A tip, a school or a gym is visited, yet not to get this done.
_NOT_OFFICE = (
    r"(?![^.]{0,60}\b(recycling|waste|leisure|sports?|health|medical|garden|shopping|children|"
    r"community|youth|"
    r"museum|household)\b[^.]{0,20}\b(centres?|sites?|hubs?)\b)"
)
WRITE = any_of(
    rf"\b(visit|call in|call at|come|go|drop in|pop in|pop along|bring|apply|pay|ask|register|"
    rf"report)\b{_NOT_OFFICE}"
    rf"[^.!?]{{0,70}}\b(to|at|in|into|your|our|any|the|local|nearest)\b[^.!?]{{0,50}}\b{_OFFICE}",
    rf"\b(at|from) (our|the|any|your (local|nearest))\b{_NOT_OFFICE} [^.]{{0,30}}\b(office|reception|"
    rf"cash desk|counter|"
    r"customer (service|contact) (centre|point)|one[- ]stop shop)",
    r"\b(do|done|made|apply|pay|paid|report|request\w*|register|book)\b[^.]{0,40}\bin person\b|"
    r"\bin person\b[^.]{0,40}\b(at|to|from)\b|^\W*in person\W*$|\bface[- ]to[- ]face\b",
    r"\b(write|post|send|return|put)\b[^.]{0,80}\b(to us|to:|to the (following )?address|by post|in "
    r"the post|address "
    r"below|to our|freepost|in a letter|a letter to|by letter)\b|\bwrite to\b|\bput (it|them|your "
    r"\w+) in writing\b",
    r"\b(apply|pay|report|contact us|comment|request)\b[^.]{0,30}\bby (post|letter)\b|^\W*by (post|"
    r"letter)\W*$|"
    r"\bby (post|letter) (to|at)\b|\bcollect (a|an|the) (form|application)\b[^.]{0,60}\b(from|at)\b",
    r"\bwyneb yn wyneb\b|\b(trwy|drwy)['’]r post\b|\byn bersonol\b|\bgalw(ch)? (heibio|i mewn)\b|"
    r"\bysgrifenn\w+ at\b|"
    r"\b(dewch|ewch) i (un o['’]n |ein |unrhyw |swyddfa|['’]?r swyddfa|lyfrgell|neuadd)",
)
PAPER = any_of(
    r"\bforms?\b|\bapply\b|\bapplication\b|\bprint\b|\bcomplete\b|\bfill\b|\breturn\b|\bdownload\b|"
    r"\bregistration\b|\brequest\b|\bmandate\b|"
    r"\binstruction\b|\bffurflen\w*\b|\bcais\b|\blawrlwyth\w+",
)
PAPER_NOT = any_of(
    r"\b(policy|policies|guidance|guides?|leaflets?|booklets?|strategy|reports?|minutes|maps?|plans?|"
    r"notes|terms|"
    r"conditions|privacy|list of|statistics|charges|fees|criteria|rules|code of|statement|brochure|poster|"
    r"consultation|prospectus|calendars?|schedules?|handbook|order|act|regulations?|results|polisi|"
    r"canllaw\w*|taflen)\b",
)
# What a printed list of collection days is called, and what else a page about bins offers to download.
CALENDAR = any_of(
    r"\bcalend[ae]rs?\b|\bcollection|\bdates?\b|\bschedules?\b|\bdays?\b|\brounds?\b|\bareas?\b|"
    r"\bweeks?\b|\bstreets?\b|"
    r"\btimetables?\b|\b(mon|tues|wednes|thurs|fri)days?\b|\bcasglu|\bdyddiad\w*|\bcalendr\w*",
)
NO_CALENDAR = any_of(
    r"\b(polic(y|ies)|guidance|strategy|reports?|minutes|terms|conditions|privacy|statistics|charges|"
    r"consultation|"
    r"recycling guide|what (goes|can|you can)|a ?- ?z|application|assisted|missed|replacement|polisi)\b",
)
