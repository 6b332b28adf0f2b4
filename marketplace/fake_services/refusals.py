"""What the pretended API says no with, in the shape of Stripe's errors."""


class Refusal(Exception):
    """An answer of 4xx or 5xx. `extra` joins the fields of the error."""

    status = 400
    type = "invalid_request_error"

    def __init__(self, message: str, *, code: str | None = None, param: str | None = None, **extra):
        super().__init__(message)
        self.fields = {"type": self.type, "message": message, "code": code, "param": param, **extra}

    def body(self) -> dict:
        error = {name: value for name, value in self.fields.items() if value is not None}
        if code := error.get("code"):
            error["doc_url"] = f"https://stripe.com/docs/error-codes/{code.replace('_', '-')}"
        return {"error": error}


class BadKey(Refusal):
    status = 401


class Missing(Refusal):
    status = 404


class KeyReused(Refusal):
    """The idempotency key came first with other parameters."""

    type = "idempotency_error"


class KeyInUse(KeyReused):
    """Another request with the same idempotency key has not ended."""

    status = 409


class TooManyRequests(Refusal):
    status = 429


class ServerTrouble(Refusal):
    status = 500
    type = "api_error"


def no_such(kind: str, name: str, param: str) -> Missing:
    return Missing(f"No such {kind}: '{name}'", code="resource_missing", param=param)
