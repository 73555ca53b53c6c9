"""What an HTML page is that came where a feed was expected."""

import re

_PAGE_START = re.compile(
    r"\s*+(?>(?:<!--.{0,1000}?-->\s*+|<\?xml[^>]{0,200}>\s*+){0,4})<(?:!doctype\s+html|html|head|body|script|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHALLENGE = re.compile(
    r"cf-challenge|cf_chl|challenge-platform|cf-browser-verification|just a moment\.\.\.|attention required"
    r"|ddos-guard|ddos protection|__ddg|qrator|variti|servicepipe|stormwall|incapsula|_incapsula_|imperva|datadome"
    r"|perimeterx|px-captcha|g-recaptcha|h-captcha|hcaptcha|smartcaptcha|showcaptcha|are you (?:a )?(?:human|robot)"
    r"|checking your browser|enable javascript and cookies|вы не робот|ви не робот|проверка браузера|перевірка браузера"
    r"|security check|access denied|доступ (?:ограничен|запрещ[её]н|заборонено)|awswaf|captcha",
    re.IGNORECASE,
)
_LOOKED_AT = 20_000
"""Characters from the beginning of a page: challenges are small and say so early."""


def is_page(text: str) -> bool:
    """Whether it begins as an HTML page does."""
    return _PAGE_START.match(text[:_LOOKED_AT]) is not None


def is_challenge(text: str) -> bool:
    """Whether a page asks for proof that a person, or a browser, is there."""
    return _CHALLENGE.search(text[:_LOOKED_AT]) is not None
