sources-all = Усі
sources-none-such = Таких джерел зараз немає.
source-items-none = Поки що нічого: це джерело ще не прочитано.
source-news-at = новини { $at }
button-all-sources = ← Усі джерела
button-items = 🔎 { $place }
import-too-many = У файлі понад { $most } підписок. Надішліть його частинами.
import-checked = 🔎 Перевірено { $polled } із { $count }
import-failing =
    { $count ->
        [0] Поки що читаються всі.
       *[other] Не читаються: { $count }. Які саме, видно в /sources під ⚠️.
    }
