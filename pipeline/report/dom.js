// Elements are made of text nodes only: nothing of an article is ever read as HTML.
const fill = (node, attributes, children) => {
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
};
const el = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);
const svg = (tag, attributes = {}, ...children) =>
  fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
const $ = (id) => document.getElementById(id);
const narrow = window.matchMedia("(max-width: 760px)");

const download = (file, text) => {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = el("a", { href: url, download: file });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
};

// What the page remembers between visits; where the browser keeps nothing, only until it is closed.
const memory = {
  kept: new Map(),
  lasting: true,
  get(key) {
    try {
      return localStorage.getItem(key) ?? this.kept.get(key) ?? null;
    } catch {
      this.lasting = false;
      return this.kept.get(key) ?? null;
    }
  },
  set(key, value) {
    this.kept.set(key, value);
    try {
      localStorage.setItem(key, value);
    } catch {
      this.lasting = false;
    }
  },
};

const address = (view, parts = [], query = {}) => {
  const given = Object.entries(query).filter(([, value]) => value !== "" && value !== undefined);
  const search = new URLSearchParams(given).toString();
  return `#/${[view, ...parts.map(encodeURIComponent)].join("/")}${search && `?${search}`}`;
};
const toText = (claim) => address("articles", [claim.article_id, claim.claim_id]);
