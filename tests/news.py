"""News of our own making, any amount of it: sentences from templates, for tests of whole runs."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

PLACES = ("Астане", "Алматы", "Шымкенте", "Актобе", "Карагандинской области", "Туркестане", "Уральске")
PEOPLE = ("Ерлан Ахметов", "Айгуль Сейтова", "Марат Жумабаев", "Ольга Ким", "Сергей Волков", "Данияр Оспанов")
POSTS = ("аким города", "министр финансов", "председатель правления АО «Восход»", "директор школы", "вице-министр")
SOURCES = ("Министерства труда", "Бюро национальной статистики", "ТОО «Горводоканал»", "Нацбанка")
THINGS = ("школ", "больниц", "квартир", "автобусов", "теплиц", "рабочих мест", "спортивных площадок")
TIMES = ("В 2024 году", "За последние пять лет", "Сегодня", "С начала года", "14 апреля", "В первом квартале")
SENTENCES = (
    "{time} в {place} построили {n} {things}.",
    "{time} число {things} выросло на {p} процента и достигло {n}.",
    "По данным {source}, в {place} не хватает более {n} {things}.",
    "«Мы выделили {m} млрд тенге на {n} {things}», – сообщил {post} {person}.",
    "– Осталось около {n} {things}, из них треть в {place}, – добавил он.",
    "Расходы бюджета составили {m} млн тенге, что в {k} раза больше, чем год назад.",
    "{person}, {post}, рассказал, что от {k} до {n} {things} откроют к 2030 году.",
    "Как уточнили в пресс-службе {source}, {p}% {things} обновят до конца года.",
    "На встрече говорили о {k}-м этапе программы, статье {n} закона и 3-летних детях.",
)


def sentence(chance: random.Random) -> str:
    """One sentence, with a claim or two."""
    return chance.choice(SENTENCES).format(
        time=chance.choice(TIMES),
        place=chance.choice(PLACES),
        person=chance.choice(PEOPLE),
        post=chance.choice(POSTS),
        source=chance.choice(SOURCES),
        things=chance.choice(THINGS),
        n=chance.randint(2, 9000),
        m=f"{chance.randint(1, 900)},{chance.randint(1, 9)}",
        p=f"{chance.randint(1, 99)},{chance.randint(1, 9)}",
        k=chance.randint(2, 9),
    )


def articles(number: int, *, seed: int = 0, sentences: int = 6) -> Iterator[dict[str, str]]:
    """Records with `id`, `date`, `text`; the same ones for the same seed, and those of a smaller number among them."""
    for n in range(number):
        chance = random.Random(f"{seed}-{n}")
        text = "\n\n".join(
            " ".join(sentence(chance) for _ in range(chance.randint(1, 3))) for _ in range(max(1, sentences // 2))
        )
        yield {"id": f"news-{seed}-{n}", "date": f"2025-{n % 12 + 1:02}-{n % 28 + 1:02}", "text": text}


def write(path: Path, number: int, **more: int) -> Path:
    """A JSONL file of articles."""
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in articles(number, **more))
    path.write_text("".join(lines), encoding="utf-8")
    return path
