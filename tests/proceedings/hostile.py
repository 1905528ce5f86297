"""What people, programs and pranksters type: 500 strings and more, by kind. Each ends in a word of its own,
so that a test can say which one a file has lost."""

from collections.abc import Iterable

_SHOUT = "alert(1)"
_CONTROLS = [*range(0x20), *range(0x7F, 0xA0)]
_NO_CHARACTERS = [
    *range(0xFDD0, 0xFDF0),
    *(plane + last for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)),
]
_SURROGATES = [0xD800, 0xD83D, 0xDABC, 0xDBFF, 0xDC00, 0xDE00, 0xDEAD, 0xDFFF]
_BIDI = [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C]
_SPACES = [0x09, 0x85, 0xA0, 0x1680, *range(0x2000, 0x2010), 0x2028, 0x2029, 0x202F, 0x205F, 0x2060]
_SPACES += [0x3000, 0xFEFF, 0x180E, 0xAD, 0x034F, 0x115F, 0x3164, 0xFFA0, 0xFFF9, 0xFFFC, 0xFFFD]
_PRIVATE = [0xE000, 0xF04A, 0xF0A7, 0xF0B7, 0xF0D8, 0xF0FC, 0xF8FF, 0xF0000, 0x10FFFD]

_EMOJI = """👨‍👩‍👧‍👦 👩‍❤️‍💋‍👨 🏳️‍🌈 🏴󠁧󠁢󠁥󠁮󠁧󠁿 👍🏿 1️⃣ 🇪🇺 ☺️ ☺︎ 🫠 🧑🏽‍🤝‍🧑🏿 👩🏾‍🦽‍➡️ #️⃣ ❤️‍🔥 🪿
🏴‍☠️ 👁️‍🗨️ 🇽🇽 🏿 ‍ ️""".split()  # noqa: SIM905

_LETTERS = """Ünïcödé ŁÓDŹ ßﬁﬀ ΑΒΓαβγς Кириллица العربيّة עִבְרִית हिन्दी ไทย 日本語 한국어 简体繁體 বাংলা தமிழ் తెలుగు ಕನ್ನಡ
മലയാളം සිංහල ქართული Հայերեն አማርኛ ខ្មែរ ລາວ မြန်မာ བོད་སྐད ᏣᎳᎩ ᠮᠣᠩᠭᠣᠯ ꦗꦮ ᬩᬮᬶ ߒߞߏ ܣܘܪܝܝܐ ދިވެހި ⵜⵉⴼⵉⵏⴰⵖ 𐌰𐌱𐌲 𝔘𝔫𝔦 ①②③ ㎏
Å Å ﷽ 𒐫 ꧅ Ａ１ ℌ Ⅷ ½ ﬃ ʻokina""".split()  # noqa: SIM905

_TAGS = """<script>X</script>|<SCRIPT SRC=//x.test/x.js></SCRIPT>|<scr<script>ipt>X</scr</script>ipt>|<img src=x onerror=X>
<img src="x" onerror="X">|<img/src=x/onerror=X>|<IMG SRC=`javascript:X`>|<svg onload=X>|<svg/onload=X>|<svg><script>X</script>
<body onload=X>|<iframe src=javascript:X></iframe>|<iframe srcdoc="<script>X</script>">|<object data=javascript:X>
<embed src=javascript:X>|<link rel=stylesheet href=//x.test/x.css>|<style>@import '//x.test/x.css';</style>|</style><script>X</script>
</title><script>X</script>|</textarea><script>X</script>|</script><script>X</script>|</main></body></html><script>X</script>
<meta http-equiv=refresh content="0;url=javascript:X">|<base href=//x.test/>|<form action=javascript:X><button>go|<input autofocus onfocus=X>
<details open ontoggle=X>|<video><source onerror=X>|<audio src=x onerror=X>|<marquee onstart=X>|<math><mtext><script>X</script>
<a href=javascript:X>a</a>|<a href="data:text/html,<script>X</script>">a</a>|" onmouseover="X|' onfocus='X' autofocus='|`><script>X</script>
"><script>X</script>|'><script>X</script>|--><script>X</script>|<!--|<!-- --!><script>X</script>|<![CDATA[<script>X</script>]]>|]]>
]]><script>X</script>|<?xml version="1.0"?>|<?php X ?>|<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;|&e;|&lt;script&gt;X&lt;/script&gt;
&#60;script&#62;X|&#x3c;script&#x3e;X|&amp;amp;|&nbsp;&shy;|&#0;|&#xD800;|&#x1F600|<b>bold|</b>|<br>|<br/>|<p>|</p></div></div>|<table><tr><td>|<ul><li>
<noscript><p title="</noscript><img src=x onerror=X>">|<template><script>X</script></template>|<xmp><script>X</script>|<plaintext>
<w:p><w:r><w:t>x</w:t></w:r></w:p>|</w:t></w:r></w:p>|<text:p>|<svg><use href="data:image/svg+xml,x#x"/>|<image href=//x.test/x.png>
<a xlink:href="javascript:X">|<x onclick=X>x</x>|<isindex action=javascript:X>|<style>*{display:none}</style>|<div style="position:fixed;inset:0">
<div style="background:url(//x.test/x.png)">|<font color=white>|<bdo dir=rtl>|<ruby><rt>x|<dialog open>|<frameset onload=X>|<applet code=x>
<picture><source srcset=//x.test/x.png><img src=x onerror=X></picture>|<select><option>|<keygen autofocus onfocus=X>|< script >X< / script >"""

_LINKS = """javascript:X|JaVaScRiPt:X|java\tscript:X|java\nscript:X|\x01javascript:X| javascript:X|javascript&colon;X|javascript&#58;X|vbscript:X
data:text/html,<script>X</script>|data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==|data:image/svg+xml,<svg onload=X>|file:///etc/passwd|//x.test/x
\\\\x.test\\share|http://|https:// x.test|http://x.test/"onmouseover=X|http://x.test/<script>|https://x.test/)](javascript:X)|mailto:x@x.test?bcc=all@x.test
tel:+441632960000|blob:https://x.test/1|about:blank|view-source:x|ms-word:ofe|u|https://x.test|intent://x#Intent;end|steam://run/1|feed:javascript:X|https://[::1|ftp://x.test/x
https://user:password@x.test/|https://xn--e1afmkfd.test/|https://пример.test/путь?к=1#я|https://x.test/%00|https://x.test/%E0%A4%A|https://x.test/{{7*7}}|https://x.test/#{7*7}"""

_TYPST = """#let x = 1|#read("/etc/passwd")|#include "book.typ"|#image("/etc/passwd")|#import "x.typ": *|#panic("x")|#eval("1+1")|$ x^2 $|$x|#x
= Heading|== Heading|*bold*|_emph_|`raw`|```typ #panic() ```|<label>|@label|// comment|/* comment|*/|\\|\\u{202e}|~|--|---|'|"|#set page(width: 1pt)|#show: x => []
#{ while true {} }|#range(1000000000)|#pagebreak()|#hide[x]|[|]|#[|#(|+ item|/ term: x|#link("javascript:X")[x]|#sys.version|#metadata(1)|#plugin("x.wasm")|#"\\u{0}"|#box(width: 100cm)|\\#|\\$"""

_MARKDOWN = """# heading|###### heading|heading\n===|heading\n---|- item|* item|+ item|1. item|1) item|> quote|    code|\tcode|```\ncode|~~~\ncode|---|***|___|[x](javascript:X)|![x](//x.test/x.png)
![x](data:text/html,X)|[x]: javascript:X|[x][x]|[^1]|[^1]: note|<https://x.test>|<javascript:X>|**bold**|__bold__|*em*|_em_|`code`|``code``|~~gone~~|| a | b |\n|---|---||\\*|\\\\|line  \nline|line\\\nline
&copy;|- [ ] task|:smile:|==mark==|H~2~O|x^2^|{.class #id}|:::warning\nx\n:::|$$x$$|\\(x\\)|[[wiki]]|@someone|#123|!include x|{% include x %}|---\ntitle: x\n---|+++\ntitle = "x"\n+++|title: x|<!-- x -->|[x](<a b>)|[x](x "y)|![[x]]|a_b_c*d*e|1\\. x|*|_|`|[|]|(|)|!"""

_FORMULAS = """=1+1|=cmd|'/C calc'!A0|+1+1|-1+1|@SUM(1)|=HYPERLINK("http://x.test","x")|=IMPORTXML("http://x.test","//a")|=WEBSERVICE("http://x.test")|\t=1|\r=1|\n=1| =1|  +1|＝1+1|＋1|－1|＠x|"=1+1|'=1+1|;=1+1|,=1+1|a,b;c\td
"a""b"|"|""|'|=DDE("cmd";"/C calc";"x")|%0A=1|{=1}|=-1|-|+|@|=|--1|+++|-x|@x|1e309|0x10|00012|1/2/2027|TRUE|#REF!|NaN|null|None|NULL"""

_CALENDAR = """x\r\nEND:VEVENT|x\r\nBEGIN:VALARM\r\nACTION:DISPLAY|x\nATTENDEE:mailto:x@x.test|;X=1:|\\n|\\N|\\;|\\,|a;b,c:d|"quoted"|x\rEND:VCALENDAR|X-WR-CALNAME:x|x\r\n folded|x\n\tfolded|^n|^^|^'|UID:x|DTSTART:19700101T000000Z|RRULE:FREQ=SECONDLY|ATTACH:file:///etc/passwd"""

_TEMPLATES = """{{ 7 * 7 }}|{% raw %}|{% endraw %}|{# x #}|{{ config }}|{{ ''.__class__.__mro__ }}|${7*7}|#{7*7}|<%= 7*7 %>|[[7*7]]|{{constructor.constructor('X')()}}|%s%s%n|%(x)s|{0}|{x!r}|$x|$(id)|`id`|; rm -rf /|&& id|| id|../../etc/passwd|..\\..\\x|CON|NUL|x\\0y
'; DROP TABLE notes; --|" OR 1=1 --|' UNION SELECT 1 --|\\x00|\\u0000|\\ud800|{"a": 1}|["a"]|</json>|__proto__|constructor|toString|!!python/object/apply:os.system [id]|&anchor|*anchor|? x|: x|- - -|%TAG|--- !x|on|yes|~
{ INCLUDETEXT "x" }|{ DDEAUTO c:\\\\cmd.exe "/k calc" }|{ TOC }|\\input{/etc/passwd}|\\write18{id}|%PDF-1.7|PK\x03\x04|\ufeff|\ufffe|x\x00y|(x) Tj|endstream|<< /JS (X) >>|<xmp:CreatorTool>x|Content-Type: text/html|Set-Cookie: x=1|.\n.|From x|=?utf-8?q?x?="""


def strings() -> tuple[str, ...]:
    """All of them, each once, each with its word at the end: `{text} w0001w`."""
    found = dict.fromkeys(_all())
    return tuple(f"{text} {word(n)}" for n, text in enumerate(found))


def word(n: int) -> str:
    return f"w{n:04}w"


def _all() -> Iterable[str]:
    for points in (_CONTROLS, _NO_CHARACTERS, _SURROGATES, _BIDI, _SPACES, _PRIVATE):
        for point in points:
            yield f"be{chr(point)}fore"
    for point in _BIDI:
        yield chr(point) * 40 + "over"
    yield "\udc80\ud800"
    yield "a" + "\u0300\u0489\u20dd" * 300
    yield "".join(c + "\u0300\u0323\u0336" * 40 for c in "Z̵algo")
    yield "\u0300" * 50
    yield "\u200d" * 500
    yield from _EMOJI
    yield "👨‍👩‍👧‍👦" * 200
    yield from _LETTERS
    for one in ("x", "字", "ש", "👍", "-", "ﷺ", "&", "<", "*", "\u200b"):
        yield one * 19_000
    yield "\n" * 5_000
    yield "a\n" * 5_000
    for kind in (_TAGS, _LINKS, _TYPST, _MARKDOWN, _FORMULAS, _CALENDAR, _TEMPLATES):
        for line in kind.split("\n"):
            yield from (part.replace("X", _SHOUT) for part in line.split("|") if part)
