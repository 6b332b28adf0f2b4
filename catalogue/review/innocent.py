"""Phrases in which watched words mean something harmless. Keys and phrases as people write them, in lower case."""

from marketplace.folding import lowered

_PHRASES = {
    "nhất": (
        "thống nhất", "đồng nhất", "hợp nhất", "nhất là", "thứ nhất", "ít nhất", "nhất định", "nhất thiết", "nhất quán",
        "nhất trí", "chậm nhất", "sớm nhất", "muộn nhất", "gần nhất", "bất nhất", "nhất thời", "nhất nhất", "nhất quyết",
        "lần nhất", "nhất vụ", "năm nhất", "ngon nhất khi", "tốt nhất khi", "tốt nhất trước", "tốt nhất trong",
        "tốt nhất là", "ngon nhất là", "ngon nhất trong", "nhanh nhất có thể", "sớm nhất có thể", "tốt nhất có thể",
        "ít nhất là", "nhiều nhất là", "cao nhất là", "tốt nhất nên", "ngon nhất nên", "ngon nhất nếu",
    ),
    "tốt nhất": (
        "tốt nhất khi", "tốt nhất trước", "tốt nhất trong", "tốt nhất là", "tốt nhất có thể", "tốt nhất nên",
    ),
    "ngon nhất": ("ngon nhất khi", "ngon nhất là", "ngon nhất trong", "ngon nhất nên", "ngon nhất nếu"),
    "số một": ("số một trăm", "số một nghìn", "nhà số một", "thửa số một", "lô số một"),
    "số 1": ("nhà số 1", "ấp số 1", "khu số 1", "lô số 1", "thửa số 1", "vùng số 1", "tổ số 1", "kênh số 1", "cống số 1",
             "đường số 1", "mẻ số 1", "bước số 1", "hồ số 1", "vườn số 1", "ao số 1", "xã số 1"),
    "hàng đầu": ("hàng đậu",),
    "thuốc lá": ("thuốc lá tắm", "thuốc lá nam", "thuốc lá xông", "bài thuốc lá", "không thuốc lá", "khói thuốc lá"),
    "mật gấu": ("cây mật gấu", "lá mật gấu", "rễ mật gấu", "trà mật gấu", "rượu cây mật gấu"),
    "ngà voi": ("cây ngà voi", "hoa ngà voi", "chuối ngà voi", "trái ngà voi", "màu ngà voi", "lan ngà voi"),
    "đồi mồi": ("da đồi mồi", "vân đồi mồi", "vết đồi mồi", "đốm đồi mồi", "màu đồi mồi"),
    "pháo hoa": ("hoa pháo hoa", "cây pháo hoa", "lan pháo hoa", "bắn pháo hoa", "xem pháo hoa"),
    "chữa bệnh": ("thay thế thuốc chữa bệnh", "không có tác dụng chữa bệnh", "không chữa bệnh", "khám chữa bệnh"),
    "thuốc chữa bệnh": ("thay thế thuốc chữa bệnh",),
    "trị bệnh": ("phòng trị bệnh cho cây", "không trị bệnh"),
    "100%": (),
}  # fmt: skip
INNOCENT = {lowered(words) or words: phrases for words, phrases in _PHRASES.items()}
