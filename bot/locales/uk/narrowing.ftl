command-except = виключити слова з усіх підписок
except =
    { $count ->
        [one] <b>Без { $count } теми в усіх підписках</b>
       *[many] <b>Без { $count } тем у всіх підписках</b>
    }
except-hint = Виключити ще: <code>/except футбол</code>. Знову надсилати: кнопкою або <code>/except прибрати 1</code>
except-none = З усіх підписок одразу поки що нічого не виключено. Щоб футбол більше ніде не траплявся: <code>/except футбол</code>
except-added = ✅ У всіх підписках без: { $text }
except-ended = ✅ Знову надсилаю: { $text }
except-unknown = Такого номера в списку немає. Увесь список: /except
except-gone = Це вже не виключено.
exclude-gone = Цієї підписки більше немає.
exclude-full = Винятків уже { $most }, це межа. Приберіть зайві: /except
exclude-everything = ⚠️ Такі слова є майже в кожній статті: не надійшло б нічого. Виключіть те, що вирізняє зайву тему.

story-button-narrow = Не по темі
narrow-whose = Цю підписку налаштовує лише її автор.
button-cut = − { $text } · { $count }
button-cut-source = − джерело «{ $text }» · { $count }
narrowed = ✅ Без { $name }: прибрало б { $dropped } із { $count }
narrowed-to-main = ✅ Лише головне: прибрало б { $dropped } із { $count }
button-done = ← Готово
button-to-news = ← До новини
