"""Goods and papers of demo sellers on their way through the desk: sent, accepted, sent back, overdue; a request to open."""

from datetime import timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw, ImageFont

from catalogue.facts.models import ProductFacts
from catalogue.review.deciding import decide
from catalogue.seasons.harvesting import set_harvest
from marketplace.payouts.bank_accounts import change_account
from marketplace.payouts.models import SellerBankAccount
from marketplace.printing.pdf import FACES
from sellers.goods.making import make_product
from sellers.goods.owning import products_of
from sellers.goods.pictures import attach_picture
from sellers.goods.sending import send_whole
from sellers.identity.models import SellerIdentity
from sellers.opening.asking import ask_to_open as ask
from sellers.opening.models import OpeningRequest
from sellers.papers import deciding
from sellers.papers.models import Requirement, Submission
from sellers.papers.picking_up import tell_pickup
from sellers.papers.sending import send

from .clock import at
from .goods import DEMO_GOODS, DEMO_GOODS_EN
from .joining import acting_for, days_ago, who
from .selling import counted

STAFF = "hoso@demo.example"
BANK, NUMBER, HOLDER = "970405", "0000000000", "MINH HOA"
WEEKDAYS = 0b0011111
PAPER, INK, CLAY = (252, 251, 247), (29, 42, 37), (168, 70, 31)


def make_goods(rows: list[dict]):
    return counted(rows, _make)


def _make(row: dict) -> bool:
    acting = acting_for(row["shop"])
    if products_of(acting.seller).filter(title=row["title"]).exists():
        return False
    with at(acting.seller.joined_at + timedelta(hours=1)):
        product = make_product(
            acting=acting,
            title=row["title"],
            price=row["price"],
            net_quantity=row["quantity"],
            unit=row.get("unit", "g"),
            pack_text=row["pack"],
            stock=row["stock"],
            **_label(row["label"]),
        )
        ProductFacts.objects.filter(product=product).update(is_demo=True)
        attach_picture(product, f"illustrations/{row['picture']}.png")
    picked = timezone.localdate() - timedelta(days=row["harvest"]) if "harvest" in row else None
    if picked:
        set_harvest(product=product, picked_on=picked, next_on=None, today=timezone.localdate())
    if row["step"] != "draft":
        with at(days_ago(6 if row["step"] == "sent" else 10)):
            review = send_whole(acting=acting, product=product)
    if row["step"] == "accepted":
        with at(days_ago(9)):
            answers = {change.field: ("accepted", "") for change in review.changes.all()}
            decide(review=review, by=who(STAFF), answers=answers)
    return True


def _label(label: dict) -> dict:
    """With the words that say what it is."""
    told = {
        "description": f"{label['description']} {DEMO_GOODS}",
        "summary_en": f"{label['summary_en']} {DEMO_GOODS_EN}",
    }
    return label | told


def send_papers(rows: list[dict]):
    return counted(rows, _send)


def _send(row: dict) -> bool:
    acting, requirement = acting_for(row["shop"]), Requirement.objects.get(code=row["requirement"])
    if Submission.objects.filter(seller=acting.seller, requirement=requirement).exists():
        return False
    facts = {"number": row.get("number", ""), "issuer": row.get("issuer", "")}
    if "valid_days" in row:
        facts["valid_until"] = timezone.localdate() + timedelta(days=row["valid_days"])
    files = [specimen(requirement.name, acting.seller.name)] if requirement.needs_file else []
    with at(days_ago(row["days"])):
        sent = send(acting=acting, requirement=requirement, files=files, **facts)
        Submission.objects.filter(pk=sent.pk).update(is_demo=True)
    sent.is_demo = True
    if "answer" in row:
        with at(days_ago(row["days"] - 1)):
            _decide(sent, row)
    return True


def _decide(sent: Submission, row: dict) -> None:
    if row["answer"] == "accepted":
        deciding.accept(submission=sent, by=who(STAFF))
    else:
        deciding.send_back(submission=sent, by=who(STAFF), reason=row["reason"])


def ask_to_open(slug: str):
    """All that is asked for is there, and the shop has asked two days ago: one press opens it."""
    return counted([slug], _ask)


def _ask(slug: str) -> bool:
    if OpeningRequest.objects.filter(seller__slug=slug).exists():
        return False
    _make_known(acting_for(slug), days=5)
    with at(days_ago(2)):
        ask(acting=acting_for(slug))
    return True


def make_known(slugs: list[str]):
    """Open shops whose owner is known, with an account and a place where parcels are fetched."""
    return counted(slugs, lambda slug: _make_known(acting_for(slug), days=60))


def _make_known(acting, *, days: int) -> bool:
    if SellerIdentity.objects.filter(seller=acting.seller).exists():
        return False
    with at(days_ago(days)):
        SellerIdentity.objects.create(
            seller=acting.seller,
            person=acting.person,
            provider="minh-hoa",
            subject_hmac=f"{acting.seller.pk:064d}",
            name="Minh Họa",
            assurance="minh họa",
            assertion_id="minh-hoa",
            is_demo=True,
        )
        if not SellerBankAccount.objects.filter(seller=acting.seller).exists():
            change_account(seller=acting.seller, bin=BANK, number=NUMBER, holder=HOLDER, by=acting.person)
        tell_pickup(acting=acting, place="Cổng vườn minh họa", days=WEEKDAYS)
    return True


def specimen(title: str, owner: str) -> SimpleUploadedFile:
    """A sheet of paper that says across it that it is none."""
    sheet = Image.new("RGB", (1000, 1400), PAPER)
    pen = ImageDraw.Draw(sheet)
    small, large = (ImageFont.truetype(str(FACES["B"]), size) for size in (38, 150))
    pen.rectangle((60, 60, 940, 1340), outline=INK, width=3)
    for place, words in enumerate((title, owner, "Giấy minh họa – không có giá trị")):
        pen.multiline_text((110, 140 + place * 130), _wrapped(words), font=small, fill=INK)
    mark = Image.new("RGBA", (1400, 260), (0, 0, 0, 0))
    ImageDraw.Draw(mark).text((80, 20), "MINH HỌA", font=large, fill=(*CLAY, 170))
    turned = mark.rotate(35, expand=True)
    sheet.paste(turned, ((1000 - turned.width) // 2, 480), turned)
    out = BytesIO()
    sheet.save(out, "JPEG", quality=80)
    return SimpleUploadedFile("giay-minh-hoa.jpg", out.getvalue(), content_type="image/jpeg")


def _wrapped(words: str, width: int = 38) -> str:
    lines = [""]
    for word in words.split():
        if len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)
