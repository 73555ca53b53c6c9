"""The data of buttons that choose how the news of a subscription come."""

from bot.delivery.callbacks import ButtonData
from bot.services.delivery_choices import DeliveryChoice


class DeliveryPressed(ButtonData, prefix="delivery"):
    """Choose how the news of a subscription come; without a choice, show what can be chosen."""

    id: int
    choice: DeliveryChoice | None = None


class FolderDeliveryPressed(ButtonData, prefix="folder-how"):
    """Choose how the news of a folder come: the one in which that subscription is; without a choice, show the page."""

    id: int
    choice: DeliveryChoice | None = None


class OfferTaken(ButtonData, prefix="offer-as"):
    """An offer is accepted, and its news are to come so."""

    id: int
    choice: DeliveryChoice
