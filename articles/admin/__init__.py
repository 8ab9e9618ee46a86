"""The desk: what editors see of stories in the Django admin. Rules stand in articles.actions; here they get buttons."""

from articles.admin.article import ArticleAdmin as ArticleAdmin
from articles.admin.front import FrontSectionAdmin as FrontSectionAdmin
from articles.admin.missed import MissedSearchAdmin as MissedSearchAdmin
from articles.admin.people import AuthorAdmin as AuthorAdmin
from articles.admin.redirect import RedirectAdmin as RedirectAdmin
from articles.admin.topic import CategoryAdmin as CategoryAdmin
from articles.admin.topic import TopicAdmin as TopicAdmin
