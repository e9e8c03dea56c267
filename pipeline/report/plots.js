// Plots of the filtered claims, as inline SVG drawn to the width there is.
const ROW = 26;
const wide = () => Math.max(280, $("plots").clientWidth - 2);
const ruler = document.createElement("canvas").getContext("2d");
const fits = (text, width) => {
  ruler.font = `14px ${getComputedStyle(document.body).fontFamily}`;
  let size = text.length;
  while (size > 4 && ruler.measureText(short(text, size)).width > width) size -= 1;
  return short(text, size);
};

// Bars with their label before and their count behind; each is a link.
const bars = (title, counts, link) => {
  const width = Math.min(wide(), 900);
  const label = Math.min(240, width * 0.42);
  const most = Math.max(1, ...counts.map(([, count]) => count));
  const scale = (width - label - 56) / most;
  return figure(title, counts.length ? svg("svg", { width, height: counts.length * ROW, role: "list" }, counts.map(([key, count, shown], n) =>
    svg("g", { transform: `translate(0 ${n * ROW})`, role: "listitem" }, svg("a", { href: link(key), class: "bar" },
      svg("title", {}, `${shown ?? key}: ${number(count)}`),
      svg("rect", { class: "hit", width, height: ROW }),
      svg("text", { x: label - 8, y: 17, "text-anchor": "end" }, fits(shown ?? key, label - 10)),
      svg("rect", { class: "fill", x: label, y: 4, width: Math.max(2, count * scale), height: ROW - 8, rx: 2 }),
      svg("text", { class: "figure", x: label + count * scale + 8, y: 17 }, number(count)))))) : null);
};
const figure = (title, ...body) => el("figure", {}, el("figcaption", {}, title), ...(body.some(Boolean) ? body : [el("p", { class: "empty" }, say("nothing"))]));

// By day, month or year of publication, whichever gives a readable number of columns; those without a claim too.
const STEPS = [[10, 864e5], [7, 864e5 * 30.44], [4, 864e5 * 365.25]];
const steps = (first, last) => {
  const span = Date.parse(last) - Date.parse(first);
  const [size] = STEPS.find(([, length]) => span / length < 62) ?? [4];
  const found = [];
  const [year, month, day] = first.split("-").map(Number);
  for (let n = 0; n < 1000; n++) {
    const date = new Date(0);
    date.setUTCFullYear(year + (size === 4 ? n : 0), size === 4 ? 0 : month - 1 + (size === 7 ? n : 0), size === 10 ? day + n : 1);
    const key = date.toISOString().slice(0, size);
    if (key > last.slice(0, size)) break;
    found.push(key);
  }
  return found;
};
const columns = (title, list) => {
  const dates = list.map((claim) => claim.article.date).filter(Boolean).sort();
  if (!dates.length) return figure(title);
  const keys = steps(dates[0], dates.at(-1));
  const counts = new Map(counted(dates.map((date) => date.slice(0, keys[0].length))));
  const most = Math.max(...counts.values());
  const [width, height, left] = [Math.min(wide(), 900), 200, 44];
  const each = (width - left) / keys.length;
  const every = Math.ceil((keys[0].length * 7.5 + 12) / each);
  const picture = svg("svg", { width, height: height + 30, role: "img", "aria-label": title },
    ticks(0, most).map((value) => [
      svg("line", { class: "grid", x1: left, x2: width, y1: height - value / most * (height - 12), y2: height - value / most * (height - 12) }),
      svg("text", { x: left - 8, y: height - value / most * (height - 12) + 4, "text-anchor": "end" }, number(value))]),
    keys.map((key, n) => [
      svg("rect", { class: "fill", x: left + n * each + 1, y: height - (counts.get(key) ?? 0) / most * (height - 12),
        width: Math.max(1, Math.min(each - 2, 60)), height: (counts.get(key) ?? 0) / most * (height - 12) }, svg("title", {}, `${key}: ${counts.get(key) ?? 0}`)),
      n % every ? null : svg("text", { x: left + n * each, y: height + 20 }, key)]).flat());
  return figure(title, picture, list.length > dates.length ? el("p", { class: "facts" }, say("undated", list.length - dates.length)) : null);
};
// Round values from `low` to `high`, at most six.
const ticks = (low, high) => {
  const raw = (high - low) / 4 || 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  const size = [1, 2, 5, 10].find((factor) => factor * power >= raw) * power;
  const found = [];
  for (let value = Math.ceil(low / size) * size; value <= high && found.length < 20; value += size) found.push(Number(value.toPrecision(12)));
  return found;
};

// Claims of one series (the table `series`) that stand in more than one article.
const dayOf = (claim) => claim.time_end || claim.time_start || claim.article.date;
const indicators = (list) => {
  const groups = grouped(list.filter((claim) => claim.series && figureOf(claim)), (claim) => claim.series);
  const spread = (group) => new Set(group.map((claim) => claim.article_id)).size;
  return [...groups.values()].map((group) => [spread(group), group]).filter(([size]) => size > 1)
    .sort((one, other) => Boolean(other[1][0].place) - Boolean(one[1][0].place) || other[0] - one[0] || other[1].length - one[1].length || one[1][0].order - other[1][0].order)
    .slice(0, 200).map(([, group]) => group);
};
const titleOf = ([claim, ...rest]) => `${[claim.indicator, name("kinds", claim.kind), claim.change && name("changes", claim.change), unitOf(claim),
  claim.place].filter(Boolean).join(" · ")} (${rest.length + 1})`;
let picked = "";
const series = (list) => {
  const groups = indicators(list);
  if (!groups.length) return figure(say("series"));
  const titles = groups.map(titleOf);
  const at = Math.max(0, titles.indexOf(picked));
  const body = el("div", {}, ...seriesOf(groups[at]));
  const select = el("select", { id: "indicator", onchange: (event) => {
    picked = titles[event.target.value];
    body.replaceChildren(...seriesOf(groups[event.target.value]));
  } }, titles.map((title, n) => el("option", { value: n, selected: n === at }, short(title, 90))));
  return figure(say("series"), el("p", { class: "facts" }, say("seriesNote")), el("label", { class: "pick" }, say("indicator"), select), body);
};
const seriesOf = (group) => {
  const list = [...group].sort((one, other) => collator.compare(dayOf(one) || "9999", dayOf(other) || "9999") || one.order - other.order);
  return [scatter(list), el("div", { class: "scroll" }, el("table", { class: "plain" }, el("thead", {}, el("tr", {},
    ["date", "value", "who", "article"].map((key) => el("th", { scope: "col" }, say(key))))),
  el("tbody", {}, list.map((claim) => el("tr", {}, el("td", {}, dayOf(claim)), el("td", {}, el("a", { href: toText(claim) }, valueOf(claim))),
    el("td", {}, claim.who), el("td", {}, short(claim.article.label, 80)))))))];
};
const scatter = (list) => {
  const dated = list.filter(dayOf).map((claim) => [Date.parse(dayOf(claim)), Number(figureOf(claim)), claim]).filter(([day]) => !Number.isNaN(day));
  if (!dated.length) return "";
  const [days, values] = [dated.map(([day]) => day), dated.map(([, value]) => value)];
  const [first, last] = [Math.min(...days), Math.max(...days)];
  const logs = Math.min(...values) > 0 && Math.max(...values) / Math.min(...values) > 500;
  const low = logs ? Math.min(...values) : Math.min(0, ...values);
  const high = Math.max(...values) || 1;
  const [width, height, left, foot] = [Math.min(wide(), 900), 240, 84, 30];
  const part = (value) => (logs ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low || 1));
  const y = (value) => 10 + (1 - part(value)) * (height - 20);
  const x = (day) => left + 12 + (last > first ? (day - first) / (last - first) : 0.5) * (width - left - 28);
  const levels = logs ? [low, Math.sqrt(low * high), high].map((value) => Number(value.toPrecision(2))) : ticks(low, high);
  const short = new Intl.NumberFormat(language, { notation: "compact", maximumFractionDigits: 2 });
  const day = (value) => new Date(value).toISOString().slice(0, 10);
  return svg("svg", { width, height: height + foot, role: "group", "aria-label": say("series") },
    levels.map((value) => [svg("line", { class: "grid", x1: left, x2: width, y1: y(value), y2: y(value) }),
      svg("text", { x: left - 8, y: y(value) + 4, "text-anchor": "end" }, short.format(value))]).flat(),
    svg("text", { x: left, y: height + 22 }, day(first)),
    last > first ? svg("text", { x: width - 4, y: height + 22, "text-anchor": "end" }, day(last)) : null,
    dated.map(([at, value, claim]) => svg("a", { href: toText(claim), class: "dot" },
      svg("title", {}, `${dayOf(claim)}: ${valueOf(claim)} — ${claim.who || claim.article.label}`),
      svg("circle", { cx: x(at), cy: y(value), r: 6 }))));
};

const drawPlots = () => {
  const list = found();
  const withFilter = (key) => (value) => address("claims", [], { ...Object.fromEntries(FILTERS.map((each) => [each, wanted[each]])), [key]: value });
  const here = new Set(list.map((claim) => claim.article_id));
  const people = quotes.filter((quote) => quote.speaker_id.startsWith("PER") && (list === inOrder || here.has(quote.article_id)));
  $("plots").replaceChildren(
    el("p", { class: "facts" }, [
      `${number(articles.length)} ${say("articlesCount")}`, `${number(list.length)} ${say("claimsCount")}`, `${number(quotes.length)} ${say("quotesCount")}`].join(" · "),
    list.length < claims.length ? el("strong", {}, ` · ${say("filtered")} `) : null),
    bars(say("byKind"), counted(list.map((claim) => claim.kind)).map(([kind, count]) => [kind, count, name("kinds", kind)]), withFilter("kind")),
    bars(say("bySpeaker"), counted(list.map((claim) => claim.speaker)).slice(0, 15), withFilter("speaker")),
    columns(say("overTime"), list),
    bars(say("quoted"), counted(people.map((quote) => quote.speaker)).slice(0, 15), withFilter("speaker")),
    series(list));
};
