# Channels: connecting them, their list and their pages.

channel-asked = 📣 Меня добавили в «{ $title }». Что публиковать?
channels-button-new-query = ➕ Новый запрос
channels-button-automatic = Автоматически
channels-button-approved = После одобрения
channels-button-on = Дальше →
channels-button-back = ← Назад
channels-button-done = ✅ Готово
channels-button-ready = ← Готово
channels-button-change-sources = 📡 Изменить источники
channels-button-all = Все
channels-button-none = Ни одного
channels-button-here = Здесь, в личке
channels-button-in-group = В группе редакции
channels-button-other-group = ➕ Другая группа
channels-button-new-topic = # Тема «Очередь»
channel-already = Уже так.
channel-choose-something = Сначала отметьте, что публиковать.
channel-setup-gone = Эта кнопка устарела. Начните снова: /channel
channel-new-query = 📣 «{ $title }»: ответьте на это сообщение словом, именем или фразой. Публиковать буду то, что их упоминает.
channel-chosen = 📣 «{ $title }»: { $queries }, { $how }
channel-automatic = автоматически
channel-approved = после одобрения
channel-you-decide = решаете вы
channel-decides = решает «{ $title }»
channel-sources-chosen =
    { $count ->
        [0] Источники не отмечены, поэтому публиковать пока нечего.
       *[other]
            Из { $count ->
                [one] { $count } вашего источника
               *[other] { $count } ваших источников
            }. { $how ->
                [automatic] Первый пост — со следующей новости.
               *[approved] Первая карточка — со следующей новости.
            }
    }
channel-sources-which =
    📣 «{ $title }»: из каких источников публиковать? { $count ->
        [0] Не отмечен ни один.
        [one] Отмечен { $count }.
       *[other] Отмечено { $count }.
    } Те, что вы добавите потом, отметьте здесь.
channel-desk-where = 📣 Где решаем?
channel-desk-group = 📣 В какой группе решаем? Я должен в ней быть, а вы — администрировать её.
channel-desk-topic = 📣 В какой теме «{ $title }» решаем?
channel-topic-name = Очередь
channel-no-topic = Telegram не дал создать тему. Выберите другую или дайте мне право на темы.
channel-desk-here = ✅ Что выходит в «{ $title }», решают здесь.
channel-desk-almost = 📣 Решать, что выходит в «{ $title }», будут здесь. Остался последний шаг, в личке.
channel-desk-who = Не вижу, кто это просит. Напишите мне в личку и повторите, не от имени группы.

channels = 📣 <b>Ваши каналы</b>
channels-none = 📣 Каналов пока нет. Добавьте меня в канал администратором, и я спрошу, что публиковать. Или наберите <code>/channel @name</code>, или перешлите сюда пост из канала.
channels-one = <b>{ $title }</b> · { $place }
channels-private = закрытый
channels-nothing = ничего
channels-how = { $what } → { $how }
channel-not-set-up = ещё не настроено
channels-lost =
    ⚠️ <b>{ $title }</b>: { $why ->
        [not-you] вы больше не администратор
        [no-right] у вас нет права публиковать
        [not-me] я больше не администратор
       *[no-posting] у меня забрали право публиковать
    }
channels-groups = Группы: { $names }
channels-button-add = ➕ Добавить
channels-button-back-to-all = ← Каналы
channel-connected-again = ✅ Подключено: «{ $title }».
channel-heading = 📣 <b>{ $title }</b> · { $how }
channel-paused = ⏸ <b>{ $title }</b> · на паузе
channel-subscriptions =
    { $count ->
        [one] { $count } подписка
        [few] { $count } подписки
       *[many] { $count } подписок
    }
channel-sources =
    { $count ->
        [one] { $count } источник
        [few] { $count } источника
       *[many] { $count } источников
    }
channel-today = Сегодня: опубликовано { $posted }, отклонено { $refused }, ждут { $waiting }
channel-today-posted = Сегодня: опубликовано { $posted }
channel-button-subscriptions = Подписки
channel-button-sources = Источники
channel-button-deciding = Кто решает
channel-button-look = Вид поста
channel-button-log = Журнал
channel-button-disconnect = Отключить

channel-subscriptions-which = 📣 «{ $title }»: что публиковать? Ваши личные уведомления остаются как были.
channel-packs-which = 📣 «{ $title }»: из каких наборов публиковать? «Официально» отмечается только здесь.

channel-deciding =
    📣 <b>{ $title }</b> · кто решает
    { $how }
channel-button-votes =
    { $count ->
        [1] Один голос
       *[2] Два голоса
    }
channel-undecided-drop =
    Если за { $hours ->
        [0] { $minutes } мин
        [one] { $hours } час
        [few] { $hours } часа
       *[many] { $hours } часов
    } никто не решит, снимаю карточку.
channel-undecided-post =
    Если за { $hours ->
        [0] { $minutes } мин
        [one] { $hours } час
        [few] { $hours } часа
       *[many] { $hours } часов
    } никто не решит, публикую; но не то, о чём карточка предупреждает.
channel-button-drop-after = ✖️ { $hours } ч
channel-button-post-after = ✅ { $minutes } мин
channel-slots = Слоты: { $times }
channel-slots-none = Слоты не заданы.
channel-button-places = Где решаем
channel-button-slots = 🕐 Слоты
channel-button-editors = Редакторы
channel-slots-which = 📣 «{ $title }»: в какое время лучше публиковать? Часовой пояс канала: { $zone }. Отметьте или ответьте на это сообщение, например: <code>9:00, 20:30</code>
channel-slots-unread = Не вижу здесь времени. Ответьте на то же сообщение, например: <code>9:00, 20:30</code>
channel-editors = 📣 «{ $title }»: редакторы по приглашению решают с правами тех, кто их пригласил, пока состоят в группе редакции.
channel-editor = { $name } · приглашение: { $by }
channel-invitation = { $number }. <code>{ $link }</code> · на один раз, до { $until }
channel-invitation-of = { $number }. Приглашение: { $name } · до { $until }
channel-editors-group = Пригласить можно, когда решают в группе: [Кто решает] → [Где решаем].
channel-button-invite = Пригласить редактора
channel-button-withdraw = Отозвать { $number }
channel-button-dismiss = ✕ { $name }

channel-look = 📣 «{ $title }»: так будет выглядеть пост. Шаблон, предпросмотр ссылки и остальное меняются кнопками.
channel-preview-above = Сверху
channel-preview-below = Снизу
channel-preview-small = Мелко
channel-preview-none = Без
channel-button-template = ✏️ Свой шаблон
channel-button-signature = Подпись
channel-button-hashtags = Хэштеги
channel-button-bold = Совпадение жирным
channel-button-grows = Растёт
channel-button-language = Тег языка
channel-button-further = Похожее, свои каналы
channel-further = 📣 «{ $title }». Похожее на то, что уже вышло, без редакции не публикую или публикую ответом, без звука. Посты ваших каналов-источников беру копией, пересылкой или как новость.
channel-akin-nothing = Похожее не публиковать
channel-akin-reply = Похожее — ответом
channel-own-copy = Копия
channel-own-forward = Пересылка
channel-own-text = Новость
channel-template-how = 📣 «{ $title }»: ответьте на это сообщение своим шаблоном. Поля: { $fields }. Ссылка на статью пишется так: <code>[текст](&#123;ссылка&#125;)</code>. Поле без значения уносит свою часть строки. Сейчас шаблон такой:
channel-signature-how = 📣 «{ $title }»: ответьте на это сообщение подписью, до 200 знаков. Она встанет в каждый пост.
channel-signature-refused = Подпись не подходит: в ней больше { $most } знаков или { $links } элементов оформления. Ответьте ещё раз.
channel-button-no-signature = Без подписи
channel-hashtags =
    { $count ->
        [0] 📣 «{ $title }»: подписок пока нет, а хэштеги ставятся по ним.
       *[other] 📣 «{ $title }»: хэштег для каждой подписки.
    }
channel-hashtag-how = 📣 Хэштег для «{ $query }»: { $tag }. Ответьте на это сообщение другим.
channel-hashtag-unread = В хэштеге нужна хотя бы одна буква. Ответьте ещё раз.
channel-button-no-hashtag = Без хэштега
channel-sample-title = Вашингтон поможет «коалиции желающих» разведкой и снабжением
channel-sample-source = Вестник
channel-sample-text = США готовы помочь европейским силам разведкой и снабжением, но не солдатами.

channel-log = 📣 <b>{ $title }</b> · журнал
channel-log-none = 📣 <b>{ $title }</b> · журнал пуст
channel-log-which = 📣 Журнал какого канала?
channel-log-line = { $at } { $who }: { $what } · { $story } · { $revision }
channel-button-csv = Таблица CSV
log-dozor = Дозор
log-administrator = администратор
log-columns = время, кто, что, версия, сюжет, подробности
log-publish = одобрено
log-schedule = назначено время
log-refuse = отклонено
log-restore = возвращено
log-cancel = отменено
log-edit = начата правка
log-keep-text = правка без изменений
log-write = изменён текст
log-sign = подпись
log-tag = хэштеги
log-choose = другой источник
log-mark = поставлена пометка
log-update = обновлено по источнику
log-leave = оставлено как есть
log-pin = закреплено
log-unpin = откреплено
log-delete = удалено
log-again = ещё раз
log-mute = хватит об этом
log-offer = на столе редакции
log-note = предупреждение
log-release = пошло в канал
log-drop = не публикуется
log-lapse = никто не решил
log-post = вышло
log-lose = не вышло
