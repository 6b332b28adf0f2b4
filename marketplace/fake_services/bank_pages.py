"""The two pages of the bank for trying out: the form, and what became of the transfer."""

from html import escape

from marketplace.fake_services import paper

TITLE = "Ngân hàng thử"
NOTICE = "Ngân hàng thử, không phải ngân hàng thật"


def form(content: str, amount: str, wrong: bool = False) -> bytes:
    body = (
        paper.message("Số tiền phải là số đồng, không có phần lẻ, lớn hơn 0." if wrong else "", "wrong")
        + '<form method="post" action="/bank/">'
        + '<label for="content">Nội dung chuyển khoản</label>'
        + f'<input id="content" name="content" value="{escape(content)}" maxlength="140" autocomplete="off">'
        + '<label for="amount">Số tiền (đồng)</label>'
        + f'<input id="amount" name="amount" value="{escape(amount)}" inputmode="numeric" autocomplete="off" required>'
        + paper.button("Chuyển tiền")
        + "</form>"
    )
    return _sheet(body)


def sent(transfer) -> bytes:
    said = f"Cửa hàng trả lời {transfer.status}." if transfer.status else "Cửa hàng không trả lời."
    word = "Đã chuyển và đã báo cho cửa hàng." if transfer.was_taken else f"Đã chuyển, chưa báo được. {said}"
    body = (
        paper.message(word, "good" if transfer.was_taken else "wrong")
        + f"<p>Giao dịch {transfer.id}: <strong>{paper.dong(transfer.amount)}</strong></p>"
        + f"<p>Nội dung: {escape(transfer.content)}</p>"
        + '<form method="post" action="/bank/">'
        + paper.button("Báo lại đúng giao dịch này", name="again", value=str(transfer.id), css="quiet")
        + "</form>"
        + paper.link("/bank/", "Chuyển khoản khác")
    )
    return _sheet(body)


def _sheet(body: str) -> bytes:
    return paper.sheet(language="vi", title=TITLE, notice=NOTICE, body=body)
