### Карточка на столе редакции: её строки и кнопки.

desk-line-offered =
    { $count ->
        [one] → <b>{ $channel }</b> · { $count } источник
        [few] → <b>{ $channel }</b> · { $count } источника
       *[many] → <b>{ $channel }</b> · { $count } источников
    }
desk-line-written = → <b>{ $channel }</b> · текст: { $name }
desk-line-when = → <b>{ $channel }</b> · когда?
desk-line-editing = ✏️ Меняет текст: { $name }, до { $time }
desk-line-approved = ✅ { $number } из { $most } · { $names }
desk-line-today = 🕐 Сегодня в { $time }
desk-line-tomorrow = 🕐 Завтра в { $time }
desk-line-on-day = 🕐 { $time }
desk-line-due = ✅ { $name }: выйдет в { $time }
desk-line-due-itself = ✅ Выйдет в { $time }
desk-line-posted = ✅ { $time } · { $name }
desk-line-posted-itself = ✅ { $time }
desk-line-open = открыть
desk-line-refused = ✖️ Нет · { $name }, { $time }
desk-line-refused-itself = ✖️ Нет · { $time }
desk-line-lapsed-hours =
    { $count ->
        [one] ⌛ За { $count } час никто не решил
        [few] ⌛ За { $count } часа никто не решил
       *[many] ⌛ За { $count } часов никто не решил
    }
desk-line-lapsed-minutes =
    { $count ->
        [one] ⌛ За { $count } минуту никто не решил
        [few] ⌛ За { $count } минуты никто не решил
       *[many] ⌛ За { $count } минут никто не решил
    }
desk-line-deleted = 🗑 Удалено · { $name }, { $time }
desk-line-deleted-itself = 🗑 Удалено · { $time }
desk-line-dropped = ✖️ Не выйдет
desk-line-at =
    { $day ->
        [today] в { $time }
       *[another] { $time }
    }
desk-line-administrator = администратор

desk-concern-advertisement = ⚠️ Похоже на рекламу: «{ $detail }»
desk-concern-mark = ⚠️ Нужна пометка: «{ $detail }»
desk-concern-akin = ⚠️ Похоже, о том же, что вышло { $time }
desk-concern-late = ⚠️ Должно было выйти { $time }
desk-concern-retitled = ⚠️ Заголовок изменили. Был: «{ $detail }»
desk-concern-turned = ⚠️ В сюжете новое: { $detail }
desk-concern-right-lost = ⚠️ Мне забрали право публиковать
desk-concern-refused = ⚠️ Telegram не принял пост: { $detail }
desk-retitled =
    Заголовок изменили.
    Было: { $was }
    Стало: { $now }

desk-button-publish = ✅ Опубликовать
desk-button-edit = ✏️ Изменить
desk-button-times = 🕐 Позже
desk-button-refuse = ✖️ Нет
desk-button-more = ⋯
desk-button-sign = Подпись
desk-button-tag = Хэштеги
desk-button-preview = Предпросмотр
desk-button-choose = Другой источник
desk-button-why = Почему?
desk-button-off-topic = Не по теме
desk-button-mute = 🔇 Хватит об этом
desk-button-back = ← Назад
desk-button-keep-text = ↩ Не менять
desk-button-now = ✅ Сейчас
desk-button-other = 🕐 Другое
desk-button-cancel = ✖️ Отменить
desk-button-pin = 📌 Закрепить
desk-button-unpin = 📌 Открепить
desk-button-delete = 🗑 Удалить
desk-button-restore = ↩ Вернуть
desk-button-again = Опубликовать ещё раз
desk-button-mark = ➕ Пометка
desk-button-update = Обновить пост
desk-button-leave = Оставить
desk-lost = ⚠️ В «{ $title }» мне больше нельзя писать: { $why }. Карточки теперь приходят сюда; другое место выберите в /channel
