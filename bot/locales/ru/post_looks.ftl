### Вид поста в канале: шаблон и текст, которые пишут люди.

post-read-on = Читать полностью

template-unknown-field = Не знаю поля { $detail }. Есть такие: { $fields }
template-no-title = Нет заголовка: вставьте { $detail }
template-no-link = Нет ссылки на статью: вставьте { $detail } или [слова]({ $detail })
template-too-long = Слишком длинно: пост может не поместиться в сообщение. Сократите шаблон.
template-too-much-formatting = Слишком много оформления или ссылок. Уберите часть.
