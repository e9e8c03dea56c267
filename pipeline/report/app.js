// What the address says is shown: #/articles/ID/CLAIM, #/claims?kind=money, #/plots.
const VIEWS = ["articles", "claims", "plots"];
let view = "";

const show = () => {
  const [path, search] = location.hash.replace(/^#\/?/, "").split("?");
  const [asked, articleId, claimId] = path.split("/").map(decodeURIComponent);
  view = VIEWS.includes(asked) ? asked : "articles";
  hideCard();
  forgetLate();
  for (const each of VIEWS) {
    $(`view-${each}`).hidden = each !== view;
    $(`tab-${each}`).toggleAttribute("data-current", each === view);
    if (each === view) $(`tab-${each}`).setAttribute("aria-current", "page");
    else $(`tab-${each}`).removeAttribute("aria-current");
  }
  document.body.dataset.view = view;
  if (view === "articles") showArticle(articleOf.get(articleId), claimOf.get(claimId));
  else if (view === "claims") showClaims(new URLSearchParams(search));
  else drawPlots();
};
const showArticle = (article, claim) => {
  const chosen = article ?? (narrow.matches ? undefined : articles[0]);
  if (chosen !== shownMarks.article || !chosen || !pane.children.length) drawArticle(chosen);
  document.body.classList.toggle("reading", Boolean(article));
  if (claim) goToClaim(claim);
  else if (article) {
    window.scrollTo(0, 0);
    pane.querySelector("h2").focus({ preventScroll: true });
  }
};
const showClaims = (query) => {
  readFilters(query);
  drawClaims();
  if (!wanted.claim) return;
  const line = document.querySelector(`#body tr[data-claim="${CSS.escape(wanted.claim)}"]`);
  line?.scrollIntoView({ block: "center" });
  line?.querySelector("a").focus({ preventScroll: true });
};

const speak = () => {
  document.documentElement.lang = language;
  document.title = say("title");
  for (const node of document.querySelectorAll("[data-say]")) node.textContent = say(node.dataset.say);
  for (const node of document.querySelectorAll("[data-hint]")) node.placeholder = say(node.dataset.hint);
  for (const node of document.querySelectorAll("[data-label-say]")) node.setAttribute("aria-label", say(node.dataset.labelSay));
  $("language").lang = language === "ru" ? "en" : "ru";
  drawList();
  drawFilters();
  drawHead();
  drawVerdicts();
  pane.replaceChildren();
  show();
};
const drawVerdicts = () => {
  const rows = reviewRows();
  $("save-verdicts").disabled = rows.length === 0;
  $("save-verdicts").textContent = say("verdicts", rows.length);
  $("unsaved").hidden = memory.lasting || rows.length === 0;
};

document.addEventListener("click", remember, true);  // before a link is followed

const typing = (node) => node?.matches?.("input:not([type=checkbox]), select, textarea");
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "Escape" && !card.hidden) return hideCard(true);
  if (typing(event.target)) return;
  if (event.key === "/" || event.code === "Slash") {
    event.preventDefault();
    if (view === "plots") location.hash = "#/claims";
    const box = $(view === "articles" ? "find-article" : "q");
    setTimeout(() => { box.focus(); box.select(); });
  }
  const by = { KeyN: 1, KeyP: -1 }[event.code];  // the key, not the letter: on a Russian keyboard it is т and з
  if (view === "articles" && by) step(by);
});
list.addEventListener("keydown", (event) => {
  const by = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
  if (!by) return;
  event.preventDefault();
  let item = event.target.closest("li")[by];
  while (item?.hidden) item = item[by];
  item?.firstChild.focus();
});
for (const key of FILTERS) {
  $(key).addEventListener("input", (event) => {
    Object.assign(wanted, { [key]: event.target.value, page: 0, claim: "" });
    refresh(true);
  });
}
$("find-article").addEventListener("input", filterList);
$("sort").addEventListener("change", (event) => sortBy(event.target.value));
$("previous").addEventListener("click", () => turn(-1));
$("next").addEventListener("click", () => turn(1));
$("clear").addEventListener("click", () => {
  for (const key of FILTERS) $(key).value = wanted[key] = "";
  Object.assign(wanted, { page: 0, claim: "" });
  refresh();
});
$("download").addEventListener("click", () => download("claims.csv", csvText(DATA.header, results.map(claimCells))));
$("save-verdicts").addEventListener("click", () => download("reviews.csv", csvText(REVIEW_HEADER, reviewRows())));
$("skip").addEventListener("click", (event) => {  // an address of its own would be taken for a view
  event.preventDefault();
  (view === "articles" ? pane.querySelector("h2") : $("main"))?.focus();
});
$("reviewer").addEventListener("change", (event) => sign(event.target.value.trim()));
$("language").addEventListener("click", () => {
  language = language === "ru" ? "en" : "ru";
  memory.set("svodka.language", language);
  speak();
});
document.addEventListener("judged", ({ detail }) => {
  drawVerdicts();
  const line = document.querySelector(`#body tr[data-claim="${CSS.escape(detail.claim_id)}"] .review`);
  if (line && !line.contains(document.activeElement)) line.replaceChildren(verdictCell(detail));
});
window.addEventListener("hashchange", show);
window.addEventListener("scroll", () => { if (!card.hidden && !cardState.held) place(); }, { passive: true });
let size = window.innerWidth;
window.addEventListener("resize", () => {
  if (size === window.innerWidth) return;
  size = window.innerWidth;
  if (view === "plots") drawPlots();
  if (!card.hidden) place();
});

language = memory.get("svodka.language") === "en" ? "en" : "ru";
$("reviewer").value = memory.get(REVIEWER) ?? "";
$("filters").open = !narrow.matches;
$("confidence").closest("label").hidden = !hasConfidence;
narrow.addEventListener("change", () => { $("filters").open = !narrow.matches; });
speak();
document.documentElement.dataset.ready = "true";
// What search reads is made ready while nobody waits, a little at a time.
const idle = window.requestIdleCallback ?? ((work) => setTimeout(() => work({ timeRemaining: () => 8 })));
const prepare = (list, made, at = 0) => (deadline) => {
  const until = performance.now() + Math.min(8, deadline.timeRemaining());
  while (at < list.length && performance.now() < until) made(list[at++]);
  if (at < list.length) idle(prepare(list, made, at));
};
idle(prepare(claims, hayOf));
idle(prepare(articles, articleHay));
