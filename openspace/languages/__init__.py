"""The languages of the interface, of the wall, and of the book: translated texts, dates, lists and plurals.

The source language is British English. Catalogues are gettext's (`po/`); Babel knows the dates and plurals
of each language (docs/decisions/0066-languages.md, docs/translating.md).
"""
