"""Builds aiogram's types on first use.

At import, aiogram has pydantic build a validator for each of its 400 types. Each validator holds all types that it
refers to, for most nearly all the others: 120 MB and 2.5 s of CPU, of which a bot uses a tenth. Imported from here, the
types are only declared, and each is built when it is needed.
"""

from typing import Any, cast

from pydantic import BaseModel


def import_aiogram() -> None:
    """Import aiogram without building its types; has no effect once anything else has imported it."""
    build = BaseModel.__dict__["model_rebuild"]
    BaseModel.model_rebuild = classmethod(lambda _, **__: None)  # type: ignore[method-assign, assignment]
    try:
        from aiogram import methods, types  # noqa: PLC0415  not before
        from aiogram.methods.base import Response, TelegramMethod  # noqa: PLC0415
        from aiogram.types.base import TelegramObject  # noqa: PLC0415
    finally:
        BaseModel.model_rebuild = build  # type: ignore[method-assign]
    names = {name: getattr(module, name) for module in (types, methods) for name in module.__all__}

    def build_now(cls: type[BaseModel], /, **options: Any) -> bool | None:  # noqa: ANN401  pydantic's
        return cast("bool | None", build.__func__(cls, **{"_types_namespace": names} | options))

    for base in (TelegramObject, TelegramMethod, Response):
        setattr(base, "model_rebuild", classmethod(build_now))  # noqa: B010  a plain assignment has another type
