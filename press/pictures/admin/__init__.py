"""The picture library at the desk."""

from press.pictures.admin.library import PictureAdmin as PictureAdmin
