"""A topic that two people convene."""

from tests.domain.given import Someone


def invites(kim: Someone, topic: str) -> str:
    return str(kim.asks("invite_convener", topic=topic)["code"])


def together(kim: Someone, rosa: Someone, name: str = "", **args: str) -> str:
    """A topic of both; Kim is anonymous."""
    topic = kim.proposes("Carers", **args)
    rosa.asks("accept_convening", code=invites(kim, topic), convener_name=name)
    return topic
