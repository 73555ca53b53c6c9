"""aiogram's types are built when they are needed; each can be."""

import subprocess
import sys

_SCRIPT = """
from bot.runtime.lazy_aiogram import import_aiogram
import_aiogram()
from aiogram import methods, types
assert not types.Message.__pydantic_complete__
update = types.Update.model_validate(
    {"update_id": 1, "message": {"message_id": 2, "date": 0, "chat": {"id": 3, "type": "private"}, "text": "да"}}
)
assert update.message.chat.id == 3
said = methods.base.Response[types.Message].model_validate({"ok": True, "result": update.message.model_dump()})
assert said.result.text == "да"
classes = [getattr(module, name) for module in (types, methods) for name in module.__all__]
models = [cls for cls in classes if hasattr(cls, "model_rebuild")]
assert len(models) > 300
for model in models:
    model.model_rebuild()
    assert model.__pydantic_complete__, model
"""


def test_every_type_is_built_when_it_is_needed_and_not_before() -> None:
    subprocess.run([sys.executable, "-c", _SCRIPT], check=True, timeout=180)
