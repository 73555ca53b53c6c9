"""Words that keep a phrase of the news from being offered as an example."""

SMALL = frozenset("на о об про по у в із з с со of the and і и та й".split())  # noqa: SIM905
"""They join the words of a phrase, and are not judged."""

GENERIC = frozenset(
    """
    год года годы лет день дня дни дней сутки месяц неделя неделю час часа часов минута минут время времени раз
    человек человека людей люди мужчина мужчины женщина женщины житель жители число часть ряд количество тысяча
    миллион миллиард процент рубль рублей доллар долларов евро данные слова новость новости фото видео причина
    причины место сторона случай вопрос ответ решение заявление сообщение итог итоги план планы цель начало конец
    роль путь мнение эксперт эксперты специалист источник сми журналист пользователь россиянин россияне украинец
    украинцы новый новая новое новые новых последний последняя последние первый первая первое второй третий другой
    другие главный главная главное большой большая крупный крупная прошлый следующий местный местная местные весь
    российский российская российские украинский украинская украинские американский американская американские страна
    страны мир мира сообщил заявил январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря понедельник вторник среда
    четверг пятница суббота воскресенье сегодня завтра вчера двое трое несколько рік року роки років день дня дні
    днів доба місяць тиждень година годин хвилина хвилин час часу раз людина людини людей люди чоловік чоловіки
    жінка жінки мешканець мешканці житель жителі число частина низка кількість тисяча мільйон мільярд відсоток
    гривня гривень долар доларів євро дані слова новина новини фото відео причина причини місце сторона випадок
    питання відповідь рішення заява повідомлення підсумок підсумки план плани мета початок кінець експерт експерти
    джерело змі журналіст новий нова нове нові нових останній остання останні перший перша перше другий третій інший
    інші головний головна головне великий велика минулий наступний місцевий місцева місцеві весь російський
    російська російські український українська українські американський країна країни світ світу січень лютий
    березень квітень травень червень липень серпень вересень жовтень листопад грудень січня лютого березня квітня
    травня червня липня серпня вересня жовтня листопада грудня понеділок вівторок середа четвер пятниця субота
    неділя year years day days week weeks month months hour hours minute minutes time times people person man men
    woman women resident residents number part lot thousands hundreds dozens millions billions percent dollar
    dollars news photo photos video videos reason reasons place side case question answer statement report reports
    result results plan plans aim start end way view expert experts source sources media journalist new last first
    second third other main big major local next past former top more most many some what how why who when where
    live update updates breaking world country countries january february march april may june july august september
    october november december monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday
    """.split()  # noqa: SIM905
)
"""Words that name no event: of time, of number, of the press, and words that go with anything."""

GRAVE = tuple(
    """
    труп убийств убил изнасил насил порно секс суицид самоубийств расчлен педофил ребен ребён дет младен школьни
    погиб смерт трагед тело останк вбивст вбил зґвалт суїцид самогуб педоф дитин діт немовл школяр загиб смерт
    трагед тіло murder rape sex porn suicid corpse child kid toddler baby schoolgirl schoolboy dead death die kill
    body bodies remains tragedy massacre abuse
    """.split()  # noqa: SIM905
)
"""Beginnings of words that do not greet anybody: of crime against people, of death, of children."""

HEADLINE_VERBS = frozenset(
    """
    says say said tells told warns warn wins win won hits hit calls call vows vow urges urge seeks seek faces face
    backs back cuts cut bans lifts lift raises raise ends starts launches launch rejects reject accepts signs sign
    votes passes hails marks joins leaves quits sues probes charges charge arrests frees blocks halts delays eases
    curbs boosts hikes agrees agree meets meet sees see takes take makes make gets get sets set wants want needs
    need fears fear slams eyes mulls plunges soars rises rise falls fall drops drop jumps jump gains loses lose dies
    kills holds hold opens open closes close finds find found shows show keeps keep puts put gives give goes go
    comes come turns turn moves move brings bring leads lead pulls pull pushes push offers offer asks ask denies
    deny admits admit claims claim orders order returns return visits visit arrives arrive head heads amid after
    before over under near despite against during without within into from with will would could should may might
    must can not be is are was were has have had do does did as at by for in on to up out off but or if than then so
    no yes it its he she his her they their we our you your
    """.split()  # noqa: SIM905
)
"""Words that headlines use as verbs, though most may be nouns, and words that are neither noun nor adjective."""
