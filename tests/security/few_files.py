"""Inside a server: its process may open only as many files as FILES says."""

import os
import resource

_FILES = int(os.environ["FILES"])
resource.setrlimit(resource.RLIMIT_NOFILE, (_FILES, _FILES))
