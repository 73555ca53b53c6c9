import pytest
from aiogram.types import InlineKeyboardButton

from handlers.keyboards import keyboard


@pytest.mark.parametrize(
    ("labels", "rows"),
    [
        (["Назад"], [1]),
        (["⏸ Пауза", "🗑 Удалить"], [2]),
        (["Наборы", "Список", "Ещё"], [3]),
        (["📅 07:00", "📅 09:00", "📅 13:00", "📅 18:00", "📅 21:00"], [3, 2]),
        (["🌙 22:00–07:00", "🌙 23:00–07:00", "🌙 00:00–08:00"], [2, 1]),
        (["1", "2", "3", "4", "5"], [5]),
        (["Независимые · 12", "За рубежом · 125 изданий"], [1, 1]),
        (["д" * 36, "1"], [1, 1]),
    ],
)
def test_no_row_of_buttons_is_wider_than_a_phone(labels: list[str], rows: list[int]) -> None:
    shown = keyboard([InlineKeyboardButton(text=label, callback_data="x") for label in labels]).inline_keyboard
    assert [len(row) for row in shown] == rows
    assert [button.text for row in shown for button in row] == labels
