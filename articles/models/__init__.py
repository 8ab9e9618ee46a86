"""The desk's nouns."""

from articles.models.address import FormerSlug as FormerSlug
from articles.models.address import OldAddress as OldAddress
from articles.models.address import Redirect as Redirect
from articles.models.article import Article as Article
from articles.models.article import ArticleQuerySet as ArticleQuerySet
from articles.models.author import Author as Author
from articles.models.author import Byline as Byline
from articles.models.figure import Figure as Figure
from articles.models.front import FrontSection as FrontSection
from articles.models.front import FrontSlot as FrontSlot
from articles.models.record import Correction as Correction
from articles.models.record import HistoryEntry as HistoryEntry
from articles.models.record import Revision as Revision
from articles.models.search import MissedSearch as MissedSearch
from articles.models.search import SearchEntry as SearchEntry
from articles.models.topic import TaggedArticle as TaggedArticle
from articles.models.topic import Topic as Topic
