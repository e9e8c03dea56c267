// The card: what is known of the marks under the pointer or the focus; a click or Enter holds it and lets one review.
const card = $("card");
const cardState = { anchor: null, marks: [], held: false, fields: false, timer: 0 };

const line = (label, value) => (value === "" || value === undefined || value === null ? [] : [el("dt", {}, say(label)), el("dd", {}, value)]);

const claimLines = (claim) => el("dl", {},
  line("kind", name("kinds", claim.kind)),
  line("comparison", name("comparisons", claim.comparison)),
  line("unit", unitOf(claim)), line("per", claim.per),
  line("change", claim.change && name("changes", claim.change)), line("predicate", claim.predicate),
  line("negated", claim.negated === true ? say("yes") : ""),
  line("modality", claim.modality === "fact" ? "" : name("modalities", claim.modality)),
  line("speaker", claim.speaker || (claim.source ? "" : say("author"))), line("source", claim.source),
  line("time", [claim.time_text, timeOf(claim)].filter(Boolean).join(" · ")), line("place", claim.place),
  line("confidence", claim.confidence === "" ? "" : number(claim.confidence)), line("rule", claim.rule));

const reviewBar = (claim) => el("div", { class: "judge" },
  ["right", "wrong"].map((verdict) => verdictButton(claim, "", verdict, redraw)),
  el("button", { type: "button", class: "verdict corrected", "aria-expanded": String(cardState.fields), "data-correct": true,
    "aria-pressed": String(fieldVerdicts(claim).length > 0), onclick: () => {
      cardState.fields = !cardState.fields;
      redraw();
    } }, `✎ ${say("correct")}`),
  el("span", { class: "state" }, judged(claim) ? say(judged(claim)) : say("unseen")));

const same = (one, other) => one.replace(/\s/g, "") === other.replace(/\s/g, "");
const claimCard = (claim, inTable) => el("section", { class: "about claim" },
  el("h3", {}, [valueOf(claim), claim.item].filter(Boolean).join(" · ")),
  same(claim.text, valueOf(claim)) ? null : el("p", { class: "quote" }, `«${claim.text}»`),
  cardState.held && cardState.fields ? null : claimLines(claim),
  reviewBar(claim),
  cardState.held && cardState.fields ? fieldForm(claim, redraw) : null,
  inTable ? el("a", { href: toText(claim), class: "follow" }, `${say("inText")} →`)
    : el("a", { href: address("claims", [], { article: claim.article_id, claim: claim.claim_id }), class: "follow" }, `${say("inTable")} →`));

const mentionCard = (mention, article) => el("section", { class: `about ${mention.type}` },
  el("h3", {}, entities.get(mention.entity_id)?.name ?? mention.normal), el("p", { class: "quote" }, `${say(`${mention.type}1`)} · «${article.cut(mention.start, mention.stop)}»`));

const numberCard = (row, article) => el("section", { class: "about other" },
  el("h3", {}, article.cut(row.start, row.stop)), el("p", { class: "quote" }, `${say("other1")} · ${name("kinds", row.kind)}`));

const about = (mark) => {
  if (mark.type === "claim") return claimCard(mark.row, mark.inTable);
  const article = articleOf.get(mark.row.article_id);
  return mark.type === "other" ? numberCard(mark.row, article) : mentionCard(mark.row, article);
};

const redraw = () => {
  const focus = document.activeElement && card.contains(document.activeElement) ? document.activeElement : null;
  const seat = focus && [...card.querySelectorAll("button, input, select, a")].indexOf(focus);
  const from = card.querySelector(".fields")?.scrollTop ?? 0;
  const first = [...cardState.marks].sort((one, other) => (one.type !== "claim") - (other.type !== "claim"));
  card.replaceChildren(
    el("button", { type: "button", class: "shut", "aria-label": say("close"), onclick: () => hideCard(true) }, "×"), ...first.map(about));
  card.classList.toggle("held", cardState.held);
  card.setAttribute("role", cardState.held ? "dialog" : "tooltip");
  card.setAttribute("aria-label", card.querySelector("h3").textContent);
  card.hidden = false;
  if (card.querySelector(".fields")) card.querySelector(".fields").scrollTop = from;
  place();
  if (focus) card.querySelectorAll("button, input, select, a")[seat]?.focus();
};

// Below the anchor, or above it where there is more room; on a phone at the foot of the screen.
const place = () => {
  card.style.removeProperty("left");
  card.style.removeProperty("top");
  if (narrow.matches || !cardState.anchor) return;
  const box = cardState.anchor.getClientRects()[0] ?? cardState.anchor.getBoundingClientRect();
  const [width, height] = [card.offsetWidth, card.offsetHeight];
  const below = box.bottom + 6 + height <= window.innerHeight || box.top < height + 14;
  const top = below ? Math.min(box.bottom + 6, window.innerHeight - height - 8) : box.top - height - 6;
  card.style.left = `${Math.max(8, Math.min(box.left - 12, window.innerWidth - width - 16))}px`;
  card.style.top = `${Math.max(8, top)}px`;
};

const showCard = (anchor, marks, held = false) => {
  clearTimeout(cardState.timer);
  if (cardState.anchor !== anchor) cardState.anchor?.removeAttribute("aria-describedby");
  Object.assign(cardState, { anchor, marks, held, fields: cardState.fields && held && cardState.anchor === anchor });
  anchor.setAttribute("aria-describedby", "card");
  redraw();
};
const hideCard = (back = false) => {
  clearTimeout(cardState.timer);
  if (card.hidden) return;
  const { anchor, held } = cardState;
  card.hidden = true;
  Object.assign(cardState, { anchor: null, held: false, fields: false });
  anchor?.removeAttribute("aria-describedby");
  if (back && held) {
    cardState.quiet = true;  // the focus that comes back must not open the card again
    anchor?.focus();
    cardState.quiet = false;
  }
};
const leaveCard = () => {
  if (!cardState.held) cardState.timer = setTimeout(hideCard, 250);
};
const holdCard = (anchor, marks, fields = false) => {
  showCard(anchor, marks, true);
  if (fields) {
    cardState.fields = true;
    redraw();
  }
  (card.querySelector(".judge button") ?? card.querySelector("button")).focus({ preventScroll: true });
};

card.addEventListener("mouseenter", () => clearTimeout(cardState.timer));
card.addEventListener("mouseleave", leaveCard);
document.addEventListener("pointerdown", (event) => {
  if (!card.hidden && !card.contains(event.target) && !cardState.anchor?.contains(event.target)) hideCard();
});
