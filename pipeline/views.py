"""The store's views: claims as reviewers leave them, and what is gathered over the corpus.

`judged`    each verdict with the claim that it is about, now, and whether it counts
`reviewed`  each claim that a verdict is about: its values with the corrections in, and `review`
`named`     each entity with its best name
"""

from __future__ import annotations

from pipeline.schema import ENTITIES, REVIEWED, REVIEWS, SERIES, Column

SQL = {"string": "VARCHAR", "integer": "BIGINT", "decimal": "VARCHAR", "number": "DOUBLE", "boolean": "BOOLEAN",
       "date": "DATE"}  # fmt: skip
_DERIVED = ("extracted", "status")  # columns of `reviews` that are not stored
STORED_REVIEWS = tuple(column for column in REVIEWS.columns if column.name not in _DERIVED)
_COLUMNS = {column.name: column for column in REVIEWED}
_IDS = {"speaker": "speaker_id", "source": "source_id", "place_text": "place_id"}  # an id follows its name
CORRECTED = (*(column.name for column in REVIEWED), *_IDS.values(), "review")


def quoted(column: Column | str) -> str:
    """A column's name in SQL."""
    return f'"{column if isinstance(column, str) else column.name}"'


# A verdict is about the claim that has the same place, words and sentence as when it was given: ids are counted off in
# the article, and another rule may find another number before it. Of several verdicts on one field the last counts,
# but a correction stands until another corrects it: whoever says `right` after it has seen the corrected value.
_JUDGED = f"""
CREATE VIEW judged AS
SELECT coalesce(c.claim_id, r.claim_id) AS claim_id, r.* EXCLUDE (claim_id),
    CASE r.field {" ".join(f"WHEN '{c.name}' THEN c.{quoted(c)}::VARCHAR" for c in REVIEWED)} END AS extracted,
    CASE WHEN c.claim_id IS NULL THEN 'stale'
         WHEN row_number() OVER (
             PARTITION BY c.claim_id, r.field
             ORDER BY r.field <> '' AND r.verdict = 'corrected' DESC, r."when" DESC, r.reviewer DESC
         ) = 1
         THEN 'applied' ELSE 'overruled' END AS status
FROM reviews r LEFT JOIN claims c
ON c.article_id = r.article_id AND c.start = r.claim_start AND c.stop = r.claim_stop
    AND c.text = r.claim_text AND c.sentence = r.sentence;
"""

_ID_OF_NAME = "SELECT min(e.entity_id) FROM entities e WHERE e.name = v.{0}"
_ID_OF_PLACE = (
    "SELECT min(m.entity_id) FROM mentions m WHERE m.article_id = c.article_id AND m.type = 'LOC' AND m.text = v.{0}"
)


def _value(column: Column) -> str:
    """The corrected value where there is one; an empty one says that there is none."""
    name = quoted(column)
    return f"CASE WHEN v.{name} IS NULL THEN c.{name} ELSE TRY_CAST(nullif(v.{name}, '') AS {SQL[column.type]}) END"


def _end(name: str, comparisons: str) -> str:
    """An end of the interval follows a corrected value or comparison, unless it is itself corrected."""
    own, value, comparison = (_value(_COLUMNS[each]) for each in (name, "value", "comparison"))
    return (
        f"CASE WHEN v.{name} IS NULL AND (v.value IS NOT NULL OR v.comparison IS NOT NULL) AND {comparison} <> 'range' "
        f"THEN CASE WHEN {comparison} IN ({comparisons}) THEN {value} END ELSE {own} END"
    )


def _id(name: str) -> str:
    query = (_ID_OF_PLACE if name == "place_text" else _ID_OF_NAME).format(name)
    return f"CASE WHEN v.{name} IS NULL THEN c.{_IDS[name]} ELSE ({query}) END"


def _correction(column: Column) -> str:
    return f"max(value) FILTER (field = '{column.name}' AND verdict = 'corrected') AS {quoted(column)}"


# What follows another column where that is corrected: of a corrected item nobody knows a better base form than itself.
_FOLLOWING = {
    "low": _end("low", "'=', '~', '>', '>='"),
    "high": _end("high", "'=', '~', '<', '<='"),
    "item_lemma": f"CASE WHEN v.item_lemma IS NULL AND v.item IS NOT NULL THEN nullif(v.item, '') "
    f"ELSE {_value(_COLUMNS['item_lemma'])} END",
}
_REVIEWED = f"""
CREATE VIEW reviewed AS
WITH v AS (
    SELECT claim_id,
        {", ".join(map(_correction, REVIEWED))},
        CASE WHEN bool_or(field = '' AND verdict = 'wrong') THEN 'wrong'
             WHEN bool_or(verdict = 'corrected') THEN 'corrected'
             WHEN bool_or(verdict = 'wrong') THEN 'wrong'
             WHEN bool_or(field = '') THEN 'right' END AS review
    FROM judged WHERE status = 'applied' GROUP BY claim_id
)
SELECT c.claim_id, v.review,
    {", ".join(f"{_FOLLOWING.get(c.name) or _value(c)} AS {quoted(c)}" for c in REVIEWED)},
    {", ".join(f"{_id(name)} AS {id_}" for name, id_ in _IDS.items())}
FROM v JOIN claims c USING (claim_id);
"""

# The name is the one with most mentions, of those the longest, of those the first; the others are aliases.
_NAMED = """
CREATE VIEW named AS
WITH counted AS (SELECT entity_id, type, name, sum(n_mentions) AS n FROM entities GROUP BY ALL)
SELECT entity_id, type, name FROM counted
QUALIFY row_number() OVER (PARTITION BY entity_id ORDER BY n DESC, length(name) DESC, name, type) = 1;
"""

REVIEWS_TABLE = f"CREATE TABLE reviews ({', '.join(f'{quoted(c)} {SQL[c.type]}' for c in STORED_REVIEWS)});\n"
CREATE = _JUDGED + _REVIEWED + _NAMED

_ENTITIES = """
WITH called AS (
    SELECT entity_id, name AS alias FROM entities
    UNION SELECT entity_id, unnest(string_split(aliases, ' | ')) FROM entities
    UNION SELECT entity_id, normal FROM mentions
), others AS (
    SELECT entity_id, string_agg(alias, ' | ' ORDER BY alias) AS aliases
    FROM called JOIN named USING (entity_id) WHERE alias <> name AND alias <> '' GROUP BY entity_id
), sums AS (
    SELECT entity_id, sum(n_articles)::BIGINT AS n_articles, sum(n_mentions)::BIGINT AS n_mentions
    FROM entities GROUP BY entity_id
)
SELECT entity_id, type, name, aliases, n_articles, n_mentions
FROM named JOIN sums USING (entity_id) LEFT JOIN others USING (entity_id) ORDER BY entity_id
"""

_REVIEWS = f"""
SELECT {", ".join(f"nullif({quoted(c)}, '') AS {quoted(c)}" if c.type == "string" else quoted(c) for c in REVIEWS.columns)}
FROM judged ORDER BY article_id, claim_start, claim_id, field, "when", reviewer, verdict, value
"""  # noqa: E501


def _series(claims: str) -> str:
    """One row for each claim that says what it counts and was not judged wrong."""
    return f"""
WITH told AS (
    SELECT *, lower(trim(regexp_replace(replace(lower(item_lemma), 'ё', 'е'), '\\s+', ' ', 'g'))) AS indicator,
        coalesce(place_id, lower(place_text), '') AS spot,
        CASE WHEN change IN ('increase', 'decrease') THEN change ELSE '' END AS direction
    FROM ({claims}) WHERE item_lemma IS NOT NULL AND coalesce(review, '') <> 'wrong'
), placed AS (
    SELECT t.* EXCLUDE (place_text), coalesce(n.name, t.place_text) AS place, a.date,
        left(md5(concat_ws(chr(31), indicator, kind, coalesce(unit, ''), coalesce(per, ''), direction, spot)), 12)
            AS series_id
    FROM told t LEFT JOIN named n ON n.entity_id = t.place_id JOIN articles a ON a.article_id = t.article_id
)
SELECT {{header}} FROM placed
ORDER BY indicator, series_id, coalesce(time_start, date), article_id, start
"""


def corpus(name: str, claims: str, exact: bool) -> str:
    """The query for `entities`, `reviews` or `series`, in the order of export; `claims` is the one for claims."""
    if name == ENTITIES.name:
        return _ENTITIES
    if name == REVIEWS.name:
        return _REVIEWS
    return _series(claims).format(header=", ".join(expression(column, exact) for column in SERIES.columns))


def expression(column: Column, exact: bool) -> str:
    """A column as selected: decimals are exact text, or else DOUBLE."""
    name = quoted(column)
    return f"TRY_CAST({name} AS DOUBLE) AS {name}" if column.type == "decimal" and not exact else name
