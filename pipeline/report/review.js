// Verdicts of a person: a claim is right or wrong as a whole (`field` empty), or a field of it is right, wrong or corrected.
const REVIEW_HEADER = ["claim_id", "field", "verdict", "value", "reviewer", "when"];
const FIELDS = DATA.fields.map(([field]) => field);
const TYPES = Object.fromEntries(DATA.fields.map(([field, type]) => [field, type]));
const NEVER_EMPTY = ["kind", "comparison", "modality"];
const CHOICES = { negated: ["false", "true"] };
for (const [field, , values] of DATA.fields) if (values.length) CHOICES[field] = NEVER_EMPTY.includes(field) ? values : ["", ...values];
const PATTERNS = { decimal: "-?[0-9]+([.][0-9]+)?", date: "[0-9]{4}-[0-9]{2}-[0-9]{2}" };
const VERDICTS = "svodka.verdicts";
const REVIEWER = "svodka.reviewer";

// The key holds the digest of the article and the claim's place, so that a verdict lives on in every report on the same
// text, and in no other, whatever ids another version gives.
const verdictKey = (claim, field) => `${claim.article.sha256.slice(0, 16)}|${claim.start}-${claim.stop}|${field}`;
const verdicts = new Map();
const keptVerdicts = () => {
  try {
    return JSON.parse(memory.get(VERDICTS)) ?? {};
  } catch {
    return {};
  }
};

const extracted = new Map();  // what a field said before the correction that the tables already show
for (const row of rows(TABLES.reviews)) {
  const claim = claimOf.get(row.claim_id);
  if (!claim) continue;
  verdicts.set(verdictKey(claim, row.field), row);
  if (row.verdict === "corrected") extracted.set(verdictKey(claim, row.field), row.extracted);
}
const fieldValue = (claim, field) => extracted.get(verdictKey(claim, field)) ?? String(claim[field] ?? "");
for (const [key, verdict] of Object.entries(keptVerdicts())) {
  if (verdict === null) verdicts.delete(key);
  else if (!(verdicts.get(key)?.when > verdict.when)) verdicts.set(key, verdict);
}

const verdictOf = (claim, field = "") => verdicts.get(verdictKey(claim, field));
const fieldVerdicts = (claim) => FIELDS.map((field) => verdictOf(claim, field)).filter(Boolean);
// One word for the claim, as the column `review` has it.
const judged = (claim) => {
  const whole = verdictOf(claim)?.verdict;
  if (whole === "wrong") return whole;
  return ["corrected", "wrong"].find((word) => fieldVerdicts(claim).some((row) => row.verdict === word)) ?? whole ?? "";
};

// Sets, or with an empty verdict takes back; a claim with a wrong field is not right as a whole.
const judge = (claim, field, verdict, value = "") => {
  if (!field && verdict === "right") for (const other of FIELDS) if (verdictOf(claim, other)?.verdict !== "right") put(claim, other, null);
  if (field && verdict && verdict !== "right" && verdictOf(claim)?.verdict === "right") put(claim, "", null);
  put(claim, field, verdict ? { claim_id: claim.claim_id, field, verdict, value, reviewer: memory.get(REVIEWER) ?? "",
    when: new Date().toISOString() } : null);
  memory.set(VERDICTS, JSON.stringify({ ...keptVerdicts(), ...fresh }));  // another tab may have added some
  fresh = {};
  document.dispatchEvent(new CustomEvent("judged", { detail: claim }));
};
let fresh = {};
const put = (claim, field, verdict) => {
  const key = verdictKey(claim, field);
  if (verdict === null && !verdicts.has(key)) return;
  fresh[key] = verdict;
  if (verdict) verdicts.set(key, verdict); else verdicts.delete(key);
};

// Who types the name after judging has judged all the same.
const sign = (reviewer) => {
  const kept = keptVerdicts();
  for (const [key, verdict] of Object.entries(kept)) {
    if (!verdict || verdict.reviewer) continue;
    verdict.reviewer = reviewer;
    if (verdicts.has(key)) verdicts.set(key, verdict);
  }
  memory.set(REVIEWER, reviewer);
  memory.set(VERDICTS, JSON.stringify(kept));
};

// All verdicts on the claims of this page, in the order of the text.
const reviewRows = () => claims.flatMap((claim) => ["", ...FIELDS].map((field) => verdictOf(claim, field)).filter(Boolean)
  .map((row) => REVIEW_HEADER.map((key) => (key === "claim_id" ? claim.claim_id : row[key]))));

const VERDICT_SIGNS = { right: "✓", wrong: "✗", corrected: "✎" };
const verdictButton = (claim, field, verdict, after) => el("button", {
  type: "button", class: `verdict ${verdict}`, "aria-pressed": String(verdictOf(claim, field)?.verdict === verdict),
  title: say(verdict), "aria-label": field ? `${say(field)}: ${say(verdict)}` : say(verdict),
  onclick: () => {
    judge(claim, field, verdictOf(claim, field)?.verdict === verdict ? "" : verdict);
    after?.();
  },
}, VERDICT_SIGNS[verdict]);

// As people type numbers: `1 200,5` is 1200.5.
const typed = (field, text) => (TYPES[field] === "decimal" ? text.replace(/\s/g, "").replace(",", ".") : text.trim());
const fieldInput = (claim, field, after) => {
  const kept = verdictOf(claim, field);
  const shown = kept?.verdict === "corrected" ? kept.value : fieldValue(claim, field);
  const options = CHOICES[field];
  const onchange = (event) => {
    const value = typed(field, event.target.value);
    event.target.value = value;
    if (!event.target.reportValidity()) return;
    judge(claim, field, value === fieldValue(claim, field) ? "" : "corrected", value);
    after();
  };
  const given = { id: `field-${field}`, onchange, class: kept?.verdict === "corrected" ? "corrected" : false };
  if (!options) return el("input", { ...given, value: shown, pattern: PATTERNS[TYPES[field]], autocomplete: "off" });
  const group = { kind: "kinds", comparison: "comparisons", change: "changes", modality: "modalities" }[field];
  return el("select", given, options.map((value) => el("option", { value, selected: value === shown },
    field === "negated" ? say(value === "true" ? "yes" : "no") : value && name(group, value))));
};
// A line for each field: its name, its value to be corrected, right and wrong.
const fieldForm = (claim, after) => el("div", { class: "fields" }, FIELDS.map((field) => el("div", { class: "field" },
  el("label", { for: `field-${field}` }, say(field)), fieldInput(claim, field, after),
  verdictButton(claim, field, "right", after), verdictButton(claim, field, "wrong", after))));
