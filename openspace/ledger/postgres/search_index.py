"""The index of words in PostgreSQL: a row of `searchable_words` for each row of `searchable`, by a trigger.

Words are found in any form, as in SQLite: without case and accents, by Porter's stems, and none is left out
as too common. The weights A, B and D mark the words of the title, the tags and the text.
"""

from openspace.ledger.sql.connection import Statements

TABLE = "searchable_words"

_CONFIGURATION = (
    "CREATE TEXT SEARCH DICTIONARY openspace_stem (TEMPLATE = snowball, Language = porter)",
    "CREATE TEXT SEARCH CONFIGURATION openspace (COPY = simple)",
    """
    ALTER TEXT SEARCH CONFIGURATION openspace ALTER MAPPING FOR asciiword, word, numword, asciihword, hword,
        numhword, hword_asciipart, hword_part, hword_numpart WITH openspace_stem
    """,
)
_FOLDED = r"""
CREATE OR REPLACE FUNCTION openspace_folded(value text) RETURNS text IMMUTABLE LANGUAGE sql AS $$
    SELECT regexp_replace(regexp_replace(lower(normalize(value, NFD) COLLATE "und-x-icu"),
        '[\u0300-\u036f]', '', 'g'), '[^[:alnum:]]+', ' ', 'g')
$$
"""
"""Words end where FTS5 ends them, so that PostgreSQL's own parser finds no addresses and no file names."""

_WORDS = """
CREATE OR REPLACE FUNCTION openspace_words(title text, body text, tags text) RETURNS tsvector
STABLE LANGUAGE sql AS $$
    SELECT setweight(to_tsvector('openspace', openspace_folded(title)), 'A')
        || setweight(to_tsvector('simple', tags), 'B')
        || to_tsvector('openspace', openspace_folded(body))
$$
"""
_INDEX = (
    f"""
    CREATE TABLE {TABLE} (
        id bigint PRIMARY KEY REFERENCES searchable ON DELETE CASCADE, words tsvector NOT NULL)
    """,
    f"CREATE INDEX idx_{TABLE}_words ON {TABLE} USING gin (words)",
    f"""
    CREATE OR REPLACE FUNCTION openspace_index() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO {TABLE} VALUES (NEW.id, openspace_words(NEW.title, NEW.text, NEW.tags))
            ON CONFLICT (id) DO UPDATE SET words = excluded.words;
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER searchable_index AFTER INSERT OR UPDATE ON searchable
        FOR EACH ROW EXECUTE FUNCTION openspace_index()
    """,
    f"INSERT INTO {TABLE} SELECT id, openspace_words(title, text, tags) FROM searchable",
)


def make_index(db: Statements) -> None:
    """Create the index, and fill it from the table `searchable`, which must exist. In a transaction."""
    known = (
        "SELECT 1 FROM pg_ts_config WHERE cfgname = 'openspace' AND pg_ts_config_is_visible(oid)"
    )
    if not db.execute(known).fetchone():
        for statement in _CONFIGURATION:
            db.execute(statement)
    for statement in (_FOLDED, _WORDS, *_INDEX):
        db.execute(statement)
