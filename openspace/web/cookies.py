"""Where a request carries its token: in a cookie, or in the header `Authorization`."""

from werkzeug import Request, Response

_YEAR = 365 * 24 * 3600


def bearer_of(request: Request) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.casefold() == "bearer" else ""


def set_cookie(response: Response, request: Request, code: str, role: str, token: str) -> None:
    """Set the cookie: HttpOnly, and SameSite=Lax, so that people who follow a link or QR code stay logged
    in."""
    response.headers.add("Set-Cookie", cookie(code, role, token, request.is_secure))


def cookie(code: str, role: str, token: str, is_secure: bool) -> str:
    """Return the value of the Set-Cookie header. A token has no letter that must be quoted."""
    secure = "Secure; " if is_secure else ""
    name = _cookie_name(is_secure, code, role)
    return f"{name}={token}; Max-Age={_YEAR}; {secure}HttpOnly; Path=/; SameSite=Lax"


def delete_cookie(response: Response, request: Request, code: str, role: str) -> None:
    """Delete the cookie. A browser deletes a `__Host-` cookie only if `Secure` and the path are repeated."""
    response.delete_cookie(
        cookie_name(request, code, role),
        path="/",
        httponly=True,
        samesite="Lax",
        secure=request.is_secure,
    )


def cookie_name(request: Request, code: str, role: str) -> str:
    """Return the name of the cookie. Over TLS it has the `__Host-` prefix, so that no neighbouring host and
    no unencrypted page can set it."""
    return _cookie_name(request.is_secure, code, role)


def _cookie_name(is_secure: bool, code: str, role: str) -> str:
    return f"{'__Host-' if is_secure else ''}openspace_{role}_{code}"
