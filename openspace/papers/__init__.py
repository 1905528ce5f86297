"""The papers that an organisation asks for before it uses this program: filled with what is known of a
gathering and of the server, and with a list of what people still have to decide.

A paper is a list of blocks (`proceedings/blocks.py`), so the writers of the book make its files. All papers
are in English, because bodies in the United Kingdom ask for them; only what attendees read, the privacy
notice and the terms, is translated (docs/decisions/0068-papers.md).
"""
