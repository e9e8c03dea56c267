// The tables of the page as rows, and what is worked out from them once.
const rows = (table) => {
  const columns = Object.keys(table ?? {});
  return columns.length ? table[columns[0]].map((_, n) => Object.fromEntries(columns.map((key) => [key, table[key][n]]))) : [];
};
const grouped = (list, key) => {
  const groups = new Map();
  for (const row of list) {
    const group = groups.get(key(row));
    if (group) group.push(row); else groups.set(key(row), [row]);
  }
  return groups;
};
const counted = (values) => {
  const counts = new Map();
  for (const value of values) if (value !== "") counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
};
// Search knows neither case nor ё.
const folded = (text) => text.toLowerCase().replaceAll("ё", "е");

// Offsets in the tables are code points, JavaScript's are UTF-16 units: they part after the first 😀.
const units = (text) => {
  if (!/[\ud800-\udbff]/.test(text)) return (point) => point;
  const at = [];
  let unit = 0;
  for (const sign of text) {
    at.push(unit);
    unit += sign.length;
  }
  at.push(unit);
  return (point) => at[point];
};

const TABLES = DATA.tables;
const entities = new Map(rows(TABLES.entities).map((row) => [row.entity_id, row]));
const articles = rows(TABLES.articles);
const articleOf = new Map(articles.map((row) => [row.article_id, row]));
const claims = rows(TABLES.claims);
const claimOf = new Map(claims.map((row) => [row.claim_id, row]));
const claimsOf = grouped(claims, (row) => row.article_id);
const mentionsOf = grouped(rows(TABLES.mentions), (row) => row.article_id);
const numbersOf = grouped(rows(TABLES.numbers), (row) => row.article_id);
const quotes = rows(TABLES.quotes);
for (const { claim_id, series_id, indicator } of rows(TABLES.series)) {
  if (claimOf.has(claim_id)) Object.assign(claimOf.get(claim_id), { series: series_id, indicator });
}
const hasConfidence = claims.some((row) => row.confidence !== "");

for (const article of articles) {
  article.at = units(article.text);
  article.cut = (start, stop) => article.text.slice(article.at(start), article.at(stop));
  article.label ||= article.article_id;
  article.hay = null;
}
claims.forEach((claim, n) => {
  claim.order = n;
  claim.article = articleOf.get(claim.article_id);
  claim.text = claim.article.cut(claim.start, claim.stop);
  claim.place = entities.get(claim.place_id)?.name ?? claim.place_text;
  claim.who = claim.speaker || claim.source;
  claim.hay = null;
});
const sentenceOf = (claim) => claim.article.cut(...claim.sentence);
const hayOf = (claim) => (claim.hay ??= folded(
  [claim.text, claim.value, claim.unit, claim.item, claim.item_lemma, claim.predicate, claim.speaker, claim.source, claim.place_text,
    claim.place, claim.time_text, sentenceOf(claim), claim.article.label].join("\n")));
const articleHay = (article) => (article.hay ??= folded(`${article.article_id}\n${article.label}\n${article.text}`));

// Digits as strings, so that they stay exact: `Intl` reads them as decimals.
const DIGITS = { maximumFractionDigits: 12 };
const INTL = { degC: "celsius" };
const formats = new Map();
// How a number is written with its unit: the browser knows currencies and common units in both languages.
const formatOf = (unit) => {
  const key = `${language} ${unit}`;  // kept, since to make one takes longer than to use it
  if (!formats.has(key)) formats.set(key, madeFormat(unit));
  return formats.get(key);
};
const number = (text) => (text === "" || text === undefined ? "" : formatOf("")(text));
// A third has more digits than anybody reads; in the CSV they are all there.
const readable = (text) => ((String(text).split(".")[1] ?? "").length > 12 ? String(Number(Number(text).toPrecision(4))) : text);
const madeFormat = (unit) => {
  const format = rawFormat(unit);
  return (text) => format(readable(text));
};
const rawFormat = (unit) => {
  const plain = new Intl.NumberFormat(language, DIGITS);
  if (!unit) return (text) => plain.format(text);
  if (unit in DATA.words[language].units) return (text) => `${plain.format(text)}\u00a0${pluralOf(unit, text)}`;
  try {
    const style = /^[A-Z]{3}$/.test(unit) ? { style: "currency", currency: unit, currencyDisplay: "narrowSymbol", minimumFractionDigits: 0 }
      : { style: "unit", unit: INTL[unit] ?? unit, unitDisplay: "short" };
    const format = new Intl.NumberFormat(language, { ...DIGITS, ...style });
    return (text) => format.format(text);
  } catch {
    return (text) => `${plain.format(text)}\u00a0${unit}`;
  }
};
// `раз|раза|раз|раза`: the forms of a unit's name, in the order of CLDR's plural categories.
const CATEGORIES = { ru: ["one", "few", "many", "other"], en: ["one", "other"] };
const pluralOf = (unit, text) => {
  const forms = name("units", unit).split("|");
  const at = CATEGORIES[language].indexOf(new Intl.PluralRules(language).select(Number(text)));
  return forms[at] ?? forms[0];
};
// The number to sort and draw by; a range by its lower end, a score by none.
const figureOf = (claim) => claim.value || claim.low || claim.high;
// The name of a unit by itself: `казахстанский тенге`, `км`.
const unitOf = ({ unit }) => {
  if (/^[A-Z]{3}$/.test(unit)) return new Intl.DisplayNames(language, { type: "currency" }).of(unit);
  if (!unit || unit in DATA.words[language].units) return name("units", unit).split("|")[0];
  try {
    return new Intl.NumberFormat(language, { style: "unit", unit: INTL[unit] ?? unit }).formatToParts(1).find((part) => part.type === "unit").value;
  } catch {
    return unit;
  }
};
// `больше 3 000`, `от 5 до 10`: what the row says, in words; a score has only its text.
const valueOf = (claim) => {
  const form = formatOf(claim.unit);
  const per = claim.per ? ` / ${claim.per}` : "";
  if (claim.comparison === "range") return `${number(claim.low)} – ${form(claim.high)}${per}`;
  const stated = figureOf(claim);
  if (!stated) return claim.text;
  const sign = { "~": "≈ ", ">": "> ", ">=": "≥ ", "<": "< ", "<=": "≤ " }[claim.comparison] ?? "";
  return `${sign}${form(stated)}${per}`;
};
const timeOf = (claim) => {
  const [first, last] = [claim.time_start, claim.time_end];
  if (first === last) return first;
  if (first && last && first.slice(4) === "-01-01" && last === `${first.slice(0, 4)}-12-31`) return first.slice(0, 4);
  return `${first || "…"} – ${last || "…"}`;
};

// RFC 4180, as the pipeline writes its own: LF, quotes where they are needed.
const csvCell = (value) => {
  const text = String(value ?? "");
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
const csvText = (header, list) => [header, ...list].map((row) => `${row.map(csvCell).join(",")}\n`).join("");
const claimCells = (claim) => DATA.header.map((key) => (key === "sentence" ? sentenceOf(claim) : claim[key]));
