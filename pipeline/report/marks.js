// An article's text with its names and numbers marked.
const CLASSES = ["claim", "PER", "ORG", "LOC", "other"];

const marksOf = (article) => [
  ...(claimsOf.get(article.article_id) ?? []).map((row) => ({ type: "claim", row })),
  ...(mentionsOf.get(article.article_id) ?? []).map((row) => ({ type: row.type, row })),
  ...(numbersOf.get(article.article_id) ?? []).map((row) => ({ type: "other", row })),
].map((mark) => ({ ...mark, start: article.at(mark.row.start), stop: article.at(mark.row.stop) }))
  .sort((one, other) => one.start - other.start || other.stop - one.stop)
  .map((mark, index) => ({ ...mark, index }));

// Cuts the text where any mark or line begins or ends: each piece knows all the marks that lie over it.
const pieces = (text, marks, head) => {
  const cuts = new Set([0, head, text.length]);
  for (const mark of marks) cuts.add(mark.start).add(mark.stop);
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) cuts.add(at).add(at + 1);
  const places = [...cuts].sort((one, other) => one - other);
  const found = [];
  let open = [];
  let next = 0;
  places.slice(0, -1).forEach((start, n) => {
    open = open.filter((mark) => mark.stop > start);
    while (next < marks.length && marks[next].start <= start) open.push(marks[next++]);
    found.push({ text: text.slice(start, places[n + 1]), marks: open, start, stop: places[n + 1] });
  });
  return found;
};

// One paragraph for each line, a `date` header small; the first piece of a mark takes the focus.
const paragraphs = (article, marks) => {
  const body = [];
  let line = el("p");
  const close = () => {
    if (line.textContent.trim()) body.push(line);
    line = el("p");
  };
  const head = article.at(article.head);
  for (const piece of pieces(article.text, marks, head)) {
    if (piece.text === "\n") close();
    else if (piece.stop <= head) line.append(el("span", { class: "small" }, piece.text));
    else line.append(piece.marks.length ? marked(piece) : piece.text);
  }
  close();
  return body;
};

const marked = (piece) => {
  const begins = piece.marks.filter((mark) => mark.start === piece.start);
  const claim = begins.find((mark) => mark.type === "claim");
  return el("mark", {
    class: [...new Set(piece.marks.map((mark) => mark.type))].join(" "),
    "data-marks": piece.marks.map((mark) => mark.index).join(" "),
    "data-claim": claim?.row.claim_id,
    tabindex: begins.some((mark) => mark.type !== "other") ? "0" : false,
  }, piece.text);
};
