command-queue = что выйдет в ваших каналах: посмотреть, перенести, отменить

desk-today = в { $time }
desk-tomorrow = завтра в { $time }
desk-on-day = { $day } в { $time }

desk-done-publish = Выйдет { $time }. Пока можно отменить.
desk-done-schedule = Выйдет: { $time }.
desk-done-refuse = Хорошо, не публикуем.
desk-done-restore = Карточка снова ждёт решения.
desk-done-cancel = Отменено. Карточка снова ждёт решения.
desk-done-edit = Ответьте новым текстом на сообщение под карточкой.
desk-done-keep-text = Текст остался прежним.
desk-done-write = ✅ Текст принят.
desk-done-sign =
    { $on ->
        [yes] Подпись будет.
       *[no] Без подписи.
    }
desk-done-tag =
    { $on ->
        [yes] Хэштеги будут.
       *[no] Без хэштегов.
    }
desk-done-choose = Пост теперь по этому изданию.
desk-done-mark = Пометка добавлена.
desk-done-update = Пост обновляю.
desk-done-leave = Остаётся как есть.
desk-done-pin = Закреплено.
desk-done-unpin = Откреплено.
desk-done-delete = Пост удалён из канала.
desk-done-mute = Об этом событии карточек больше не будет.
desk-done-again = На столе ещё одна карточка.
desk-approved = { $count } из { $most }: нужен ещё один человек.

desk-taken-scheduled = Уже запланировано: { $name }, выйдет { $time }
desk-taken-scheduled-itself = Уже запланировано, выйдет { $time }
desk-taken-posted = Уже опубликовано: { $name }, { $time }
desk-taken-posted-itself = Уже опубликовано, { $time }
desk-taken-refused = Уже отклонено: { $name }, { $time }
desk-taken-refused-itself = Уже отклонено, { $time }
desk-taken-deleted = Уже удалено: { $name }, { $time }
desk-taken-deleted-itself = Уже удалено, { $time }
desk-edited-by = Текст сейчас меняет { $name }, до { $time }
desk-changed = Карточка изменилась, посмотрите ещё раз
desk-gone = Этой карточки здесь больше нет.
desk-needs-mark = Сначала пометка: «{ $mark }»
desk-once-each = Вы уже одобрили. Нужен ещё один человек.
desk-too-old = Боту нельзя удалять посты старше 48 часов. Удалите его в канале
desk-look-advertisement = Похоже на рекламу: «{ $detail }». Публикуете? Нажмите ещё раз
desk-look-mark = Нужна пометка: «{ $detail }»
desk-look-akin = Похоже, о том же, что вышло { $detail }. Это другое? Нажмите ещё раз
desk-look-late = Должно было выйти { $detail }. Ещё нужно? Нажмите ещё раз
desk-look-retitled = Заголовок изменили, был: «{ $detail }». Посмотрите и нажмите ещё раз
desk-look-turned = В сюжете новое: { $detail }. Посмотрите и нажмите ещё раз
desk-look-right-lost = Мне забрали право публиковать
desk-look-refused = Telegram не принял пост: { $detail }. Измените его

desk-barred-no-right-post = У вас нет права публиковать в «{ $title }»
desk-barred-no-right-edit = У вас нет права менять посты в «{ $title }»
desk-barred-no-right-delete = У вас нет права удалять посты в «{ $title }»
desk-barred-not-me = В «{ $title }» я не администратор
desk-barred-unchecked = Не удалось проверить, нажмите ещё раз
desk-barred-cannot-delete = Telegram не даёт мне удалить этот пост. Удалите его в канале
desk-barred-cannot-pin = Telegram не даёт мне это закрепить. Мне нужно право менять посты в «{ $title }»
desk-barred-own-text = Этот текст написан вручную: измените его кнопкой «Изменить»
desk-barred-struck-off = Источник этого поста больше не входит в источники канала
desk-barred-past = Это время уже прошло, выберите другое
desk-barred-unknown-sender = Не вижу, кто пишет от имени группы. Ответьте от себя или нажмите «Изменить» ещё раз

desk-button-soon = { $minutes } мин
desk-button-tomorrow = Завтра { $time }
desk-button-slot = Слот { $time }
desk-button-own-time = Своё время
desk-again = Опубликовать этот сюжет ещё раз? Появится новая карточка.
desk-again-yes = Да, ещё раз
desk-sources = Из какого издания сделать пост?

desk-prompt = { $name }, ответьте на это сообщение новым текстом.
desk-prompt-placeholder = Новый текст поста
desk-prompt-gone = Этот вопрос уже закрыт. Нажмите «Изменить» под карточкой ещё раз.
desk-time-prompt = { $name }, когда выпустить? Ответьте на это сообщение, например: «завтра в 9», «через 2 часа», «5 декабря в 18:30». (№ { $number })
desk-time-placeholder = завтра в 9
desk-time-unknown = Не понял время. Ответьте на мой вопрос ещё раз, например: «завтра в 9», «через 2 часа», «5 декабря в 18:30».
desk-text-only = Пост состоит из текста. Ответьте текстом, без картинок и файлов.
post-text-empty = В этом тексте ничего нет. Ответьте новым текстом поста.
post-text-too-long = Слишком длинно: { $count } знаков, а можно { $most }. Сократите и ответьте ещё раз.
post-text-too-much-formatting = Слишком много оформления: { $count }, а можно { $most }. Уберите часть и ответьте ещё раз.
post-text-too-many-addresses = Ссылки слишком длинные. Уберите часть и ответьте ещё раз.

to-desk-button-one = ↗ В канал «{ $title }»
to-desk-button-several = ↗ В канал…
to-desk-put = Карточка для «{ $title }» ждёт решения.
to-desk-there = Карточка для «{ $title }» уже ждёт решения.
to-desk-hidden = Этих изданий нет среди источников «{ $title }»: /channel
to-desk-gone = Этот канал больше не публикует после одобрения: /channel

queue-empty = 🕐 Ничего не запланировано.
queue-where = Очередь есть у каналов, где посты выходят после одобрения: /channel
queue-title =
    { $count ->
        [one] 🕐 <b>{ $count } пост ждёт своего времени</b>
        [few] 🕐 <b>{ $count } поста ждут своего времени</b>
       *[many] 🕐 <b>{ $count } постов ждут своего времени</b>
    }
queue-line = { $time } · { $channel } · { $title }
queue-one = 🕐 { $time } → <b>{ $channel }</b> · { $name }
queue-when = 🕐 <b>{ $channel }</b> · когда?
queue-button-back = ← Очередь

editor-accepted = ✅ Теперь вы решаете, что выйдет в «{ $title }». Карточки приходят в «{ $desk }».
editor-accepted-nowhere = ✅ Теперь вы решаете, что выйдет в «{ $title }». Где именно, вам скажут.
editor-link-over = Эта ссылка уже не действует: она одноразовая и живёт сутки. Попросите новую.
