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
                [automatic] Первый пост — со следующей новости.
               *[approved] Первая карточка — со следующей новости.
            }
    }
channel-sources-which =
    📣 «{ $title }»: из каких источников публиковать? { $count ->
        [0] Не отмечен ни один.
        [one] Отмечен { $count }.
       *[other] Отмечено { $count }.
    }
channel-desk-where = 📣 Где решаем?
channel-desk-group = 📣 В какой группе решаем? Я должен в ней быть, а вы — администрировать её.
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
