"""Words that say nothing of what a paper is about: those of grammar and of abstracts.

They are written as `stem_word` leaves them: folded, without the s of a plural.
"""

from __future__ import annotations

_GRAMMAR = """
a about above according across after again against all almost alone along already also
although always am among an and another any anything are around as aside at away be became
because become been before behind being below beside besides between beyond both but by can
cannot come could despite did do doe does doing done dont down due during each either else
enough especially etc even ever every everything except few for from further get give given
goe had has have having he hence her here him his how however i if ii iii in indeed inside
instead into is isnt it its itself just largely latter least less let lets like likely
made mainly make making many may me might more moreover most mostly much must my namely near
nearly need neither never nevertheless next no none nonetheless nor not nothing now of off
often on once one ones only onto or other otherwise our ours out over overall own per perhap
please quite rather really respectively same seem several shall she should since so some
something sometime sometimes still such take taken than that thats the their them themselve
themselves then there thereby therefore these they thi this those though thousand three
through throughout thu thus till to together too toward towards two typically under unlike
until up upon us use used user_s using usually various very via want was wa way we well were
what whatever when whenever where whereas whereby wherea whether which while who whole whom
whose why will with within without would yes yet you your zero ie eg al et vs versu first
second third finally fourth last secondly firstly additionally furthermore specifically
consequently accordingly notably particularly importantly meanwhile remarkably interestingly
crucially surprisingly currently recently ultimately highly significantly substantially
consistently effectively efficiently successfully simultaneously explicitly directly
increasingly primarily widely heavily generally commonly inherently solely merely fully
greatly further hundred million billion dozen percent
"""
_ABSTRACTS = """
abstract achieve achieved achieving achieves address addressed addressing addresse adopt
advance aim allow allowing apply applied applying approach approache article assume attempt
author available based benefit better best build building built called capture case cause
challenge challenging claim combine combined combining common commonly compare compared
comparing comparable competitive conduct conducted consider considered considering consist
consistent contain contribute contribution could crucial current demonstrate demonstrated
demonstrating depend derive describe described design designed detail detailed determine
develop developed developing difficult difficulty discuss discussed effective effectiveness
efficient emerged emerging employ employed enable enabled enabling encourage enhance enhanced
enhancing ensure ensuring essential establish established evaluate evaluated evaluating
evaluation evidence examine example exhibit exist existing experiment experimental explore
explored exploring extend extended extensive face fail find finding focu focuse focused
focusing following follow found framework gain generate good great growing help high higher
highlight identify identifie identified identifying illustrate impact implement implemented
implication important improve improved improvement improving include included including
increase increased increasing indicate insight introduce introduced introducing investigate
investigated investigating involve issue key known lack large larger lead leading leverage
leveraged leveraging limit limitation limited low lower main major manner mean method
motivated necessary new novel number numerou observe obtain obtained offer offering open
outperform outperforming outperformed paper part perform performance performed performing
popular possible potential powerful practical practice present presented presenting previou
previously prior problem produce promising propose proposed proposing provide provided
providing publicly question raise range reach real recent reduce reducing reduced rely relie
relying remain remaining report reported require required requiring research researcher
resulted result resulting reveal revealing review rich robust role several show showed
showing shown significant similar simple single small solution solve solved solving
state strong study studie studied studying suffer suffering suggest suggesting superior
support suitable systematic tackle task technique tend term test theory today total traditional
type understand understanding understood unified validate validated variety variou varying
work working year yield achievement overcome importance advantage ability able art sota
hypothesi aspect idea goal unknown recent latest comprehensive extensively code github http
https www com
"""
STOP_WORDS = frozenset(f"{_GRAMMAR} {_ABSTRACTS}".split())
