announcement =
    <b>Сообщение от владельца бота</b>
    { $text }
announce-which =
    Что объявить? Текст после команды. Часть для каждого языка начинается с новой строки, с <code>ru:</code>, <code>uk:</code> или <code>en:</code>
    <code>/announce
    ru: Завтра в 9:00 обновление.</code>
announce-too-long = Слишком длинно: помещается { $most } знаков.
announce-preview =
    🔎 Это без звука { $count ->
        [one] получит { $count } чат
        [few] получат { $count } чата
       *[many] получат { $count } чатов
    }:
announce-button-send = ✅ Отправить
announce-button-give-up = Отмена
announce-button-look = Обновить
announce-button-stop = Остановить
announce-given-up = Не отправляю.
announce-progress = Отправлено { $sent } из { $total }, без звука.
announce-over = ✅ Отправлено { $sent } из { $total }.
announce-failed = Не доставлено: { $count }
