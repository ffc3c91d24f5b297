"""Many articles in one SQLite file: ingest, search, whole records again."""

from khabar.store.hits import ActorHit, ArticleHit, EventHit, Hits, StatementHit
from khabar.store.store import Store

__all__ = ["ActorHit", "ArticleHit", "EventHit", "Hits", "StatementHit", "Store"]
