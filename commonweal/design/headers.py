"""Which headers does every response carry, so that a browser refuses what we never send?"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
UNUSED_POWERS = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation",
    "gyroscope", "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "screen-wake-lock", "usb",
    "xr-spatial-tracking",
)  # fmt: skip
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {sources}" for name, sources in POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{power}=()" for power in UNUSED_POWERS),
}
ONE_YEAR = 365 * 24 * 3600
STRICT_TRANSPORT = f"max-age={ONE_YEAR}; includeSubDomains"


class HeadersMiddleware:
    """Stands outermost, so that refusals and static files carry the headers too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response[name] = value
        if request.is_secure() and "Strict-Transport-Security" not in response:
            response["Strict-Transport-Security"] = STRICT_TRANSPORT
        if belongs_to_a_person(request) or is_for_once(request, response):
            response["Cache-Control"] = "no-store"
            patch_vary_headers(response, ["Cookie"])
        return response


def is_for_once(request: HttpRequest, response: HttpResponse) -> bool:
    """The answer to a form (signing out ends with nobody signed in), and every refusal."""
    return request.method not in {"GET", "HEAD"} or response.status_code >= 400


def belongs_to_a_person(request: HttpRequest) -> bool:
    """Signed in, or not known (the database is away): then nothing may be kept by a browser or a proxy."""
    user = getattr(request, "user", None)
    if user is None:
        return False
    try:
        return bool(user.is_authenticated)
    except Exception:  # noqa: BLE001  whatever hinders the answer, the safe one is yes
        return True
