"""The second factor of hosts: codes of an authenticator app (TOTP, RFC 6238), and recovery codes.

A server requires it with `--host-second-factor`. Passkeys are in `passkeys.py`
(docs/decisions/0069-second-factor.md).
"""

import secrets
from base64 import b32encode
from collections.abc import Sequence
from datetime import timedelta
from string import ascii_uppercase
from unicodedata import decimal

from openspace.domain.host_actions import FACTOR_RESET, HostAction
from openspace.domain.refusals import Refused
from openspace.ledger.port import Factor
from openspace.ledger.port_keys import Factors, HostLog
from openspace.service.clock import Clock
from openspace.service.host_keys import hash_of
from openspace.service.rate_limits import Limiter

TOTP, PASSKEY, RECOVERY = "totp", "passkey", "recovery"

LASTS = timedelta(hours=12)
"""How long a device is host after it presented a second factor: a day with its evening."""
FRESH = timedelta(minutes=10)
"""How long after that it may change the factors themselves."""

_STEP = 30
_RECOVERY_CODES = 8


def new_secret() -> str:
    """Return a new secret for an authenticator app, in base 32."""
    import pyotp

    return pyotp.random_base32()


def address_of_secret(secret: str, title: str) -> str:
    """Return the address that authenticator apps read from a QR code."""
    import pyotp

    return pyotp.TOTP(secret).provisioning_uri(name=title[:60], issuer_name="openspace")


def step_of(secret: str, code: str, clock: Clock) -> int | None:
    """Return the time step of which `code` is, or None. The clock of a phone may be half a minute wrong."""
    import pyotp

    now, totp = int(clock.moment().timestamp()) // _STEP, pyotp.TOTP(secret)
    steps = (step for step in (now, now - 1, now + 1))
    return next((s for s in steps if secrets.compare_digest(totp.generate_otp(s), code)), None)


def new_factor(kind: str, secret: str, clock: Clock, used: int = 0) -> Factor:
    return Factor(secrets.token_hex(8), kind, secret, used, clock.now())


def app_factor(secret: str, code: str, clock: Clock) -> Factor:
    """Return the factor of an app that shows `code` now. Raises Refused."""
    step = step_of(secret, _plain(code), clock)
    if step is None:
        raise Refused("not_allowed", why="factor_code")
    return new_factor(TOTP, secret, clock, step)


def recovery_codes(clock: Clock) -> tuple[list[str], list[Factor]]:
    """Return new codes, to be shown once, and what is stored of them. Each has 80 random bits."""
    codes = [b32encode(secrets.token_bytes(10)).decode() for _ in range(_RECOVERY_CODES)]
    kept = [new_factor(RECOVERY, hash_of(code), clock) for code in codes]
    return ["-".join(code[i : i + 4] for i in range(0, 16, 4)) for code in codes], kept


def check_code(keys: Factors, limiter: Limiter, code: str, typed: str, clock: Clock) -> Factor:
    """Return the factor that `typed` belongs to, a code of an app or a recovery code, which is used up.

    Guesses are limited for each stream: a million codes are few. Recovery codes cannot be guessed, and so
    they work while a guesser has used the limit up. Raises Refused.
    """
    given, factors = _plain(typed), keys.host_factors(code)
    if len(given) == 6 and given.isdigit():
        limiter.guess_factor(code)
        found = _app_with(factors, given, clock)
        # A code works once: whoever looks over a shoulder has half a minute otherwise.
        if found and keys.use_host_factor(code, found[0].id, found[1]):
            limiter.guessed_factor(code)
            return found[0]
    else:
        found_code = _recovery_code(factors, hash_of(given))
        if found_code and keys.use_host_factor(code, found_code.id, 1):
            return found_code
    raise Refused("not_allowed", why="factor_code")


def forget_factors(factors: Factors, log: HostLog, code: str, clock: Clock) -> None:
    """Forget all factors, for hosts who lost theirs. The next device with the host key enrols a new one."""
    factors.remove_host_factors(code)
    log.keep_host_action(code, HostAction(clock.now(), 0, FACTOR_RESET))


def _app_with(factors: Sequence[Factor], given: str, clock: Clock) -> tuple[Factor, int] | None:
    for factor in factors:
        if factor.kind == TOTP and factor.secret:
            step = step_of(factor.secret, given, clock)
            if step is not None:
                return factor, step
    return None


def _recovery_code(factors: Sequence[Factor], hashed: str) -> Factor | None:
    kept = (one for one in factors if one.kind == RECOVERY)
    return next((one for one in kept if secrets.compare_digest(one.secret, hashed)), None)


def _plain(typed: str) -> str:
    """Return the letters and digits of a code. Digits may be those of any script: keyboards differ."""
    return "".join(_plain_character(character) for character in typed[:100].upper())


def _plain_character(character: str) -> str:
    digit = decimal(character, None)
    if digit is not None:
        return str(digit)
    return character if character in ascii_uppercase else ""
