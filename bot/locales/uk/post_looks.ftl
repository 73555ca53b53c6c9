### Вигляд допису в каналі: шаблон і текст, які пишуть люди.

post-read-on = Читати повністю

template-unknown-field = Не знаю поля { $detail }. Є такі: { $fields }
template-no-title = Немає заголовка: вставте { $detail }
template-no-link = Немає посилання на статтю: вставте { $detail } або [слова]({ $detail })
template-too-long = Задовго: допис може не вміститися в повідомлення. Скоротіть шаблон.
template-too-much-formatting = Забагато оформлення або посилань. Приберіть частину.
