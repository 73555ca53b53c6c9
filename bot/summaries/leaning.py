"""Whether a sentence leans on the one before it, which says whom or what it is about."""

import re

from bot.text.folding import fold
from bot.text.tokens import tokenize

_FIRST = frozenset(
    """
    он она оно они его ее ему ей им их ним ними него нее них этот эта это эти этого этому этой этих этим
    такой такая такое такие таким там тогда так тут здесь отсюда оттуда туда тот та те того тем той
    поэтому однако также тоже причем притом зато впрочем затем потом впоследствии следовательно например наконец
    кстати оба обе сам сама само сами остальные остальных вот но а и или либо да ведь же
    він вона воно вони його її йому їй їм цей ця це ці цього цьому цієї цим цих такий така таке такі таким
    там тоді так тут звідти туди той та те ті того тому однак також теж проте причому зате втім утім затім потім
    згодом отже зокрема наприклад нарешті водночас натомість обидва обидві сам сама самі решта ось але і й або
    адже тож бо
    he she it they his hers her its their theirs him them this that these those there then so such however but and or
    also moreover furthermore therefore thus instead still yet nevertheless nonetheless besides otherwise similarly
    likewise both another others afterwards hence additionally consequently
    """.split()  # noqa: SIM905  # words read better than a list of strings
)
"""With these, folded, a sentence continues another one."""
_PRONOUNS = frozenset(
    """
    он она они его ее ему ей им их ним ними нем ней него нее них этот эта это эти этого этому этой этих этим этом этими
    эту такой таких такого такие такая такое
    він вона вони його її йому їй їх їм ним ними ньому неї нього них цей ця це ці цього цьому цієї цим цих цій цю цими
    такого таких такі така таке такий
    he she it they his her its their him them this that these those such
    """.split()  # noqa: SIM905
)
_BEFORE_PRONOUN = frozenset(
    """
    по в во на с со к ко о об обо из из-за за для до после при у от без через кроме помимо перед под над между среди
    согласно благодаря вместо вслед несмотря словам данным мнению связи этим результате из-за
    за зі з із у в на до про після при від без через крім окрім перед під над між серед згідно завдяки замість
    ранее раньше раніше теперь тепер сегодня сьогодні вчера вчора earlier now today yesterday
    according to in on at for of with by from after before during despite besides under since as because while when if
    until without like
    """.split()  # noqa: SIM905
)
_PHRASES = re.compile(
    r"[\W_]*(?:при этом|кроме того|тем (?:не менее|временем|самым)|в (?:то же время|свою очередь|частности|результате)"
    r"|вместе с тем|между тем|до этого|то есть|таким образом|речь ид[её]т о том|в связи с (?:этим|чем)|к тому же"
    r"|по (?:словам|мнению|данным|оценке) (?:последн|собеседник|источник)|сам[аи]? (?:он|она|они)\b"
    r"|при цьому|крім того|тим (?:не менш|часом)|у (?:той же час|свою чергу|результаті)|в той же час|разом (?:з|із) тим"
    r"|до того ж|таким чином|у зв'язку з цим|як наслідок"
    r"|in (?:addition|contrast|turn|response)\b|for (?:example|instance)|as a result|at the same time|on the other hand"
    r"|the (?:latter|former|pair|two)\b|after that|even so|to that end|by contrast)",
    re.IGNORECASE,
)
_SAYS = (
    r"(?:сказал|заяв|отме[тч]|добав|подчеркн|поясн|рассказ|говор|уточн|сообщ|написа|пиш|призна|объясн|счита|уверен"
    r"|сказа|зазнач|дода|наголос|поясн|розпов|каже|повідом|написа|пиш|визна|вважа|перекона|заув)\w*"
)
_SAID_BY_PRONOUN = re.compile(
    rf"[—–-]\s*(?:\w+ ){{0,1}}{_SAYS} (?:он|она|они|він|вона|вони)\b|[—–-]\s*(?:он|она|они|він|вона|вони) {_SAYS}"
    r"|[,?!][\"”’']\s*(?:(?:he|she|they)\s+(?:said|says|added|told|wrote|asked|explained|noted|continued|tweeted)"
    r"|(?:said|added|asked|says)\s+(?:he|she|they))\b",
    re.IGNORECASE,
)
_SPEECH = re.compile(r"\s*[—–-]\s*(?=[\"«“A-ZА-ЯЁІЇЄҐ])")
_SPOKEN_BY = re.compile(rf"[,!?…»\"”]\s*[—–-]\s*\w*\s*\w*\s*{_SAYS}", re.IGNORECASE)
_ALL_QUOTED = re.compile(r"\s*(?:[«“„\"][^«»“”„\"]*+(?:«[^«»]*+»[^«»“”„\"]*+)*+[»”“\"][.!?…]*|[«“„\"][^»”“\"]*+)\s*\Z")
_LOOKED_AT = 600


def leans(sentence: str) -> bool:
    """Whether a sentence begins with a word that points back, or is speech that does not say whose."""
    sentence = sentence[:_LOOKED_AT]
    opening = [fold(token.text) for token in tokenize(sentence[: _LOOKED_AT // 8])][:4]
    if not opening:
        return True
    if opening[0] in _FIRST or _PHRASES.match(sentence):
        return True
    before = 0
    while before < len(opening) and opening[before] in _BEFORE_PRONOUN:
        before += 1
    if before and before < len(opening) and opening[before] in _PRONOUNS:
        return True
    if _SPEECH.match(sentence):
        return not _SPOKEN_BY.search(sentence) or _SAID_BY_PRONOUN.search(sentence) is not None
    return _SAID_BY_PRONOUN.search(sentence) is not None or _ALL_QUOTED.match(sentence) is not None
