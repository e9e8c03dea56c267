// The table of claims: search, filters, order, pages, download.
const PAGE = 50;
const FILTERS = ["q", "kind", "speaker", "item", "place", "article", "from", "to", "confidence", "review"];
const wanted = { sort: "order", down: false, page: 0, claim: "" };
for (const key of FILTERS) wanted[key] = "";

const collator = new Intl.Collator("ru", { numeric: true });
const SORTS = {
  order: (claim) => claim.order,
  value: (claim) => figureOf(claim) && Number(figureOf(claim)),
  item: (claim) => claim.item_lemma,
  when: (claim) => claim.time_start || claim.time_end,
  where: (claim) => claim.place,
  who: (claim) => claim.who,
  article: (claim) => claim.article.date + claim.article.label,
  confidence: (claim) => claim.confidence,
  review: (claim) => judged(claim),
};
let inOrder = claims;
// Sorted once for each order, not for each key pressed; what is empty comes last, either way.
const sortClaims = () => {
  const keys = new Map(claims.map((claim) => [claim, SORTS[wanted.sort](claim)]));
  const sign = wanted.down ? -1 : 1;
  const compared = (one, other) => (typeof one === "number" ? one - other : collator.compare(one, other));
  inOrder = [...claims].sort((one, other) => {
    const [first, second] = [keys.get(one), keys.get(other)];
    if (first === "" || second === "") return (first === "") - (second === "") || one.order - other.order;
    return sign * compared(first, second) || one.order - other.order;
  });
};

// A name that is one of the known is meant as it stands; anything else is looked for inside the names.
const known = { speaker: new Set(), item: new Set(), place: new Set(), article: new Set(articleOf.keys()) };
for (const claim of claims) {
  known.speaker.add(claim.speaker).add(claim.source);
  known.item.add(claim.item_lemma);
  known.place.add(claim.place);
}
const chosen = (key, values) => {
  const text = wanted[key].trim();
  if (!text) return null;
  if (known[key].has(text)) return (claim) => values(claim).includes(text);
  const part = folded(text);
  return (claim) => values(claim).some((value) => folded(value).includes(part));
};
const tests = () => [
  wanted.kind && ((claim) => claim.kind === wanted.kind),
  wanted.review && ((claim) => (wanted.review === "seen" ? judged(claim) !== "" : (judged(claim) || "unseen") === wanted.review)),
  chosen("speaker", (claim) => [claim.speaker, claim.source]),
  chosen("item", (claim) => [claim.item_lemma, claim.item]),
  chosen("place", (claim) => [claim.place, claim.place_text]),
  chosen("article", (claim) => [claim.article_id, claim.article.label]),
  wanted.from && ((claim) => (claim.time_end || claim.time_start) >= wanted.from && claim.time_end + claim.time_start !== ""),
  wanted.to && ((claim) => claim.time_end + claim.time_start !== "" && (claim.time_start || claim.time_end) <= `${wanted.to}~`),
  wanted.confidence && ((claim) => claim.confidence !== "" && claim.confidence >= Number(wanted.confidence.replace(",", "."))),
  ...folded(wanted.q).split(/\s+/).filter(Boolean).map((word) => (claim) => hayOf(claim).includes(word)),
].filter(Boolean);
const found = () => {
  const all = tests();
  return all.length ? inOrder.filter((claim) => all.every((test) => test(claim))) : inOrder;
};

const marksIn = (claim) => {
  const [start, stop] = claim.sentence;
  const { cut } = claim.article;
  return [ending(cut(start, claim.start)), el("b", {}, claim.text), cut(claim.stop, stop)];
};
// Of what stands before the number no more than leaves it in sight.
const ending = (text) => (text.length > 90 ? `…${text.slice(-80).replace(/^\S*\s/, "")}` : text);
const short = (text, size) => (text.length > size ? `${text.slice(0, size).trimEnd()}…` : text);
const cell = (key, ...children) => el("td", { class: key, "data-label": say(key) }, ...children);
const small = (...children) => el("div", { class: "small" }, ...children);
const row = (claim) => el("tr", { "data-claim": claim.claim_id, class: claim.claim_id === wanted.claim ? "target" : false },
  cell("number", el("a", { href: toText(claim), title: say("inText") }, claim.text), same(claim.text, valueOf(claim)) ? null : small(valueOf(claim)), small(name("kinds", claim.kind))),
  cell("item", claim.item && el("div", { class: "clamp", title: claim.item }, claim.item), claim.change || claim.predicate
    ? small([claim.predicate, claim.change && name("changes", claim.change)].filter(Boolean).join(" · ")) : null),
  cell("sentence", el("div", { class: "clamp" }, marksIn(claim))),
  cell("when", timeOf(claim)),
  cell("where", claim.place),
  cell("who", claim.speaker, claim.source ? small(`${say("source")}: ${claim.source}`) : null),
  cell("article", el("a", { href: address("articles", [claim.article_id]), class: "clamp", title: claim.article.label }, claim.article.label), claim.article.date && small(claim.article.date)),
  hasConfidence ? cell("confidence", claim.confidence === "" ? "" : number(claim.confidence)) : null,
  cell("review", verdictCell(claim)));
const verdictCell = (claim) => {
  const box = el("div", { class: "verdicts" });
  const draw = () => {
    const at = [...box.children].indexOf(document.activeElement);
    box.replaceChildren(verdictButton(claim, "", "right", draw), verdictButton(claim, "", "wrong", draw), el("button", {
      type: "button", class: "verdict corrected", title: say("correct"), "aria-label": say("correct"), "aria-haspopup": "dialog",
      "aria-pressed": String(fieldVerdicts(claim).length > 0),
      onclick: (event) => holdCard(event.currentTarget, [{ type: "claim", row: claim, inTable: true }], true),
    }, "✎"));
    if (at >= 0) box.children[at].focus();
  };
  draw();
  return box;
};

const COLUMNS = { number: "value", item: "item", sentence: "order", when: "when", where: "where", who: "who", article: "article",
  confidence: "confidence", review: "review" };
const drawHead = () => $("head").replaceChildren(...Object.entries(COLUMNS)
  .filter(([key]) => key !== "confidence" || hasConfidence)
  .map(([key, sort]) => el("th", { scope: "col", class: key,
    "aria-sort": wanted.sort === sort ? (wanted.down ? "descending" : "ascending") : "none" },
  el("button", { type: "button", onclick: () => sortBy(sort), title: key === "sentence" ? say("order") : false }, say(key)))));
const sortBy = (sort) => {
  wanted.down = wanted.sort === sort && !wanted.down;
  Object.assign(wanted, { sort, page: 0, claim: "" });
  sortClaims();
  drawHead();
  refresh();
};

// What a screen shows is drawn at once, the rest of the page when no key has been pressed for a moment: laying out a
// table takes longer than the search.
const FIRST = 12;
const PAUSE = 150;
let drawing = 0;
const drawRows = (list, typing) => {
  const body = $("body");
  clearTimeout(drawing);
  body.setAttribute("aria-busy", String(typing && list.length > FIRST));
  body.replaceChildren(...(typing ? list.slice(0, FIRST) : list).map(row));
  if (!typing || list.length <= FIRST) return;
  drawing = setTimeout(() => {
    body.append(...list.slice(FIRST).map(row));
    body.setAttribute("aria-busy", "false");
  }, PAUSE);
};

let results = [];
const drawClaims = (typing = false) => {
  results = found();
  if (wanted.claim) {
    const at = results.findIndex((claim) => claim.claim_id === wanted.claim);
    wanted.page = at < 0 ? 0 : Math.floor(at / PAGE);
  }
  const pages = Math.max(1, Math.ceil(results.length / PAGE));
  wanted.page = Math.min(wanted.page, pages - 1);
  const from = wanted.page * PAGE;
  const shown = results.slice(from, from + PAGE);
  drawRows(shown, typing);
  $("count").textContent = shown.length ? say("shown", from + 1, from + shown.length, number(results.length)) : say("none");
  $("previous").disabled = wanted.page === 0;
  $("next").disabled = wanted.page >= pages - 1;
  $("sort").value = wanted.sort;
};
const turn = (by) => {
  Object.assign(wanted, { page: wanted.page + by, claim: "" });
  refresh();
  $("table").scrollIntoView({ block: "start" });
};
// The address follows the filters, so that the way back leads to them; not with every key: browsers limit how often.
let late = 0;
const refresh = (typing = false) => {
  clearTimeout(late);
  late = setTimeout(remember, 400);
  drawClaims(typing);
};
const remember = () => {
  if (!late) return;
  forgetLate();
  const query = Object.fromEntries(FILTERS.map((key) => [key, wanted[key]]));
  const sort = wanted.sort === "order" ? "" : wanted.sort;
  history.replaceState(null, "", address("claims", [], { ...query, sort, down: wanted.down && sort ? "1" : "", page: wanted.page || "" }));
};
const forgetLate = () => {
  clearTimeout(late);
  late = 0;
};
const readFilters = (query) => {
  for (const key of FILTERS) $(key).value = wanted[key] = query.get(key) ?? "";
  const sort = query.get("sort") in SORTS ? query.get("sort") : "order";
  Object.assign(wanted, { sort, down: query.has("down"), page: Number(query.get("page")) || 0, claim: query.get("claim") ?? "" });
  sortClaims();
  drawHead();
};

const options = (id, values) => $(id).replaceChildren(...values.map((value) => el("option", { value })));
const drawFilters = () => {
  const kinds = counted(claims.map((claim) => claim.kind)).map(([kind]) => kind);
  $("kind").replaceChildren(el("option", { value: "" }, say("any")), ...kinds.map((kind) => el("option", { value: kind }, name("kinds", kind))));
  $("review").replaceChildren(el("option", { value: "" }, say("any")),
    ...["seen", "right", "wrong", "corrected", "unseen"].map((key) => el("option", { value: key }, say(key))));
  $("sort").replaceChildren(...Object.entries(COLUMNS).filter(([key]) => key !== "confidence" || hasConfidence)
    .map(([key, sort]) => el("option", { value: sort }, sort === "order" ? say("order") : say(key))));
  for (const key of ["kind", "review"]) $(key).value = wanted[key];
  const most = (values) => counted(values).slice(0, 300).map(([value]) => value);
  options("speakers", most(claims.flatMap((claim) => [claim.speaker, claim.source])));
  options("items", most(claims.map((claim) => claim.item_lemma)));
  options("places", most(claims.map((claim) => claim.place)));
  options("titles", articles.slice(0, 1000).map((article) => article.label));
};
