command-except = исключить слова из всех подписок
except =
    { $count ->
        [one] <b>Без { $count } темы во всех подписках</b>
       *[many] <b>Без { $count } тем во всех подписках</b>
    }
except-hint = Исключить ещё: <code>/except футбол</code>. Снова присылать: кнопкой или <code>/except убрать 1</code>
except-none = Из всех подписок сразу пока ничего не исключено. Чтобы футбол больше нигде не попадался: <code>/except футбол</code>
except-added = ✅ Во всех подписках без: { $text }
except-ended = ✅ Снова присылаю: { $text }
except-unknown = Такого номера в списке нет. Весь список: /except
except-gone = Это уже не исключено.
exclude-gone = Этой подписки больше нет.
exclude-full = Исключений уже { $most }, это предел. Уберите ненужные: /except
exclude-everything = ⚠️ Такие слова есть почти в каждой статье: не пришло бы ничего. Исключите то, что отличает лишнюю тему.

story-button-narrow = Не по теме
narrow-whose = Эту подписку настраивает только её автор.
button-cut = − { $text } · { $count }
button-cut-source = − источник «{ $text }» · { $count }
narrowed = ✅ Без { $name }: убрало бы { $dropped } из { $count }
narrowed-to-main = ✅ Только главное: убрало бы { $dropped } из { $count }
button-done = ← Готово
button-to-news = ← К новости
