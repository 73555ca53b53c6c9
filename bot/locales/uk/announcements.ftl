announcement =
    <b>Повідомлення від власника бота</b>
    { $text }
announce-which =
    Що оголосити? Текст після команди. Частина для кожної мови починається з нового рядка, з <code>ru:</code>, <code>uk:</code> або <code>en:</code>
    <code>/announce
    uk: Завтра о 9:00 оновлення.</code>
announce-too-long = Задовго: вміщується { $most } знаків.
announce-preview =
    🔎 Це без звуку { $count ->
        [one] отримає { $count } чат
        [few] отримають { $count } чати
       *[many] отримають { $count } чатів
    }:
announce-button-send = ✅ Надіслати
announce-button-give-up = Скасувати
announce-button-look = Оновити
announce-button-stop = Зупинити
announce-given-up = Не надсилаю.
announce-progress = Надіслано { $sent } із { $total }, без звуку.
announce-over = ✅ Надіслано { $sent } із { $total }.
announce-failed = Не доставлено: { $count }
