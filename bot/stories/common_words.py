"""Word lists in the bot's languages: words without meaning for an event, and words about changing numbers."""

SAY_NOTHING = frozenset(
    """
    без был была были было вам вас весь вот все всех для его еще или как когда который которая которое которые кто либо
    мне над нас него нее ней нет них под при про что это этого этой этом этот эта эти так там тем тех того тоже только
    том тот уже чем чтобы также после перед между сообщил сообщила сообщили сообщает сообщают заявил заявила заявили
    рассказал рассказала пишет передает отметил отметила уточнил уточнила добавил добавила словам данным года году
    але або адже без був була були було вже від він вона вони для його коли над нас під при про такий так там тим тих
    той тому також щоб який яка яке які цей цього цьому ця ці після перед між повідомив повідомила повідомили повідомляє
    заявив заявила розповів розповіла пише передає зазначив зазначила додав додала словами даними року році
    about after also and are been before but for from had has have her his into its more not over said says than that
    the their them then there they this told was were what when where which who will with would reported according
    """.split()  # noqa: SIM905  # words read better than a list of strings
)

TOLLS = (
    *("погибших", "жертв", "пострадавших", "раненых", "загиблих", "жертвами", "постраждалих", "поранених"),
    *("deaths", "dead", "killed", "killing", "kills", "toll", "injured", "injuries"),
)
"""Words for the victims that a report of a disaster counts."""

RISEN = (
    *("выросло", "возросло", "увеличилось", "зросла", "зросло", "зріс", "збільшилась"),
    *("rises", "rose", "risen", "climbs", "climbed"),
)
"""Verbs by which a later report says that the number rose."""
