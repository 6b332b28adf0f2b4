"""When a person must prove an address while signing in: one proved address is enough."""

from allauth.account import stages
from allauth.account.internal.flows.login import get_authentication_records

from .verification import vouch_for_email


class PhoneVerificationStage(stages.PhoneVerificationStage):
    """Asks for the code sent to the phone, unless the person came in by e-mail."""

    def handle(self):
        if self.login.user and self.login.email:
            return None, True
        return super().handle()


class EmailVerificationStage(stages.EmailVerificationStage):
    """Asks for the code sent to the e-mail address, unless the phone is proved already."""

    def handle(self):
        user = self.login.user
        if user and user.phone_verified and not self.login.email:
            return None, True
        if user and self._came_by_code():
            # People whom the desk entered have no row at allauth yet; the code they typed proves the same.
            vouch_for_email(user)
        return super().handle()

    def _came_by_code(self):
        records = get_authentication_records(self.request, self.login.user)
        return any(r["method"] == "code" and r.get("email") == self.login.user.email for r in records)
