"""Oscar's catalogue models with our behaviour: methods only, never a field (a test proves it)."""

from types import SimpleNamespace

from django.core.exceptions import ValidationError
from oscar.apps.catalogue.abstract_models import AbstractCategory, AbstractProduct, AbstractProductImage

from .pictures.checking import check_picture
from .pictures.storing import store_renditions


class Category(AbstractCategory):
    class Meta(AbstractCategory.Meta):
        pass

    def __str__(self):
        # Oscar walks the ancestors here: one query per option of every select.
        return self.name


class Product(AbstractProduct):
    class Meta(AbstractProduct.Meta):
        pass

    @property
    def english_title(self) -> str:
        facts = getattr(self, "facts", None)
        return facts.title_en if facts else ""

    def get_missing_image(self):
        # Oscar's writes a link into the media folder while a page is rendered; here a missing picture is none.
        return SimpleNamespace(name="")


class ProductImage(AbstractProductImage):
    """A picture with its renditions: made when it is stored, never while a page is rendered.

    Oscar's own post_delete signal takes them away again, through our Thumbnailer.
    """

    class Meta(AbstractProductImage.Meta):
        pass

    @property
    def has_new_file(self) -> bool:
        return bool(self.original) and not getattr(self.original, "_committed", True)

    def clean(self):
        super().clean()
        if self.has_new_file:
            try:
                check_picture(self.original.file)
            except ValidationError as error:
                raise ValidationError({"original": error.messages}) from error

    def save(self, *args, **kwargs):
        is_new_file = self.has_new_file
        super().save(*args, **kwargs)
        if is_new_file:
            store_renditions(self.original.name)


from oscar.apps.catalogue.models import *  # noqa: F403
