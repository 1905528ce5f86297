"""Every paper, read back from each format: nothing is left to be filled in that is known."""

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import get_args

import docx
import pytest
from lxml import html

from openspace.config import Settings
from openspace.papers.facts import LINE, facts_of_server
from openspace.papers.folder import ENDINGS, files_of, papers_of, read_me
from openspace.papers.kept import kept_sentences
from openspace.papers.privacy import notice
from openspace.papers.writing import DECIDE, Role, document_of, open_points
from openspace.proceedings.formats import FORMATS
from openspace.web import language
from tests.papers.filled import RESPONSIBLE, SETTINGS, assessment, filled
from tests.proceedings.opened import words_of
from tests.support.once import once


def words_in(written: bytes, ending: str) -> str:
    if ending == "pdf":
        return " ".join(words_of(written).split())
    if ending == "docx":
        return " ".join(p.text for p in docx.Document(io.BytesIO(written)).paragraphs)
    return " ".join(html.fromstring(written).find("body").text_content().split())


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return once(tmp_path_factory, "papers", lambda: dict(files_of(filled())))


@pytest.mark.slow
def test_each_paper_has_each_format_and_nothing_that_is_known_is_left_open(
    files: dict[str, bytes],
) -> None:
    assert len(files) == 1 + len(ENDINGS) * len(papers_of(filled()))
    for name, written in files.items():
        said = words_in(written, name.rsplit(".", 1)[1]) if name[0].isdigit() else written.decode()
        assert not re.search("[{}]|TODO", said), name
        assert "Papers for your organisation" not in said, f"{name} asks for what is known"
        if name.startswith("02") and not name.endswith("docx"):
            assert DECIDE in said


@pytest.mark.parametrize("ending", ENDINGS)
def test_assessment_says_who_holds_what_where_how_long_and_who_decides(
    files: dict[str, bytes], ending: str
) -> None:
    name = next(name for name in files if name.startswith("02") and name.endswith(ending))
    said = words_in(files[name], ending)

    for answer in (
        *(RESPONSIBLE[key] for key in ("controller", "data_contact", "server")),
        "circle.example.org",
        "21 days after the last day",
        "That is on 21 April 2027",
        "400 days after the last day",
        "One file (SQLite)",
        "TLS (https)",
        "Backups (openspace backup)",
        "Who decides on deletion",
        "After that day: texts without authors",
        "Somebody without their phone",
    ):
        assert answer in said


def test_what_is_not_known_is_asked_for_first() -> None:
    facts = facts_of_server(SETTINGS, "http://10.0.0.2:8000", "2026-11-27")

    for paper in papers_of(facts):
        document = document_of(paper, facts)
        assert document.parts[0].heading == DECIDE
        assert set(facts.missing) <= {text for _, text in document.parts[0].blocks[0].pairs}  # type: ignore[union-attr]
    assert LINE in words_in(FORMATS["html"].make(document_of(papers_of(facts)[1], facts)), "html")


def test_plain_http_is_not_called_encrypted() -> None:
    facts = facts_of_server(SETTINGS, "http://10.0.0.2:8000", "2026-11-27")

    said = " ".join(str(paper) for paper in papers_of(facts))

    assert "TLS (https)" not in said
    assert "TLS is on" not in said
    assert "plain http" in said


def test_postgresql_is_said() -> None:
    settings = Settings(server_key="key", db="postgresql://db/openspace", redis="redis://r")

    said = str(papers_of(filled(settings)))

    assert "A PostgreSQL database, with Redis" in said
    assert "SQLite) beside" not in said


@pytest.mark.parametrize(
    ("required", "said"),
    [(True, "Required from facilitators"), (False, "Not required on this server")],
)
def test_second_factor_is_that_of_the_server(required: bool, said: str) -> None:
    settings = Settings(server_key="key", host_second_factor=required)

    assert said in str(papers_of(filled(settings)))


def test_assessment_says_what_holds_for_the_store_that_is_used() -> None:
    files, postgres = (
        assessment(filled(Settings(server_key="key", db=db)))
        for db in (Path("sessions.db"), "postgresql://db/openspace")
    )

    assert "Backups (openspace backup)" in files
    assert "program erases again who and what was erased" in files
    assert "brings back who was erased since" in postgres
    assert "program erases again what the list of erasures has" in postgres


def test_agreement_with_the_operator_has_the_minimum_of_article_28() -> None:
    said = str(next(paper for paper in papers_of(filled()) if "agreement" in paper.name)).lower()

    for term in (
        *("subject", "until", "nature", "purpose", "kinds of data", "kinds of people"),
        *("written instructions", "promised in writing", "article 32", "before another one"),
        *("helps the controller to answer requests", "articles 32 to 36", "deletes", "audits"),
        *(RESPONSIBLE["controller"].lower(), RESPONSIBLE["server"].lower()),
    ):
        assert term in said, term


def test_notice_names_the_repertoire_only_where_there_is_a_community() -> None:
    said = "repertoire of the community"

    assert said in str(notice(replace(filled(), community="Learning Circle")))
    assert said not in str(notice(replace(filled(), community="")))


def test_who_decides_is_said_of_each_open_point() -> None:
    for paper in papers_of(filled()):
        assert {who for who, _ in open_points(paper, filled())} <= {*get_args(Role)}
    text = read_me(papers_of(filled()), filled())
    assert "[ ] Operator: " in text
    assert "[ ] Facilitator: " in text
    assert "[ ] Controller: " in text


@pytest.mark.parametrize(
    ("address", "outcome"),
    [
        ("http://10.0.0.2:8000", "High now."),
        ("https://circle.example.org", "does a high risk stay?"),
    ],
)
def test_outcome_is_that_of_the_address(address: str, outcome: str) -> None:
    facts = facts_of_server(SETTINGS, address, "2026-11-27")
    said = assessment(facts)

    assert outcome in said
    assert ("High now." in said) == address.startswith("http:")


def test_assessment_names_what_a_chosen_language_leaves_behind() -> None:
    said = assessment(filled())

    assert f"{language._YEAR // 86_400} days, or until “Forget me” or “Sign out”. Language" in said
    assert "the log shows the language of each reader" in said


def test_nobody_is_promised_to_take_back_what_has_no_author() -> None:
    kept_longer = "After that nobody can take back"

    assert kept_longer in " ".join(kept_sentences(filled()))
    assert kept_longer not in " ".join(kept_sentences(replace(filled(), book_days=21)))
    assert kept_longer not in " ".join(kept_sentences(replace(filled(), people_days=0)))


def test_hiding_is_not_called_erasing() -> None:
    said = assessment(filled())

    assert "Hiding is not erasing. If a request for erasure is granted, the facilitator" in said
    assert "Deleting does not reach backups and the repertoire" in said


@pytest.mark.parametrize(
    ("server", "asks"),
    [("Wayside Hosting, Wales", False), ("Harbour NHS Trust, IT", True), ("", True)],
)
def test_agreement_is_asked_for_only_if_it_is_not_known(server: str, asks: bool) -> None:
    said = assessment(replace(filled(), server=server))

    assert ("Is the server run by the controller itself?" in said) == asks
    assert ("Another body runs the server: sign" in said) != asks
