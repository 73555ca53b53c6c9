sources-all = Все
sources-none-such = Таких источников сейчас нет.
source-items-none = Пока ничего: этот источник ещё не прочитан.
source-news-at = новости { $at }
button-all-sources = ← Все источники
button-items = 🔎 { $place }
import-too-many = В файле больше { $most } подписок. Пришлите его по частям.
import-checked = 🔎 Проверено { $polled } из { $count }
import-failing =
    { $count ->
        [0] Пока все читаются.
       *[other] Не читаются: { $count }. Какие, видно в /sources под ⚠️.
    }
