// The one way elements are made: what comes from an article only ever becomes text.

/** An element; a string among the children becomes a text node, null and false nothing. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false));
  return element;
}

/** A link only where it is one to the web; anything else stays text. */
export function webLink(address) {
  return /^https?:\/\//i.test(address)
    ? h("a", { href: address, rel: "noopener noreferrer nofollow", target: "_blank" }, address)
    : address;
}

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&#96;": "`" };

/** The API's escaped snippet as text nodes and mark elements. */
export function snippet(html) {
  return html.split(/(<mark>.*?<\/mark>)/s).filter(Boolean).map((piece) => {
    const marked = piece.startsWith("<mark>");
    const text = (marked ? piece.slice(6, -7) : piece).replace(/&(amp|lt|gt|quot|#39|#96);/g, (e) => ENTITIES[e]);
    return marked ? h("mark", {}, text) : text;
  });
}

const numberFormat = new Intl.NumberFormat("en", { maximumFractionDigits: 6 });

/** A decimal string with its thousands apart; digits that a double would lose are kept. */
export function decimal(text) {
  if (!/^[+-]?\d+(\.\d+)?$/.test(text ?? "")) return text ?? "";
  const [whole, fraction] = text.split(".");
  return numberFormat.format(BigInt(whole)) + (fraction ? "." + fraction : "");
}

/** ISO 8601 as people write it, exactly as precise as the source. */
export function day(iso) {
  if (!iso) return "no date";
  const [date, time] = iso.split("T");
  const [year, month, d] = date.split("-");
  const names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const name = names[Number(month) - 1];
  const written = d ? `${Number(d)} ${name} ${year}` : name ? `${name} ${year}` : year;
  return time ? `${written}, ${time.slice(0, 5)}` : written;
}

export function ago(millis) {
  const seconds = Math.max(0, Math.round((Date.now() - millis) / 1000));
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min ago`;
  if (seconds < 86400) return `${Math.round(seconds / 3600)} h ago`;
  return `${Math.round(seconds / 86400)} d ago`;
}

const tip = document.getElementById("tip");

/** Shows what belongs to an element while it is pointed at or focused. */
export function tooltip(element, content) {
  const show = () => {
    tip.replaceChildren(...content());
    tip.hidden = false;
    const box = element.getBoundingClientRect();
    const left = Math.min(Math.max(8, box.left), window.innerWidth - tip.offsetWidth - 8);
    const above = box.top - tip.offsetHeight - 8;
    tip.style.left = `${left}px`;
    tip.style.top = `${above > 8 ? above : box.bottom + 8}px`;
  };
  const hide = () => { tip.hidden = true; };
  element.addEventListener("mouseenter", show);
  element.addEventListener("focus", show);
  element.addEventListener("mouseleave", hide);
  element.addEventListener("blur", hide);
  return element;
}

export function hideTip() {
  tip.hidden = true;
}

/** What went wrong, as the API says it. */
export function trouble(error) {
  return h("div", { class: "trouble", role: "alert" },
    h("strong", {}, error.message || "Something went wrong"),
    error.remedy ? h("p", {}, error.remedy) : null,
    error.code ? h("code", {}, error.code) : null);
}
