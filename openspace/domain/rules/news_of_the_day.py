"""News of the day: records what was told, so that the next news is what has changed since
(`domain/news_of_the_day.py`)."""

from openspace.domain.command import HostCommand
from openspace.domain.effect import Effect
from openspace.domain.news_of_the_day import told_now
from openspace.domain.rows import with_columns
from openspace.domain.rules.context import RuleContext, rule


class TellNews(HostCommand, frozen=True, kw_only=True):
    pass


@rule(TellNews)
def tell_news(context: RuleContext, command: TellNews) -> Effect:
    """Record the present agenda as told."""
    told = told_now(context.gathering, context.at)
    return Effect({"gatherings": [with_columns(context.gathering.info, told=told)]})
