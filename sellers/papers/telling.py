"""Tells a seller what the desk decided about a paper."""

from .messages import tell
from .models import Submission


def tell_of_accepted(submission: Submission) -> None:
    until = submission.valid_until
    tell(submission.seller, "paper_accepted", {"paper": _name(submission), "until": until}, key=f"{submission.pk}")


def tell_of_sent_back(submission: Submission) -> None:
    context = {"paper": _name(submission), "reason": submission.reason}
    tell(submission.seller, "paper_sent_back", context, key=f"{submission.pk}")


def _name(submission: Submission) -> str:
    """In Vietnamese, as messages to sellers are."""
    name = submission.requirement.name
    return f"{name}: {submission.product.title}" if submission.product else name
