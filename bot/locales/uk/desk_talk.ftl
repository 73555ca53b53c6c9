command-queue = що вийде у ваших каналах: переглянути, перенести, скасувати

desk-today = о { $time }
desk-tomorrow = завтра о { $time }
desk-on-day = { $day } о { $time }

desk-done-publish = Вийде { $time }. Поки що можна скасувати.
desk-done-schedule = Вийде: { $time }.
desk-done-refuse = Добре, не публікуємо.
desk-done-restore = Картка знову чекає на рішення.
desk-done-cancel = Скасовано. Картка знову чекає на рішення.
desk-done-edit = Дайте відповідь на повідомлення під карткою новим текстом.
desk-done-keep-text = Текст лишився попереднім.
desk-done-write = ✅ Текст прийнято.
desk-done-sign =
    { $on ->
        [yes] Підпис буде.
       *[no] Без підпису.
    }
desk-done-tag =
    { $on ->
        [yes] Хештеги будуть.
       *[no] Без хештегів.
    }
desk-done-choose = Допис тепер за цим виданням.
desk-done-mark = Позначку додано.
desk-done-update = Допис оновлюю.
desk-done-leave = Лишається як є.
desk-done-pin = Закріплено.
desk-done-unpin = Відкріплено.
desk-done-delete = Допис видалено з каналу.
desk-done-mute = Про цю подію карток більше не буде.
desk-done-again = На столі ще одна картка.
desk-approved = { $count } з { $most }: потрібна ще одна людина.

desk-taken-scheduled = Уже заплановано: { $name }, вийде { $time }
desk-taken-scheduled-itself = Уже заплановано, вийде { $time }
desk-taken-posted = Уже опубліковано: { $name }, { $time }
desk-taken-posted-itself = Уже опубліковано, { $time }
desk-taken-refused = Уже відхилено: { $name }, { $time }
desk-taken-refused-itself = Уже відхилено, { $time }
desk-taken-deleted = Уже видалено: { $name }, { $time }
desk-taken-deleted-itself = Уже видалено, { $time }
desk-edited-by = Текст зараз змінює { $name }, до { $time }
desk-changed = Картка змінилася, подивіться ще раз
desk-gone = Цієї картки тут більше немає.
desk-needs-mark = Спершу позначка: «{ $mark }»
desk-once-each = Ви вже схвалили. Потрібна ще одна людина.
desk-too-old = Боту не можна видаляти дописи, старші за 48 годин. Видаліть його в каналі
desk-look-advertisement = Схоже на рекламу: «{ $detail }». Публікуєте? Натисніть ще раз
desk-look-mark = Потрібна позначка: «{ $detail }»
desk-look-akin = Схоже, про те саме, що вийшло { $detail }. Це інше? Натисніть ще раз
desk-look-late = Мало вийти { $detail }. Ще потрібно? Натисніть ще раз
desk-look-retitled = Заголовок змінили, був: «{ $detail }». Подивіться й натисніть ще раз
desk-look-turned = У сюжеті нове: { $detail }. Подивіться й натисніть ще раз
desk-look-right-lost = У мене забрали право публікувати
desk-look-refused = Telegram не прийняв допис: { $detail }. Змініть його

desk-barred-no-right-post = У вас немає права публікувати в «{ $title }»
desk-barred-no-right-edit = У вас немає права змінювати дописи в «{ $title }»
desk-barred-no-right-delete = У вас немає права видаляти дописи в «{ $title }»
desk-barred-not-me = У «{ $title }» я не адміністратор
desk-barred-unchecked = Не вдалося перевірити, натисніть ще раз
desk-barred-cannot-delete = Telegram не дає мені видалити цей допис. Видаліть його в каналі
desk-barred-cannot-pin = Telegram не дає мені це закріпити. Мені потрібне право змінювати дописи в «{ $title }»
desk-barred-own-text = Цей текст написано вручну: змініть його кнопкою «Редагувати»
desk-barred-struck-off = Джерело цього поста більше не належить до джерел каналу
desk-barred-past = Цей час уже минув, оберіть інший
desk-barred-unknown-sender = Не бачу, хто пише від імені групи. Дайте відповідь від себе або натисніть «Редагувати» ще раз

desk-button-soon = { $minutes } хв
desk-button-tomorrow = Завтра { $time }
desk-button-slot = Слот { $time }
desk-button-own-time = Свій час
desk-again = Опублікувати цей сюжет ще раз? З'явиться нова картка.
desk-again-yes = Так, ще раз
desk-sources = З якого видання зробити допис?

desk-prompt = { $name }, дайте відповідь на це повідомлення новим текстом.
desk-prompt-placeholder = Новий текст допису
desk-prompt-gone = Це питання вже закрито. Натисніть «Редагувати» під карткою ще раз.
desk-time-prompt = { $name }, коли випустити? Дайте відповідь на це повідомлення, наприклад: «завтра о 9», «через 2 години», «5 грудня о 18:30». (№ { $number })
desk-time-placeholder = завтра о 9
desk-time-unknown = Не розумію часу. Дайте відповідь на моє питання ще раз, наприклад: «завтра о 9», «через 2 години», «5 грудня о 18:30».
desk-text-only = Допис складається з тексту. Дайте відповідь текстом, без картинок і файлів.
post-text-empty = У цьому тексті нічого немає. Дайте відповідь новим текстом допису.
post-text-too-long = Задовго: { $count } знаків, а можна { $most }. Скоротіть і дайте відповідь ще раз.
post-text-too-much-formatting = Забагато оформлення: { $count }, а можна { $most }. Приберіть частину й дайте відповідь ще раз.
post-text-too-many-addresses = Посилання задовгі. Приберіть частину й дайте відповідь ще раз.

to-desk-button-one = ↗ У канал «{ $title }»
to-desk-button-several = ↗ У канал…
to-desk-put = Картка для «{ $title }» чекає на рішення.
to-desk-there = Картка для «{ $title }» вже чекає на рішення.
to-desk-hidden = Цих видань немає серед джерел «{ $title }»: /channel
to-desk-gone = Цей канал більше не публікує після схвалення: /channel

queue-empty = 🕐 Нічого не заплановано.
queue-where = Черга є в каналів, де дописи виходять після схвалення: /channel
queue-title =
    { $count ->
        [one] 🕐 <b>{ $count } допис чекає свого часу</b>
        [few] 🕐 <b>{ $count } дописи чекають свого часу</b>
       *[many] 🕐 <b>{ $count } дописів чекають свого часу</b>
    }
queue-line = { $time } · { $channel } · { $title }
queue-one = 🕐 { $time } → <b>{ $channel }</b> · { $name }
queue-when = 🕐 <b>{ $channel }</b> · коли?
queue-button-back = ← Черга

editor-accepted = ✅ Тепер ви вирішуєте, що вийде в «{ $title }». Картки надходять у «{ $desk }».
editor-accepted-nowhere = ✅ Тепер ви вирішуєте, що вийде в «{ $title }». Де саме, вам скажуть.
editor-link-over = Це посилання вже не діє: воно одноразове й живе добу. Попросіть нове.
