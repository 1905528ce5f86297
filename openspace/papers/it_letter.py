"""A letter to the IT department."""

from openspace.papers.facts import FIRST_LOAD_KB, Facts
from openspace.papers.writing import Paper, decide, pairs, part, points, say


def paper(facts: Facts) -> Paper:
    return Paper(
        "letter-to-it",
        "Letter to the IT department",
        "For whoever runs the network in which people will open the pages.",
        (
            part(
                "What we ask",
                say(
                    f"We hold a gathering, “{facts.title}”{_when(facts)}. People open "
                    "web pages with their own "
                    "phones. Please allow this one address, and test it from the guest "
                    "Wi-Fi before the day."
                ),
                pairs(
                    ("Host", facts.host_name or "to be named"),
                    ("Port", _port(facts)),
                    (
                        "Protocols",
                        "HTTPS and WebSocket over it (wss)"
                        if facts.is_encrypted
                        else "HTTP and WebSocket",
                    ),
                    (
                        "Other hosts",
                        (
                            "None: no third parties, no fonts, scripts or analytics from elsewhere. If "
                            "people at home join by a call, the service of that call, which we name."
                        ),
                    ),
                    ("Installation", "None: a web page, in a browser of 2022 or newer"),
                    ("Account", "None, no single sign-on, no e-mail"),
                    (
                        "Traffic",
                        f"At most {FIRST_LOAD_KB} kB for the first page of a phone, then small messages",
                    ),
                ),
            ),
            part(
                "Is it encrypted?",
                say(
                    "Yes. The address above is served with TLS."
                    if facts.is_encrypted
                    else "Not at this address: it is plain http, which is for a closed "
                    "Wi-Fi. On any other network it "
                    "has to be served with TLS."
                ),
                *(
                    ()
                    if facts.is_encrypted
                    else (
                        decide(
                            "Serve it with TLS, or use a closed Wi-Fi of your own. "
                            "docs/deploy.md says how.",
                            "Operator",
                        ),
                    )
                ),
            ),
            part(
                "If something is blocked",
                points(
                    (
                        "A proxy that cuts WebSockets: pages ask every few seconds "
                        "instead. It works, and is slower."
                    ),
                    (
                        "A filter that does not know the address: please put it on the "
                        "list of allowed sites."
                    ),
                    "A proxy that opens TLS: pages work, but whoever runs it can read "
                    "what people write. Please do "
                    "not open connections to this address.",
                    "Everybody behind one address: there are no limits by IP address.",
                ),
                decide(
                    "Plan B: phones use their own mobile data, or we bring a Wi-Fi and a "
                    "laptop as server. Which?",
                    "Facilitator",
                ),
                decide(
                    "Do you need a ticket or a risk assessment for this? The other papers "
                    "of this folder answer its questions.",
                    "Facilitator",
                ),
            ),
            part(
                "What it is",
                say(
                    f"openspace {facts.version}, open source. It runs on "
                    f"{'servers of ours, with PostgreSQL' if facts.is_postgres else 'one server of ours'}; "
                    "nothing is installed in your network. It "
                    "reads no directory, sends no e-mail, and asks for no patient record."
                ),
                pairs(
                    ("Who runs the server", facts.named("server")),
                    ("Security contact", facts.security_contact or "the same"),
                ),
            ),
        ),
    )


def _when(facts: Facts) -> str:
    return f" on {facts.dates}" if facts.dates else ""


def _port(facts: Facts) -> str:
    _, _, port = facts.host_name.partition(":")
    return port or ("443" if facts.is_encrypted or not facts.host_name else "80")
