"""What one pack holds, in the words of sellers."""

import pytest

from sellers.product_lists.packs import BadPack, read_pack


@pytest.mark.parametrize(
    ("written", "pack"),
    [
        ("500 g", (500, "g", "")),
        ("500g", (500, "g", "")),
        ("500gr", (500, "g", "")),
        ("0,5 kg", (500, "g", "")),
        ("0.5kg", (500, "g", "")),
        ("1 kg", (1000, "g", "")),
        ("1 lít", (1000, "ml", "")),
        ("chai 500 ml", (500, "ml", "chai 500 ml")),
        ("Hộp 12 cái", (12, "piece", "Hộp 12 cái")),
        ("gói 250 gram", (250, "g", "gói 250 gram")),
        ("cái", (1, "piece", "cái")),
        ("1 hộp", (1, "piece", "1 hộp")),
        ("500\u00a0g", (500, "g", "")),
    ],
)
def test_a_pack_is_read(written, pack):
    assert tuple(read_pack(written)) == pack


@pytest.mark.parametrize(
    "written",
    [
        "",
        "nhiều",
        "500",
        "1 chục",
        "1.000 kg",
        "10 x 50 g",
        "500 g - 1 kg",
        "0 g",
        "0,3 g",
        "12 cái 15 cái",
        "9999999 g",
    ],
)
def test_what_can_be_read_in_two_ways_is_asked_again(written):
    with pytest.raises(BadPack):
        read_pack(written)
