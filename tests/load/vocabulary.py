"""The words that generated products, producers and uses are put together from."""

# product set -> (share, unit, storage, usual net quantity, price of it in thousands of dong, names)
GOODS = {
    "I.1a": (10, "g", "ambient", 1000, 45, "Xoài cát Hòa Lộc|Xoài cát chu|Nhãn xuồng|Sầu riêng Ri6|Bưởi da xanh|Dừa xiêm|Khóm|Vú sữa lò rèn|Mãng cầu na|Chanh không hạt|Thanh long ruột đỏ|Rau muống thủy canh|Chuối xiêm|Cam sành|Quýt hồng"),
    "I.1b": (3, "g", "chilled", 500, 90, "Thịt heo thảo mộc|Gà thả vườn|Trứng vịt muối|Cá tra phi lê|Tôm càng xanh|Mật ong hoa tràm|Mật ong rừng"),
    "I.2a": (6, "g", "ambient", 5000, 160, "Gạo Nàng Nhen|Gạo ST25|Gạo lứt huyết rồng|Nếp Phú Tân|Gạo tím than"),
    "I.2b": (5, "g", "ambient", 500, 70, "Đường thốt nốt|Đậu xanh|Đậu phộng rang|Mè đen|Bột ngũ cốc|Bột sen"),
    "I.3a": (10, "g", "ambient", 300, 60, "Bánh tráng sữa|Bánh phồng tôm|Kẹo dừa|Mứt me|Mứt chuối|Chuối sấy dẻo|Xoài sấy dẻo|Mít sấy|Bánh pía|Cốm nếp"),
    "I.3b": (5, "g", "ambient", 500, 55, "Hủ tiếu khô|Bún gạo lứt|Miến dong|Mì rau củ|Bánh hỏi khô"),
    "I.3c": (7, "g", "chilled", 500, 140, "Lạp xưởng bò|Tung lò mò|Nem chua|Chả lụa|Giò thủ|Bò khô|Gà ủ muối|Heo rừng lai hun khói"),
    "I.3d": (14, "g", "ambient", 500, 180, "Khô cá lóc|Khô cá sặc|Khô cá tra phồng|Khô cá chỉ vàng|Khô cá dứa|Tôm khô|Mực một nắng|Chả cá thát lát|Cá linh kho mía|Khô nhái"),
    "I.4a": (9, "g", "ambient", 500, 95, "Mắm cá linh|Mắm cá lóc|Mắm thái|Mắm ruốc|Muối tôm|Muối ớt xanh|Tương hột|Tiêu đen hạt|Tiêu sọ|Ớt chưng"),
    "I.4b": (8, "ml", "ambient", 500, 85, "Nước mắm nhỉ|Nước mắm cá cơm 40 độ đạm|Nước tương đậu nành|Giấm thốt nốt|Nước màu dừa|Dầu mè|Dầu gấc"),
    "I.5a": (3, "g", "ambient", 100, 90, "Trà sen|Trà mãng cầu|Trà tim sen|Trà gừng mật ong"),
    "I.5b": (4, "g", "ambient", 500, 130, "Cà phê rang xay|Ca cao nguyên chất|Bột ca cao|Cà phê phin giấy"),
    "I.6": (1, "g", "ambient", 200, 120, "Đông trùng hạ thảo|Yến sào chưng|Nấm linh chi"),
    "II.1a": (1, "ml", "ambient", 500, 150, "Rượu nếp|Rượu đế Gò Đen"),
    "II.1b": (1, "ml", "ambient", 750, 190, "Rượu vang thốt nốt|Rượu trái giác"),
    "II.2a": (3, "ml", "ambient", 330, 25, "Nước thốt nốt|Nước ép khóm|Nước cốt chanh dây|Sữa bắp"),
    "II.2b": (2, "ml", "ambient", 500, 40, "Nước mía lau|Nước sâm bổ lượng|Mật hoa dừa"),
    "III.1": (2, "g", "ambient", 100, 160, "Cao gừng|Tinh bột nghệ|Viên nghệ mật ong"),
    "III.2": (2, "ml", "ambient", 100, 110, "Tinh dầu tràm|Tinh dầu sả chanh|Dầu dừa dưỡng tóc"),
    "III.3": (1, "g", "ambient", 100, 90, "Xà bông dừa|Xà bông than tre"),
    "IV.1": (2, "piece", "ambient", 1, 220, "Giỏ lục bình|Nón lá|Chiếu lác|Tranh lá thốt nốt|Đèn lồng tre"),
    "IV.2": (1, "piece", "ambient", 1, 350, "Khăn rằn|Thổ cẩm Chăm|Lụa Tân Châu"),
    "V.1": (1, "piece", "live", 1, 180, "Hoa cúc mâm xôi|Hoa giấy|Hoa hồng Sa Đéc"),
    "V.2": (1, "piece", "live", 1, 450, "Mai vàng|Bonsai me|Kiểng lá"),
    "V.3": (1, "piece", "live", 1, 120, "Cá cảnh|Cá betta"),
    "VI.1": (1, "piece", "service", 1, 650, "Một ngày ở rừng tràm|Đêm ở nhà vườn|Đi chợ nổi cùng người bán"),
}
KINDS = "loại một|loại đặc biệt|truyền thống|hữu cơ|một nắng|nguyên chất|ít muối|ít đường|cay nhẹ|vị sả|vị gừng|hộp quà|túi tiết kiệm|sấy lạnh|phơi nắng|nhà làm|gia truyền|không phẩm màu|hút chân không|đầu mùa".split("|")
MAKERS = "Hộ kinh doanh|Hợp tác xã|Cơ sở|Tổ hợp tác|Công ty".split("|")
FAMILY = "Nguyễn|Trần|Lê|Phạm|Huỳnh|Phan|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Chau|Neang".split("|")
GIVEN = "Út Sương|Năm Lành|Tư Đậu|Ba Khía|Hai Lúa|Bảy Thốt|Sáu Mít|Chín Bông|Mười Gạo|Thu Cúc|Hồng Đào|Phước An|Thuận Phát|Tân Lập|Đồng Xanh|Sông Hậu|Cù Lao|Bến Tre|Gò Nổi|Rạch Giá".split("|")
USES = "Chiên giòn, ăn với cơm nóng.|Nướng than, chấm mắm me.|Nấu canh chua.|Pha nước ấm uống buổi sáng.|Kho quẹt chấm rau luộc.|Ăn liền, không cần nấu.|Cuốn bánh tráng với rau sống.|Làm quà biếu ngày Tết.|Trộn gỏi xoài.|Hấp cách thủy mười phút.".split("|")
INGREDIENTS = "Cá, muối, đường.|Nếp, nước cốt dừa, đường thốt nốt.|Trái cây tươi, đường.|Đậu nành, muối, nước.|Gạo.|Thịt, tiêu, tỏi, muối.|Lá và hoa phơi khô.".split("|")
SEASONS = (0b000000111100, 0b111000000000, 0b100000000011, 0b000111100000, 0b111111111111)
# What people type: rare, common, without tones, several words, other names, the beginning of a word, a slip of the finger.
SEARCHES = (
    "khô cá lóc", "mắm", "nuoc mam", "nước mắm nhỉ", "duong thot not", "tung lò mò", "lạp xưởng", "khóm", "thơm", "dứa", "heo", "gạo ST25", "mật ong",
    "mat ong rung", "khô", "cá", "hữu cơ", "hộp quà", "banh trang", "tiêu đen", "xoài sấy", "xoai cat hoa loc", "đậu phộng", "lạc rang", "mè", "vừng đen",
    "tra sen", "cà phê", "ca phe rang xay", "yến sào", "dong trung ha thao", "nón lá", "mai vàng", "khăn rằn", "hợp tác xã", "út sương", "sông hậu",
    "nau canh chua", "qua tet", "fish sauce", "dried fish", "khô ca loc mot nang", "mực một nắng", "chả cá thát lát", "nuoc mma", "duong thot nott", "bánh pía", "kẹo dừ",
)  # fmt: skip
