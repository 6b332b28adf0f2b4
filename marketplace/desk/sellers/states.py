"""How the states of sellers, papers and listings are coloured; the words always stand beside the colour."""

from catalogue.review.models import Shelf
from sellers.models import State
from sellers.papers.checklist import State as Paper
from sellers.papers.models import Submission

SELLERS = {State.PREPARING: "waits", State.OPEN: "good", State.SUSPENDED: "bad", State.CLOSED: "bad"}
PAPERS = {Paper.ACCEPTED: "good", Paper.SENT: "waits", Paper.SENT_BACK: "bad", Paper.EXPIRED: "bad"}
SUBMISSIONS = {Submission.State.SENT: "waits", Submission.State.ACCEPTED: "good", Submission.State.SENT_BACK: "bad"}
SHELVES = {
    Shelf.State.WAITING: "waits",
    Shelf.State.ON_SALE: "good",
    Shelf.State.SENT_BACK: "bad",
    Shelf.State.BLOCKED: "bad",
}
