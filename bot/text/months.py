"""Month names in feeds of 45 languages: full, declined or abbreviated.

A table of stems instead of CLDR's names: those take 3 MB of files, and lack declined forms of some languages and the
abbreviations that publishers invent. Tests compare it with CLDR.
"""

import unicodedata

from bot.text.folding import normalised

_STEMS = """
    jan feb mar apr may jun jul aug sep oct nov dec
    ja februar marz|mrt apr mai jun jul aug sep okt nov dez
    jan|janner feb|feber mrz apr mai|mei juin|juny juil|jui aout|ag septembre okt nov dec
    ene feb mar abr may|maig jun jul|juliol ago set|septiembre oct nov dic|des
    jan fev marc abr mai jun jul ago set out nov dez
    gen feb mar apr mag giu lug ago set ott nov dic
    janv fevr mars avr mai juin juill aout sept oct nov dec
    sty lut mar kwi maj cze lip sie wrz paz lis gru
    led uno bre dub kve|kvi cer|cvn cvc|cervenc|cervenec srp zar rij lis pro
    januar febr marc apr maj jun jul avg|august sept okt nov dec
    sij velj ozu tra svi lipnj|lipanj srpnj|srpanj kol ruj - stud pros
    januar feb|febr marc|marz apr maj jun jul aug szept okt nov dec
    ian feb mar apr mai iun iul aug sept oct noi|noie dec
    oca sub mar nis mayis|mayi haz tem agu eyl eki kas ara
    yan fev mart apr may iyun|iyn iyul|iyl avg|avq sen okt|oktyabr noy dek
    tammi helmi maalis huhti touko kesa heina elo syys loka marras joulu
    tam hel maa huh tou kes hei elo syy lok mar jou
    jaan|jaanuar veebr|veb marts apr maijs|mai juuni|jun juuli|jul aug sept okt nov dets|det
    saus vas kov bal geg birz liep rugp rugs spal lapkr gruod
    sau vas kov bal geg bir lie rgp rgs spa lap gru|grd
    janua febru mart april mei juni juli agu|ags september oktober november des
    janu feb mac apr mei jun jul ogos|ogo sept okt nov dis
    xan feb mar abr mai xun xul ago set out nov dec
    urt ots mar api mai eka uzt abu ira urr aza abe
    jan shk mar pri maj qer kor gus sht tet nen dhj
    янв фев мар апр май|мая июн июл авг сен окт ноя дек
    январ феврал март апрел мае июн июл август сент|септ окт ное|ноеми дек
    яну фев мар апр май юни юли авг сеп окт ное дек
    јан феб мар апр мај јун јул авг сеп окт нов дек|дец
    січ лют бер кві|квт тра чер лип сер вер жов лис гру
    сту|студ лют сак|сакав кра тра|мая чэр ліп жні вер кас|каст ліс сне
    қаң ақп нау сәу мам мау шіл там қыр қаз қар жел
    ιαν φεβ μαρ απρ μαι ιουν|ιουνι ιουλ|ιουλι αυγ σεπ οκτ νοε|νοεμ δεκ
    ינו פבר מרץ|מרס אפר מאי יונ|יוני יול|יולי אוג ספט אוק נוב דצמ
    يناير فبراير مارس أبريل|ابريل مايو يونيو|يونيه يوليو|يوليه أغسطس|اغسطس سبتمبر أكتوبر|اكتوبر نوفمبر ديسمبر
    كانونالثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرينالأول تشرينالثاني كانونالأول
    جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر
    ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر
    فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند
    जन फर|फ़र मार्च अप्रै मई जून|जुन जुल अग सित अक्तू|अक्टू नव दिस
    জান ফেব মার্চ এপ্রি মে জুন জুল আগ সেপ অক্ট নভে ডিসে
    มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม
    มค กพ มีค เมย พค มิย กค สค กย ตค พย ธค
    იან თებ მარ აპრ მაი ივნ ივლ აგვ სექ ოქტ ნოე დეკ
    հուն|հնվ փետ|փտվ մար|մրտ ապր մայ|մյս հունիս|հնս հուլիս|հլս օգո|օգս սեպ հոկ նոյ դեկ
"""
"""Each line has the stems of the twelve months in order. The longest stem at the start of a name decides."""
_CROATIAN = frozenset({"HR", "BA"})
_IN_CROATIAN = {"lis": 10, "lip": 6, "srp": 7, "stu": 11}
"""Abbreviations that mean other months elsewhere: «listopad» is November in Polish, but October here."""
_DAYS = frozenset(
    """
    kolmapaev maanantai maandag mardi martedi martes marti pazar pazartesi vasarnap середа серада
    """.split()  # noqa: SIM905  words read better than a list of strings
)
"""Days of the week whose names begin like months."""
_IN = "ב"
"""Hebrew for «in», written together with the month."""


def fold(text: str) -> str:
    """Convert to lower case, without accents, with ASCII digits: «ŞUBAT» is "subat", «й» is «и»."""
    if not text.isascii():
        text = normalised("NFKD", text.replace("ı", "i").replace("ł", "l").replace("đ", "d"))
        text = "".join(char for char in text if not unicodedata.combining(char) and unicodedata.category(char) != "Cf")
        text = normalised("NFC", text)
        text = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)
    return text.lower()


def month(name: str, country: str | None = None) -> int | None:
    """The month of a folded name, 1 to 12; None for other names. `country` resolves ambiguous ones."""
    if name in _DAYS:
        return None
    if country in _CROATIAN and name[:3] in _IN_CROATIAN:
        return _IN_CROATIAN[name[:3]]
    for length in range(min(len(name), _LONGEST), 1, -1):
        if number := _MONTHS.get(name[:length]):
            return number
    return month(name[1:]) if name.startswith(_IN) else None


def _months() -> dict[str, int]:
    found: dict[str, int] = {}
    for line in _STEMS.strip().splitlines():
        for number, stems in enumerate(line.split(), 1):
            found |= {fold(stem): number for stem in stems.split("|")}
    del found["-"]
    return found


_MONTHS = _months()
_LONGEST = max(map(len, _MONTHS))
