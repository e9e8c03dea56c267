// The list of articles, and one of them with its marks.
const list = $("list");
const pane = $("pane");
const shownMarks = { article: null, marks: [] };
const shownClasses = new Set(["claim", "PER", "ORG", "LOC"]);

const drawList = () => {
  list.replaceChildren(...articles.map((article) => el("li", { "data-id": article.article_id },
    el("a", { href: address("articles", [article.article_id]) },
      el("span", { class: "name" }, article.label),
      el("span", { class: "facts" }, [article.date, say("toCount", claimsOf.get(article.article_id)?.length ?? 0)].filter(Boolean).join(" · "))))));
  filterList();
};
const filterList = () => {
  const words = folded($("find-article").value).split(/\s+/).filter(Boolean);
  let found = 0;
  for (const [n, item] of [...list.children].entries()) {
    const hit = words.every((word) => articleHay(articles[n]).includes(word));
    item.hidden = !hit;
    found += hit;
  }
  $("list-count").textContent = found ? say("shown", 1, found, articles.length) : say("none");
};

const safeLink = (url) => (/^https?:\/\//i.test(url) ? el("a", { href: url, rel: "noreferrer noopener", target: "_blank" }, new URL(url).host) : url);

const drawArticle = (article) => {
  hideCard();
  document.querySelector("#list [aria-current]")?.removeAttribute("aria-current");
  document.body.classList.toggle("reading", Boolean(article));
  shownMarks.article = article;
  if (!article) return pane.replaceChildren(el("p", { class: "empty" }, say("noArticle")));
  const item = list.children[articles.indexOf(article)];
  item?.firstChild.setAttribute("aria-current", "true");
  shownMarks.marks = marksOf(article);
  const count = claimsOf.get(article.article_id)?.length ?? 0;
  pane.replaceChildren(
    el("a", { href: "#/articles", class: "back" }, `← ${say("back")}`),
    el("h2", { tabindex: "-1" }, article.label),
    el("p", { class: "facts" }, facts(article)),
    legend(),
    el("div", { class: "text", lang: "ru", id: "text" }, paragraphs(article, shownMarks.marks)),
    count ? el("p", {}, el("a", { href: address("claims", [], { article: article.article_id }) }, `${say("toClaims", count)} →`))
      : el("p", { class: "facts" }, say("noClaims")));
  drawClasses();
};
const facts = (article) => {
  const known = [article.date, article.url && safeLink(article.url), article.article_id].filter(Boolean);
  return known.flatMap((fact, n) => (n ? [" · ", fact] : [fact]));
};
const legend = () => el("fieldset", { class: "legend" }, el("legend", {}, say("legend")), CLASSES.map((type) => el("label", {},
  el("input", { type: "checkbox", checked: shownClasses.has(type), onchange: (event) => {
    shownClasses[event.target.checked ? "add" : "delete"](type);
    drawClasses();
  } }), el("span", { class: `sample ${type}` }, say(type)))));
const drawClasses = () => {
  for (const type of CLASSES) pane.classList.toggle(`no-${type}`, !shownClasses.has(type));
  for (const mark of pane.querySelectorAll("mark")) {
    const live = marksAt(mark).some((each) => each.type !== "other");
    if (mark.hasAttribute("tabindex")) mark.tabIndex = live ? 0 : -1;
  }
};

// What is marked and shown at an element of the text.
const marksAt = (node) => (node.dataset.marks ?? "").split(" ").filter(Boolean)
  .map((index) => shownMarks.marks[index]).filter((mark) => mark && shownClasses.has(mark.type));
const over = (event) => (event.target.closest ? event.target.closest("mark") : null);
pane.addEventListener("mouseover", (event) => {
  const node = over(event);
  if (node && !cardState.held && marksAt(node).length) showCard(node, marksAt(node));
});
pane.addEventListener("mouseout", (event) => over(event) && leaveCard());
pane.addEventListener("focusin", (event) => {
  const node = over(event);
  if (node && !cardState.quiet && marksAt(node).length) showCard(node, marksAt(node));
});
pane.addEventListener("click", (event) => {
  const node = over(event);
  if (node && marksAt(node).length) holdCard(node, marksAt(node));
});
pane.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && over(event) && marksAt(over(event)).length) {
    event.preventDefault();
    holdCard(over(event), marksAt(over(event)));
  }
});

const markOf = (claim) => pane.querySelector(`mark[data-claim="${CSS.escape(claim.claim_id)}"]`);
const goToClaim = (claim) => {
  const mark = markOf(claim);
  if (!mark) return;
  for (const old of pane.querySelectorAll(".target")) old.classList.remove("target");
  for (const each of pane.querySelectorAll("mark")) {
    if (marksAt(each).some((one) => one.row === claim)) each.classList.add("target");
  }
  mark.scrollIntoView({ block: "center" });
  mark.focus({ preventScroll: true });
};
// `n` and `p`: from the mark that has the focus, else from the top.
const step = (by) => {
  const all = [...pane.querySelectorAll("mark[data-claim]")];
  const at = all.indexOf(document.activeElement);
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
  next?.scrollIntoView({ block: "center" });
  next?.focus({ preventScroll: true });
};
