// Elements from text, never from markup: what an article says can only become text.
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key === "onclick" || key === "oninput" || key === "onchange" || key === "onkeydown") made.addEventListener(key.slice(2), value);
    else if (key in made && key !== "list") made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** A link, if it is one that may be followed. */
export function link(url, text) {
  if (!/^https?:\/\//.test(url ?? "")) return document.createTextNode(text);
  return element("a", { href: url, target: "_blank", rel: "noopener noreferrer", textContent: text });
}

/** Text from articles may hold characters that turn its neighbours around: it is set apart. */
export const isolated = (text) => element("bdi", { textContent: text });
