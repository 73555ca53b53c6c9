"""Words without a meaning of their own, in the bot's languages: nearly every article has them."""

FUNCTION_WORDS = frozenset(
    """
    а без бы был была были было быть в вам вас весь во вот все всё всего всех вы где да для до его ее её если есть
    еще ещё же за и из или им их к как кто когда который ли либо лишь мы мне меня на над нас не него нее ней нет ни
    них но ну о об он она они оно от по под при про с сам свой себя со та так также там те тем то того тоже той
    только том тот ты у уже хотя чего чей чем что чтобы эта эти это этого этой этом этот я аби або адже але бо був
    була були було бути в вас ви від він вона вони воно все всі всіх втім де для до є ж же з за зі із і його йому її
    їх й коли ми на над наш не нас ні ну о от під по при про саме свій себе та так там також те тих тієї то того той
    тому ти у уже це цей цього цьому ця ці чи чий чого що щоб щодо я як яка яке який які якщо a about also an and
    are as at be been but by do does for from had has have he her him his how i if in into is it its me my no not of
    on or our she so than that the their them then there these they this those to too was we were what when where
    which who whom whose why will with would you your
    """.split()  # noqa: SIM905  # words read better than a list of strings
)
"""Folded."""
