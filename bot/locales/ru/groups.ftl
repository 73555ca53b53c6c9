group-greeting = Дозор здесь. Администратор может подписать группу: <code>/add коалиция желающих</code>
group-button-set-up = ⚙️ Настроить в личке
