"""How Telegram describes chats and those who are in them."""

from typing import Any

from .world import Chat, Kind, Member, Status, User

Json = dict[str, Any]

ADMINISTRATOR_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)
CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages")
GROUP_RIGHTS = ("can_pin_messages", "can_manage_topics")
MEMBER_RIGHTS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)


def member_json(chat: Chat, user: User, member: Member | None) -> Json:
    """A ChatMember; someone who never was here has left."""
    status = member.status if member else Status.LEFT
    denied = member.denied if member else frozenset()
    body: Json = {"status": str(status), "user": user.to_json()}
    match status:
        case Status.CREATOR:
            body |= {"is_anonymous": member is not None and member.is_anonymous}
        case Status.ADMINISTRATOR:
            kind_rights = CHANNEL_RIGHTS if chat.kind is Kind.CHANNEL else GROUP_RIGHTS
            body |= {"can_be_edited": False, "is_anonymous": member is not None and member.is_anonymous}
            body |= {right: right not in denied for right in ADMINISTRATOR_RIGHTS + kind_rights}
        case Status.RESTRICTED:
            body |= {"is_member": True, "until_date": 0}
            body |= {right: right not in denied for right in MEMBER_RIGHTS}
        case Status.KICKED:
            body |= {"until_date": 0}
    return body


def chat_json(chat: Chat) -> Json:
    """A ChatFullInfo."""
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    body = chat.to_json() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }
    if chat.username:
        body["active_usernames"] = [chat.username]
    if chat.is_protected:
        body["has_protected_content"] = True
    if chat.kind in {Kind.GROUP, Kind.SUPERGROUP}:
        body["permissions"] = {right: right not in chat.denied for right in MEMBER_RIGHTS}
    return body
