group-greeting = Дозор тут. Адміністратор може підписати групу: <code>/add коаліція охочих</code>
group-button-set-up = ⚙️ Налаштувати в особистих
