"""The language of a source, as sources.toml gives it: a BCP 47 tag.

A wrong one would not be seen: what is not marked as English is not parsed.
"""

import re

# Well-formed by RFC 5646, without the tags that it keeps for old times' sake only.
_TAG = re.compile(
    r"""
    [a-z]{2,3} (?: -[a-z]{3} ){0,3}                     # language: de, zh-yue
    (?: -[a-z]{4} )?                                    # script: zh-Hant
    (?: -(?: [a-z]{2} | [0-9]{3} ) )?                   # region: de-AT, es-419
    (?: -(?: [a-z0-9]{5,8} | [0-9][a-z0-9]{3} ) )*      # variants: de-1996
    (?: -[0-9a-wyz] (?: -[a-z0-9]{2,8} )+ )*            # extensions: de-u-co-phonebk
    (?: -x (?: -[a-z0-9]{1,8} )+ )?                     # private use
    """,
    re.VERBOSE | re.IGNORECASE,
)
# The longer names of English, which has a code of two letters. Of other languages nothing hangs on
# which code is given.
_ENGLISH = re.compile(r"(?:english|eng)(?![a-z])", re.IGNORECASE)


def language_tag(value: str) -> str:
    """`value` if it is a BCP 47 tag, else ValueError that names the one that was meant, if any."""
    meant = value.strip().replace("_", "-")
    if match := _ENGLISH.match(meant):
        meant = f"en{meant[match.end() :]}"
    if meant == value and _TAG.fullmatch(value):
        return value
    hint = f"; write {meant!r}" if _TAG.fullmatch(meant) else ""
    raise ValueError(f"{value!r} is no BCP 47 tag such as 'en' or 'de-AT'{hint}")
