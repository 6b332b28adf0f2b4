"""Several papers in one PDF, each beginning on a page of its own."""

from .pdf import Document, in_typeface


class Papers(Document):
    """A Document whose later parts begin anew; their titles are bookmarks."""

    def next_paper(self, title: str, subtitle: str = "", operator: str = "") -> None:
        page = self._page
        page.running_title = in_typeface(operator)  # on top of its first page; its title on later ones
        page.add_page()
        page.running_title = in_typeface(title)
        page.start_section(in_typeface(title))
        self._write(title, 20, bold=True)
        if subtitle:
            self._write(subtitle, 11)
        page.ln(4)
