"""Made-up goods, people and parcels that the style guide shows. Nothing here is for sale."""

from types import SimpleNamespace

from django import forms
from django.templatetags.static import static


class SampleForm(forms.Form):
    phone = forms.RegexField(
        r"^0\d{9}$",
        label="Số điện thoại",
        help_text="Shop và người bán gọi số này khi giao hàng.",
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
        error_messages={"invalid": "Số này thiếu chữ số. Số di động có 10 số, bắt đầu bằng 0."},
    )
    name = forms.CharField(
        label="Tên người nhận",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Cho shop biết tên để người giao hàng gọi."},
    )
    when = forms.ChoiceField(label="Buổi nào nhận được", choices=[("am", "Buổi sáng"), ("pm", "Buổi chiều")])
    note = forms.CharField(label="Nhắn người bán", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    gift = forms.BooleanField(label="Đây là quà, đừng để giá trong hộp", required=False)


def picture(name: str) -> SimpleNamespace:
    """A sample picture; real ones carry AVIF and WebP widths."""
    return SimpleNamespace(src=static(f"shop/img/{name}.svg"), alt="Tranh minh họa", avif_srcset="", webp_srcset="")


def card(title, price, unit, place, seller, *, stars=0, season="", state="", art="boat") -> SimpleNamespace:
    label = f"OCOP {stars} sao" if stars else ""
    return SimpleNamespace(
        url="#", title=title, price_text=price, unit_price_text=unit, place_text=place, seller_name=seller,
        stars=stars, stars_label=label, season_text=season, state_text=state, picture=picture(art),
    )  # fmt: skip


CARDS = [
    ("Nước mắm nhĩ cá cơm 40 độ đạm ủ thùng gỗ bời lời, chai thủy tinh 500 ml", "125.000 ₫", "250.000 ₫/lít", "Phú Quốc", "Nhà thùng Mẫu", {"stars": 5, "art": "boat"}),
    ("Đường thốt nốt khối", "68.000 ₫", "136.000 ₫/kg", "Tịnh Biên", "Tổ hợp tác Mẫu", {"stars": 4, "season": "Đang mùa", "art": "empty-basket"}),
    ("Khô cá lóc một nắng", "từ 95.000 ₫", "380.000 ₫/kg", "Tam Nông", "Hộ kinh doanh Mẫu", {"stars": 3, "state": "Tạm hết", "art": "empty-search"}),
    ("Mật ong rừng tràm", "210.000 ₫", "420.000 ₫/lít", "U Minh Thượng", "Hợp tác xã Mẫu", {"season": "Đang mùa", "art": "boat"}),
]  # fmt: skip


def samples() -> dict:
    """Everything the page needs, in the shape the components ask for."""
    return {
        "cards": [card(*words, **more) for *words, more in CARDS],
        "sellers": [
            {"url": "#", "name": "Hợp tác xã Đường thốt nốt Mẫu", "place_text": "Tịnh Biên, An Giang", "kind_text": "Hợp tác xã", "picture": None, "count_text": "7 sản phẩm"},
            {"url": "#", "name": "Cô Tư Mẫu", "place_text": "Tam Nông, Đồng Tháp", "kind_text": "Hộ kinh doanh", "picture": picture("boat"), "count_text": "2 sản phẩm"},
        ],
        "crumbs": [{"name": "Trang chủ", "url": "/"}, {"name": "Thực phẩm", "url": "#"}, {"name": "Nước mắm", "url": ""}],
        "months": [{"number": n, "is_ripe": n in (11, 12, 1, 2, 3), "is_now": n == 11} for n in range(1, 13)],
        "facets": [
            {"title": "Bộ sản phẩm", "is_on": True, "options": [{"label": "Gia vị", "count": 24, "url": "#", "is_on": True}, {"label": "Trái cây tươi", "count": 18, "url": "#"}]},
            {"title": "Xã, phường", "options": [{"label": "Đặc khu Phú Quốc", "count": 12, "url": "#"}]},
            {"title": "Sao OCOP", "options": [{"label": "5 sao", "count": 3, "url": "#"}, {"label": "4 sao", "count": 31, "url": "#"}]},
            {"title": "Giá", "options": [{"label": "Dưới 100.000 ₫", "count": 40, "url": "#"}]},
        ],
        "pages": {
            "previous_url": "#", "next_url": "#",
            "items_shown": [{"number": 1, "url": "#"}, {"number": ""}, {"number": 4, "is_current": True}, {"number": 5, "url": "#"}],
        },
        "facts": [
            {"name": "Số chứng nhận", "value": "MẪU-001/2026", "url": "#"}, {"name": "Cấp bởi", "value": "UBND tỉnh (mẫu)"},
            {"name": "Còn hiệu lực đến", "value": "12/06/2029"}, {"name": "Thành phần", "value": "Cá cơm, muối"},
        ],
        "steps": [
            {"label": "Đã nhận đơn", "when": "08:12, 21/11", "state": "done"},
            {"label": "Nhà thùng Mẫu đang đóng gói", "detail": "Người bán gửi trước 17 giờ ngày 22/11.", "state": "now"},
            {"label": "Trên đường", "detail": "Dự kiến tới ngày 25/11"}, {"label": "Đã giao"},
        ],
        "stops": [{"label": "Đã nhận đơn", "state": "done"}, {"label": "Đang gói", "state": "now"}, {"label": "Trên đường"}, {"label": "Đã giao"}],
        "payments": [
            {"value": "cod", "label": "Trả tiền khi nhận hàng", "detail": "Đưa tiền mặt cho người giao, mỗi người bán một lần.", "checked": True},
            {"value": "vietqr", "label": "Chuyển khoản bằng mã QR", "detail": "Quét bằng ứng dụng ngân hàng nào cũng được."},
        ],
        "packs": [{"label": "250 ml", "url": "#", "detail": "68.000 ₫"}, {"label": "500 ml", "url": "#", "detail": "125.000 ₫", "is_current": True}],
        "actions": [{"label": "Đi chợ tiếp", "url": "#"}, {"label": "Xem món đang mùa", "url": "#"}],
    }  # fmt: skip
