"""What is known of many sellers at once: papers sent, identities, bank accounts, certificates. A fixed number of queries."""

from collections import defaultdict
from datetime import date

from catalogue.certification.models import Certificate, Paper
from sellers.identity.models import SellerIdentity
from sellers.models import Seller

from .models import Requirement, Submission


class Known:
    """Facts of some sellers on a day. Five queries."""

    def __init__(self, sellers, product_ids, day: date):
        self.day = day
        keys = [seller.pk for seller in sellers]
        self.submissions = defaultdict(list)
        sent = Submission.objects.filter(seller__in=keys).exclude(state=Submission.State.WITHDRAWN)
        for submission in sent.order_by("-sent_at", "-pk"):
            self.submissions[submission.seller_id, submission.requirement_id, submission.product_id].append(submission)
        self.identities = defaultdict(list)
        for identity in SellerIdentity.objects.filter(seller__in=keys, revoked_at=None).order_by("-verified_at", "-pk"):
            self.identities[identity.seller_id].append(identity)
        self.paid = set(Seller.objects.filter(pk__in=keys).with_current_bank_account().values_list("pk", flat=True))
        valid = Certificate.objects.valid_on(day).filter(product__in=product_ids)
        self.certified = set(valid.values_list("product_id", flat=True))
        checked = Paper.objects.valid_on(day).filter(product__in=product_ids)
        self.checked = set(checked.values_list("product_id", "kind"))

    def has_elsewhere(self, requirement: Requirement, seller, product) -> bool:
        """Entered by the desk without a submission: in the register, as a checked paper, or as a number of an old shop."""
        gives = Requirement.Gives
        if requirement.gives == gives.CERTIFICATE:
            return product is not None and product.pk in self.certified
        if requirement.gives == gives.PRODUCT_PAPER:
            return product is not None and (product.pk, requirement.paper_kind) in self.checked
        if requirement.gives in (gives.REGISTRATION_NO, gives.TAX_CODE):
            return seller.opened_at is not None and bool(getattr(seller, requirement.gives))
        return False
