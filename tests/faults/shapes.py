"""Text that no newspaper writes, of any length: what somebody's scraper will bring one day."""

from __future__ import annotations

from collections.abc import Callable

Shape = Callable[[int], str]


def _repeated(unit: str) -> Shape:
    return lambda chars: (unit * (chars // len(unit) + 1))[:chars]


def _nested(opening: str, closing: str) -> Shape:
    return lambda chars: opening * (chars // 2 // len(opening)) + closing * (chars // 2 // len(closing))


# fmt: off
SHAPES: dict[str, Shape] = {name: _repeated(unit) for name, unit in {
    "one letter": "а", "one digit": "9", "straight quotes": '"', "opening quotes": "«", "closing quotes": "»",
    "empty quotes": "«»", "opening brackets": "(", "square brackets": "[", "full stops": ".", "commas": ", ",
    "dashes": "— ", "hyphens": "-", "blanks": " ", "line ends": "\n", "letters on lines": "а\n", "ellipses": "… ",
    "question marks": "?! ", "programs": "{a: 5};\n",
    "signed posts": "Ура! #матч 5:1\nhttps://t.co/a — Клуб (@zarya)\n", "signatures": "— А (@а)",
    "zero-width blanks": "\u200b", "bidi marks": "\u202e\u2066",
    "combining marks": "а\u0301\u0323",
    "combining alone": "\u0301", "controls": "\u0001", "emoji": "😀 ", "emoji families": "👨‍👩‍👧",
    "Chinese": "今天新闻报道五人",
    "English": "The president said 5 people died. ", "Kazakh in Latin": "Qazaqstanda 5 mektep ashyldy. ",
    "Kazakh": "Қазақстанда 5 мектеп ашылды, деді министр. ", "look-alikes": "Аcтaнa 5 шkoл. ", "backslashes": "\\",
    "no-break blanks": "5\u00a0", "percent signs": "%", "currency signs": "$", "apostrophes": "'",
    "digits and brackets": "(5 ", "brackets and digits": "5) ", "figures": "5 ", "figures, commas": "5, ",
    "figures, hyphens": "5-", "figures, dashes": "5 – ", "figures, points": "5.", "figures, colons": "5:",
    "figures, slashes": "5/", "figures, x": "5х", "groups of three": "000 ", "decimals": "5,5 ", "percents": "5% ",
    "millions": "5 млн ", "scale words": "миллион ", "one": "один ", "thousand": "тысяча ",
    "words": "двадцать три ",
    "Roman": "XII ", "dollars": "$5 ", "plus": "+7 ", "telephones": "+7 (701) 555-11-22 ", "ranges": "от 5 до ",
    "more than": "более 5 ", "modifiers": "более ", "numero": "№ 5 ", "ordinals": "5-е ", "adjectives": "5-летний ",
    "parts": "5 из 7 ", "per": "60 на 100 тысяч ", "rates": "5 км в час ", "fractions": "половина граждан ",
    "years": "в 2024 году ", "days": "14 апреля 2025 года ", "months": "апреля ", "clock": "9:30 ",
    "scores": "3:1 ",
    "last years": "за последние ", "quarters": "первом квартале ", "periods": "2024-2025 годах ",
    "abbreviated": "тыс. ",
    "first names": "Иван ", "persons": "Иван Петров ", "initials": "А. Б. ", "surnames": "Петрова ",
    "capitals": "КАЗАХСТАН ",
    "places": "в Астане, ", "ministries": "Министерство культуры и информации ",
    "posts": "заместитель председателя ",
    "companies": "ТОО «Восход» ", "companies, open": "ТОО «Восход ", "short forms": "МКИ (Министерство культуры) ",
    "posts, names": "директор АО «Фонд» Иван Петров, ", "said": "сказал Иванов, ",
    "dash speech": "– Да, – сказал Иванов. ",
    "dash lines": "– Да.\n", "quotes": "«Да», – сказал Иванов. ", "open quotes": "«слово ",
    "open brackets": "(слово ",
    "sources": "по данным ", "whoever": "который ", "conjunctions": "и ", "he": "Он сказал, что их 5. ",
    "places and numbers": "Астана, Алматы, Тараз 7, ", "years and numbers": "в 2020 году 5 школ, ",
    "endless clause": "в Астане открыли 5 школ, ", "sentences": "В Астане открыли 5 школ. ",
    "headings": "В Астане открыли 5 школ\n", "paragraphs": "В Астане открыли 5 школ.\n\n", "lists": "- 5 школ;\n",
    "numbered": "1. Школ\n", "changes": "выросло на 5 процентов до 7, ", "nouns": "доля количества ",
    "adjectives, long": "красных ",
    "URLs": "http://a.kz/ ", "www": "www.", "e-mails": "a@b.kz ", "tags": "#тег ",
    "entities": "&amp;", "markup": "<b>",
}.items()} | {
    "quotes in quotes": _nested("«", "»"), "brackets in brackets": _nested("(", ")"),
    "words in quotes": _nested("«слово ", "» "), "numbers in brackets": _nested("(5 ", ") "),
    "one long word": lambda chars: "не" * (chars // 2),
    "one long sentence": lambda chars: "слово " * (chars // 6) + "5.",
}
# fmt: on
