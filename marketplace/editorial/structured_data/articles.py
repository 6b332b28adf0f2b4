"""What somebody wrote to be read: stories and guides as Article, plain pages as WebPage, the form as ContactPage."""

from .writing import of_page, publisher, told_of, written


def article(page, context) -> list[dict]:
    return [of_page("Article", page, context, name="headline", author=publisher(), **written(page, context))]


def plain(page, context) -> list[dict]:
    return [told_of(of_page("WebPage", page, context, **written(page, context)))]


def contact(page, context) -> list[dict]:
    return [told_of(of_page("ContactPage", page, context, **written(page, context)))]
