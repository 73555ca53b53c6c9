group-greeting = Дозор здесь. Администратор может подписать группу: <code>/add коалиция желающих</code>
group-button-set-up = ⚙️ Настроить в личке
topic-named = # { $name }
topic-numbered = # тема { $topic }
target-other-topic = Нет нужной темы? Наберите <code>/add</code> прямо в ней.
report-of-group = → <b>{ $title }</b>
source-added-by = Добавляю { $address }. Что вышло, скажу вам в личке.
