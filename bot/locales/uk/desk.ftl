### Картка на столі редакції: її рядки й кнопки.

desk-line-offered =
    { $count ->
        [one] → <b>{ $channel }</b> · { $count } джерело
        [few] → <b>{ $channel }</b> · { $count } джерела
       *[many] → <b>{ $channel }</b> · { $count } джерел
    }
desk-line-written = → <b>{ $channel }</b> · текст: { $name }
desk-line-when = → <b>{ $channel }</b> · коли?
desk-line-editing = ✏️ Змінює текст: { $name }, до { $time }
desk-line-approved = ✅ { $number } із { $most } · { $names }
desk-line-today = 🕐 Сьогодні о { $time }
desk-line-tomorrow = 🕐 Завтра о { $time }
desk-line-on-day = 🕐 { $time }
desk-line-due = ✅ { $name }: вийде о { $time }
desk-line-due-itself = ✅ Вийде о { $time }
desk-line-posted = ✅ { $time } · { $name }
desk-line-posted-itself = ✅ { $time }
desk-line-open = відкрити
desk-line-refused = ✖️ Ні · { $name }, { $time }
desk-line-refused-itself = ✖️ Ні · { $time }
desk-line-lapsed-hours =
    { $count ->
        [one] ⌛ За { $count } годину ніхто не вирішив
        [few] ⌛ За { $count } години ніхто не вирішив
       *[many] ⌛ За { $count } годин ніхто не вирішив
    }
desk-line-lapsed-minutes =
    { $count ->
        [one] ⌛ За { $count } хвилину ніхто не вирішив
        [few] ⌛ За { $count } хвилини ніхто не вирішив
       *[many] ⌛ За { $count } хвилин ніхто не вирішив
    }
desk-line-deleted = 🗑 Видалено · { $name }, { $time }
desk-line-deleted-itself = 🗑 Видалено · { $time }
desk-line-dropped = ✖️ Не вийде
desk-line-at =
    { $day ->
        [today] о { $time }
       *[another] { $time }
    }
desk-line-administrator = адміністратор

desk-concern-advertisement = ⚠️ Схоже на рекламу: «{ $detail }»
desk-concern-mark = ⚠️ Потрібна позначка: «{ $detail }»
desk-concern-akin = ⚠️ Схоже, про те саме, що вийшло { $time }
desk-concern-late = ⚠️ Мало вийти { $time }
desk-concern-retitled = ⚠️ Заголовок змінили. Був: «{ $detail }»
desk-concern-turned = ⚠️ У сюжеті нове: { $detail }
desk-concern-right-lost = ⚠️ У мене забрали право публікувати
desk-concern-refused = ⚠️ Telegram не прийняв допис: { $detail }
desk-retitled =
    Заголовок змінили.
    Було: { $was }
    Стало: { $now }

desk-button-publish = ✅ Опублікувати
desk-button-edit = ✏️ Редагувати
desk-button-times = 🕐 Пізніше
desk-button-refuse = ✖️ Ні
desk-button-more = ⋯
desk-button-sign = Підпис
desk-button-tag = Хештеги
desk-button-preview = Перегляд
desk-button-choose = Інше джерело
desk-button-why = Чому?
desk-button-off-topic = Не по темі
desk-button-mute = 🔇 Досить про це
desk-button-back = ← Назад
desk-button-keep-text = ↩ Не змінювати
desk-button-now = ✅ Зараз
desk-button-other = 🕐 Інше
desk-button-cancel = ✖️ Скасувати
desk-button-pin = 📌 Закріпити
desk-button-unpin = 📌 Відкріпити
desk-button-delete = 🗑 Видалити
desk-button-restore = ↩ Повернути
desk-button-again = Опублікувати ще раз
desk-button-mark = ➕ Позначка
desk-button-update = Оновити допис
desk-button-leave = Залишити
desk-lost = ⚠️ У «{ $title }» мені більше не можна писати: { $why }. Картки тепер надходять сюди; інше місце виберіть у /channel
