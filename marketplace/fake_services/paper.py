"""The bare HTML that all pages of the stand-ins share: one column, no scripts, nothing loaded from elsewhere."""

from html import escape

STYLE = """
*{box-sizing:border-box}
body{margin:0;background:#f4f1ea;color:#1f2933;font:1rem/1.5 system-ui,sans-serif}
.notice{background:#7a2e0e;color:#fff;padding:.75rem 1rem;font-weight:700;text-align:center}
main{max-width:30rem;margin:1rem auto;padding:1rem;background:#fff;border-radius:.5rem}
h1{font-size:1.25rem;margin:0 0 .75rem}
table{width:100%;border-collapse:collapse;margin-bottom:1rem}
th,td{text-align:left;padding:.4rem 0;border-bottom:1px solid #ddd;vertical-align:top;font-weight:400}
td{text-align:right;white-space:nowrap;padding-left:1rem}
tfoot th,tfoot td{font-weight:700}
label{display:block;font-weight:600}
input{width:100%;font:inherit;padding:.6rem;margin:.25rem 0 1rem;border:1px solid #6b7280;border-radius:.35rem}
button,.button{display:block;width:100%;min-height:2.75rem;padding:.6rem;margin-bottom:.75rem;font:inherit;
 font-weight:600;text-align:center;border:1px solid #1d4d3a;border-radius:.35rem;background:#1d4d3a;color:#fff;
 cursor:pointer;text-decoration:none}
.quiet{background:#fff;color:#1d4d3a}
.wrong{border-left:.3rem solid #b42318;background:#fef3f2;padding:.6rem .8rem;margin:0 0 1rem}
.good{border-left:.3rem solid #1d4d3a;background:#edf7f1;padding:.6rem .8rem;margin:0 0 1rem}
ul{list-style:none;padding:0}
"""


def sheet(*, language: str, title: str, notice: str, body: str) -> bytes:
    """A whole page. `body` is HTML; the others are text."""
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="robots" content="noindex"><title>{escape(title)}</title><style>{STYLE}</style></head>'
        f'<body><p class="notice" role="note">{escape(notice)}</p><main><h1>{escape(title)}</h1>{body}</main></body></html>'
    ).encode()


def message(text: str, kind: str) -> str:
    """`kind`: good or wrong."""
    return f'<p class="{kind}" role="alert">{escape(text)}</p>' if text else ""


def link(url: str, text: str, css: str = "button") -> str:
    return f'<a class="{css}" href="{escape(url)}">{escape(text)}</a>'


def button(text: str, *, name: str = "", value: str = "", css: str = "") -> str:
    field = f' name="{name}" value="{escape(value)}"' if name else ""
    look = f' class="{css}"' if css else ""
    return f'<button type="submit"{field}{look}>{escape(text)}</button>'


def dong(amount: int) -> str:
    return f"{amount:,}".replace(",", ".") + " ₫"
