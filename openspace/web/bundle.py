"""Bundles all modules that a page needs into one, so that a phone makes one request instead of forty.

The bundle is made at the first request, so there is no build step. The bundler supports only the import and
export syntax that our modules and the vendored ones use. It raises on any other, and the page is then served
as single modules.

Each module becomes a function that returns its exports. They are called in the order of imports:

    const m2=(()=>{const{html}=m1;…;return{Card}})()

A module that is loaded with `import()` becomes a second file, with those of its imports that are not in the
first one. It takes the others from the first, so that each module exists once:

    import{m1}from"./main.js"
"""

import re
from collections.abc import Callable, Collection
from pathlib import Path, PurePosixPath

_NAMES = r"\{([^{}]*)\}"
_START = r"(?:^|(?<=;))"
_IMPORT = re.compile(
    _START + r"import\s*(?:([\w$]+)\s+|" + _NAMES + r"\s*)from\s*[\"']([^\"']+)[\"'];?", re.M
)
_REEXPORT = re.compile(_START + r"export\s*" + _NAMES + r"\s*from\s*[\"']([^\"']+)[\"'];?", re.M)
_EXPORT_LIST = re.compile(r"\bexport\s*" + _NAMES + r";?")
_EXPORT = re.compile(
    _START + r"export (?=(?:async function\*?|function\*?|class|const)\s+([\w$]+))", re.M
)
_DEFAULT = re.compile(_START + r"export default (?=function\()", re.M)
_DYNAMIC_IMPORT = re.compile(r"\bimport\(([\"'])([^\"']+)\1\)")
_UNHANDLED = re.compile(
    _START + r"\s*(?:import\b(?!\()|export\b)|\bimport\.meta\b|\bexport\s*[{*]", re.M
)
_STRIPPED = re.compile(
    r"(?<=[>}])\n[ \t]*(?=<)|^[ \t]+(?![ \t/])|^[ \t]*//.*\n"
    r"|^[ \t]*/\*\*(?:(?!\*/)[\s\S])*\*/[ \t]*\n|/\*\* @type \{[^\n]*?\} \*/ |^\n",
    re.M,
)
"""Line breaks before tags, indentation, comments, types and empty lines: a tenth of the bytes. htm ignores
the first two, like browsers."""

_LIBRARIES = "vendor/"


Translate = Callable[[str], str]
"""Puts the texts of another language into the source of a module."""


def _unchanged(source: str) -> str:
    return source


class NotBundled(Exception):
    """A module uses import or export syntax that the bundler does not support."""


def bundle(root: Path, entry: str, translate: Translate = _unchanged) -> str:
    """Return the module at `entry` (a path below `root`, with slashes) with all modules that it imports, each
    changed by `translate`.

    Raises NotBundled, OSError.
    """
    return _Bundle(root, entry, translate).text


def bundle_later(root: Path, entry: str, path: str, translate: Translate = _unchanged) -> str:
    """Return the module at `path`, which the bundle of `entry` loads with `import()`, with the imports that
    this bundle has not.

    Raises NotBundled, OSError.
    """
    texts = _Bundle(root, entry, translate).later_texts
    if path not in texts:
        raise NotBundled(f"{entry} does not load {path} later")
    return texts[path]


def loaded_later(root: Path, entry: str) -> Collection[str]:
    """Return the paths of the modules that the bundle of `entry` loads with `import()`.

    Raises NotBundled, OSError.
    """
    return _Bundle(root, entry, _unchanged).later_texts.keys()


def later_address(path: str) -> str:
    """Return the address of the bundle of the module at `path`; the module itself is served, too."""
    return path.removesuffix(".js") + LATER


LATER = ".bundle.js"


class _Bundle:
    def __init__(self, root: Path, entry: str, translate: Translate) -> None:
        self._translate = translate
        self._root, self._folder = root, str(PurePosixPath(entry).parent)
        self._names: dict[str, str] = {}
        self._modules: list[tuple[str, str, list[str]]] = []
        self._used: set[tuple[str, str]] = set()
        self._later: list[str] = []
        self.add(entry, ())
        main, names = self._modules, set(self._names.values())
        shared: set[str] = set()
        parts = []
        for path in self._later:
            if path in self._names:
                raise NotBundled(f"{path} is imported at once, too")
            before, self._used, self._modules = self._used, set(), []
            module = self.add(path, ())
            needed = {name for name, _ in self._used} & names
            parts.append((path, module, self._modules, sorted(needed)))
            shared |= needed
            self._used |= before | {(module, _shown(one)) for one in self._modules[-1][2]}
        self.text = self._text(main) + (f"export{{{','.join(sorted(shared))}}}\n" if shared else "")
        self.later_texts = {
            path: f'import{{{",".join(needed)}}}from"./{PurePosixPath(entry).name}"\n'
            f"{self._text(modules)}export const{{{self._exported(modules[-1])}}}={module}\n"
            for path, module, modules, needed in parts
        }

    def _text(self, modules: list[tuple[str, str, list[str]]]) -> str:
        """Return the modules in the order of imports, each with the exports that another one imports.
        Libraries come first, as they import only each other: our own modules are compressed better side by
        side."""
        libraries = {name for path, name in self._names.items() if path.startswith(_LIBRARIES)}
        return "".join(
            f"const {name}=(()=>{{{code}\n{self._returned(name, exports)}}})()\n"
            for name, code, exports in sorted(modules, key=lambda one: one[0] not in libraries)
        )

    def _exported(self, module: tuple[str, str, list[str]]) -> str:
        return ",".join(_shown(one) for one in module[2])

    def _returned(self, name: str, exports: list[str]) -> str:
        used = [one for one in exports if (name, _shown(one)) in self._used]
        return f"return{{{','.join(used)}}}" if used else ""

    def add(self, path: str, above: tuple[str, ...]) -> str:
        """Return the name of the variable that holds the exports of the module at `path`."""
        if path not in self._names:
            self._names[path] = name = f"m{len(self._names)}"
            stripped = _STRIPPED.sub("", self._source(path))
            self._modules.append((name, *self._as_function(path, stripped, (*above, path))))
        return self._names[path]

    def _source(self, path: str) -> str:
        text = (self._root / path).read_text("utf-8")
        return text if path.startswith(_LIBRARIES) else self._translate(text)

    def _as_function(self, path: str, code: str, above: tuple[str, ...]) -> tuple[str, list[str]]:
        """Return the body of the function and what the module exports."""
        exports: list[str] = []

        def imported(found: re.Match[str]) -> str:
            default, names, address = found.groups()
            target = _resolve(path, address)
            module = self.add(target, above)
            if target in above:
                return self._late_bound(target, module, names or "")
            self._use(module, names or "default")
            taken = f"default:{default}" if default else _renamed(names)
            return f"const{{{taken}}}={module};"

        def reexported(found: re.Match[str]) -> str:
            target = _resolve(path, found[2])
            if target in above:
                raise NotBundled(f"{path} passes on what {target} has not made yet")
            module = self.add(target, above)
            self._use(module, found[1])
            for name, shown in _pairs(found[1]):
                exports.append(f"{shown}:{module}.{name}")
            return ""

        def listed(found: re.Match[str]) -> str:
            exports.extend(f"{shown}:{name}" for name, shown in _pairs(found[1]))
            return ""

        def declared(found: re.Match[str]) -> str:
            exports.append(found[1])
            return ""

        def by_default(found: re.Match[str]) -> str:
            exports.append("default:default_")
            return "const default_ = "

        code = _IMPORT.sub(imported, code)
        code = _REEXPORT.sub(reexported, code)
        code = _DEFAULT.sub(by_default, code)
        code = _EXPORT.sub(declared, code)
        code = _EXPORT_LIST.sub(listed, code)
        code = _DYNAMIC_IMPORT.sub(
            lambda found: f'import("{self._dynamic_import(path, found[2])}")', code
        )
        if left := _UNHANDLED.search(code):
            raise NotBundled(f"{path}: {code[left.start() : left.start() + 60]!r}")
        return code, exports

    def _use(self, module: str, names: str) -> None:
        self._used.update((module, name) for name, _ in _pairs(names))

    def _late_bound(self, target: str, module: str, names: str) -> str:
        """Return code for a circular import. The first module calls functions of the other through its
        exports object, which is complete when they are called."""
        code = ""
        self._use(module, names)
        for name, here in _pairs(names):
            if not re.search(rf"^export (?:async )?function {name}\b", self._source(target), re.M):
                raise NotBundled(f"{name} of {target} is needed before it is made")
            code += f"const {here} = (...given) => {module}.{name}(...given);"
        return code

    def _dynamic_import(self, path: str, address: str) -> str:
        """Return the address, relative to the bundle, of a module that is loaded with `import()`."""
        target = _resolve(path, address)
        code = self._source(target)
        if _IMPORT.search(code) or _REEXPORT.search(code):
            if str(PurePosixPath(target).parent) != self._folder:
                raise NotBundled(f"{target} comes later and is in another folder")
            self._later.append(target)
            target = later_address(target)
        up = len(PurePosixPath(self._folder).parts)
        return "../" * up + target


def _resolve(path: str, address: str) -> str:
    """Return the path that the import `address` in the module at `path` refers to."""
    if not address.startswith("."):
        raise NotBundled(f"{path} imports {address}")
    parts = list(PurePosixPath(path).parent.parts)
    for part in PurePosixPath(address).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def _shown(exported: str) -> str:
    """Return the name that others import: `a`, or `a:here`."""
    return exported.split(":")[0]


def _pairs(names: str) -> list[tuple[str, str]]:
    """Parse an import or export list: `a, b as c` → [(a, a), (b, c)]."""
    pairs = []
    for item in names.split(","):
        if words := item.split():
            pairs.append((words[0], words[-1]))
    return pairs


def _renamed(names: str) -> str:
    return ",".join(a if a == b else f"{a}:{b}" for a, b in _pairs(names))
