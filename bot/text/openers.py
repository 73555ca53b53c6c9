"""Words that with a capital open a sentence: no name that follows an abbreviation looks so."""

SLAVIC = frozenset(
    """
    без более больше в во вместе во-первых во-вторых все всего вчера где для до если еще за здесь из из-за или иначе
    иногда именно итак к как какая какие какой когда который кроме кто куда либо лишь между мы на надо накануне
    напомним например насколько не нет нельзя ни никто ничего но нужно о об обе однако около он она они оно от отметим
    перед по под пока понятно после потом поэтому почему правда при примерно про раз ранее с сегодня сейчас сколько
    согласно со среди так также такая такие такое такой там тем теперь то тогда только том тот у уже хотя чем через
    что чтобы эта эти это этого этот этому я затем впрочем вы а и
    адже але бо був буде була були вже ви від він вона вони воно все втім вчора де до досі з за завдяки зараз згодом
    згідно зокрема і із інакше її його й коли крім ми між на навіть наразі не нема ні однак окрім перед під після поки
    попри поруч потім про проте проти раніше саме серед сьогодні та так також там тепер тим тоді тому тут у
    хто хоча це цей ця ці цього цьому через ще що щоб щодо як яка яке який які якщо якби
    """.split()  # noqa: SIM905  # words read better than a list of strings
)
ENGLISH = frozenset(
    """
    a about according after all also although among an and another any as asked at because before both but by despite
    during each earlier even every for from further he her here his how however i if in instead it its last later many
    meanwhile more most much my neither no nobody nor not nothing of on once one only or others our over police several
    she since so some such than that the their them then there these they this those though through to today under
    until we what when where whether which while who why with without yet you your
    """.split()  # noqa: SIM905
)
ALL = SLAVIC | ENGLISH
