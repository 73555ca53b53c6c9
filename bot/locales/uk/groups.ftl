group-greeting = Дозор тут. Адміністратор може підписати групу: <code>/add коаліція охочих</code>
group-button-set-up = ⚙️ Налаштувати в особистих
topic-named = # { $name }
topic-numbered = # тема { $topic }
target-other-topic = Немає потрібної теми? Наберіть <code>/add</code> просто в ній.
report-of-group = → <b>{ $title }</b>
source-added-by = Додаю { $address }. Що вийшло, скажу вам в особистих.
