"""Scripts in pages that need none."""

from pathlib import Path

from openspace.languages.catalogues import catalogue_folder
from openspace.web.assets import version_of

STATIC = Path(__file__).parent.parent.parent / "static"
OWN_SETTINGS = (
    f'<script src="/static/v-{version_of(STATIC, catalogue_folder())}/js/core/first_paint.js">'
)
"""The reader's own settings, before the first paint."""
