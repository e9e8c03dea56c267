// Every word of the page in its two languages: words.json.
const DATA = JSON.parse(document.getElementById("data").textContent);
let language = "ru";
// `{0}` stands for the first of the rest.
const say = (key, ...rest) => (DATA.words[language][key] ?? key).replace(/\{(\d)\}/g, (_, n) => rest[n]);
// A value of a column with few values, or a unit: `money` → `деньги`; as it stands where no word is known.
const name = (group, value) => DATA.words[language][group][value] ?? value;
