"""The words of the payment page, in Vietnamese and English."""

VI = {
    "notice": "Trang trả tiền thử, không phải Stripe thật",
    "pay_title": "Trả bằng thẻ",
    "total": "Tổng cộng",
    "number": "Số thẻ thử",
    "pay": "Trả",
    "back": "Quay lại cửa hàng",
    "cards": "Các thẻ thử",
    "no_real_card": "Đừng nhập thẻ thật. Trang này chỉ nhận các thẻ thử dưới đây và không lấy tiền của ai.",
    "3ds_title": "Ngân hàng hỏi: có phải bạn đang trả tiền?",
    "allow": "Đồng ý trả",
    "refuse": "Từ chối",
    "refused": "Bạn đã từ chối ở bước xác nhận. Tiền chưa bị trừ, bạn có thể thử lại.",
    "declined": "Thẻ bị từ chối. Bạn có thể thử lại bằng thẻ khác.",
    "insufficient_funds": "Thẻ không đủ tiền. Bạn có thể thử lại bằng thẻ khác.",
    "not_a_test_card": "Trang này chỉ nhận các thẻ thử được liệt kê bên dưới.",
    "paid_title": "Đã trả xong",
    "paid": "Bạn có thể đóng trang này.",
    "to_shop": "Về cửa hàng",
    "expired_title": "Trang trả tiền đã hết hạn",
    "expired": "Đơn chưa được trả tiền.",
    "unknown": "Không có trang trả tiền này.",
}
EN = {
    "notice": "A payment page for trying out, not the real Stripe",
    "pay_title": "Pay by card",
    "total": "Total",
    "number": "Test card number",
    "pay": "Pay",
    "back": "Back to the shop",
    "cards": "Test cards",
    "no_real_card": "Do not type a real card. This page only takes the test cards below and takes nobody's money.",
    "3ds_title": "Your bank asks: is it you who pays?",
    "allow": "Allow",
    "refuse": "Refuse",
    "refused": "You refused when you were asked. Nothing was taken; you may try again.",
    "declined": "The card was declined. You may try again with another card.",
    "insufficient_funds": "The card has insufficient funds. You may try again with another card.",
    "not_a_test_card": "This page only takes the test cards listed below.",
    "paid_title": "Paid",
    "paid": "You may close this page.",
    "to_shop": "To the shop",
    "expired_title": "This payment page has expired",
    "expired": "The order was not paid.",
    "unknown": "There is no such payment page.",
}


def language(session: dict) -> str:
    return "en" if (session.get("locale") or "").startswith("en") else "vi"


def words(session: dict) -> dict[str, str]:
    return EN if language(session) == "en" else VI
