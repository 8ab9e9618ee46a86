// Makes of Word's and Google Docs' clipboard what the editor can read; the server cleans whatever is left.
const HEADINGS = { H1: "h2", H4: "h3", H5: "h3", H6: "h3" };
const COMMENTS =
  ".msocomanchor, .msocomoff, .MsoCommentReference, a[href^='#cmnt'], a[href^='#_msocom'], del[cite], del[datetime]";

// The desk's policy forbids style elements, style attributes and handlers, and speaks up even for a page that is only
// parsed: they are taken out or renamed while it is text.
const withoutCode = (html) =>
  html
    .replace(/<(script|style)\b.*?<\/\1\s*>/gis, "")
    .replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/([\s"'/])(on\w+|style)(?=\s*=)/gi, "$1data-$2"));

export const tidyPaste = (html) => {
  const page = new DOMParser().parseFromString(withoutCode(html), "text/html");
  for (const element of page.body.querySelectorAll(COMMENTS)) element.remove();
  for (const element of page.body.querySelectorAll("[data-style]")) {
    if (isHidden(declared(element))) element.remove();
  }
  for (const wrapper of page.body.querySelectorAll("b[id^='docs-internal-guid']"))
    wrapper.replaceWith(...wrapper.childNodes);
  for (const element of page.body.querySelectorAll("[data-style]")) setMarks(element);
  // Docs marks every paragraph as left to right; that says something only beside right to left.
  if (!page.body.querySelector("[dir=rtl]")) {
    for (const element of page.body.querySelectorAll("[dir]")) element.removeAttribute("dir");
  }
  for (const heading of page.body.querySelectorAll("h1, h4, h5, h6")) rename(heading, HEADINGS[heading.tagName]);
  makeLists(page);
  for (const paragraph of page.body.querySelectorAll("p")) {
    if (!paragraph.textContent.trim() && !paragraph.querySelector("img, br + br")) paragraph.remove();
  }
  return page.body.innerHTML;
};

// How many pictures the editor leaves out of a paste: those that lie on the writer's own machine or another site. Our
// own come as figures, with their number in the library.
export const picturesLost = (html) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  return [...page.body.querySelectorAll("img")].filter((image) => !image.closest("figure[data-picture]")).length;
};

const declared = (element) => {
  const pairs = (element.dataset.style ?? "")
    .toLowerCase()
    .split(";")
    .map((part) => part.split(/:(.*)/s));
  return Object.fromEntries(pairs.filter(([, value]) => value).map(([name, value]) => [name.trim(), value.trim()]));
};

// What the style of a piece of text says becomes tags around it.
const setMarks = (element) => {
  if (/^(P|DIV|LI|UL|OL|TABLE|TBODY|TR|TD|TH|H\d)$/.test(element.tagName)) return;
  const style = declared(element);
  const isBold = /^(bold|bolder|[6-9]\d\d)$/.test(style["font-weight"] ?? "");
  const wanted = [
    isBold && "strong",
    /^(italic|oblique)/.test(style["font-style"] ?? "") && "em",
    style["vertical-align"] === "sub" && "sub",
    style["vertical-align"] === "super" && "sup",
  ];
  for (const tag of wanted.filter(Boolean)) {
    const mark = element.ownerDocument.createElement(tag);
    mark.append(...element.childNodes);
    element.append(mark);
  }
  const undone = style["font-weight"] === "normal" || style["font-weight"] === "400";
  if (undone && /^(B|STRONG)$/.test(element.tagName)) element.replaceWith(...element.childNodes);
};

const isHidden = (style) =>
  style.display === "none" ||
  style["mso-hide"] === "all" ||
  style["mso-special-character"] === "comment" ||
  style["mso-element"]?.startsWith("comment");

const rename = (element, tag) => {
  const renamed = element.ownerDocument.createElement(tag);
  renamed.append(...element.childNodes);
  element.replaceWith(renamed);
};

// Word writes a list as paragraphs whose style says “mso-list: l0 level2 lfo1” and whose text begins with the marker.
const makeLists = (page) => {
  let open = [];
  for (const paragraph of page.body.querySelectorAll("p")) {
    const level = Number(declared(paragraph)["mso-list"]?.match(/^l\d+\s+level(\d)/)?.[1] ?? 0);
    if (!level || paragraph.closest("li")) {
      open = [];
      continue;
    }
    const [marker] = [...paragraph.querySelectorAll("[data-style]")].filter(
      (part) => declared(part)["mso-list"] === "ignore",
    );
    const number = marker?.textContent.trim().match(/^\(?(\d+|[a-z]{1,4})[.)]/i);
    marker?.remove();
    const follows = open.length && open[0].list === paragraph.previousElementSibling;
    open = follows ? open.filter((part) => part.level <= level) : [];
    const item = page.createElement("li");
    let deepest = open.at(-1);
    if (deepest?.level !== level) {
      const list = page.createElement(number ? "ol" : "ul");
      if (Number(number?.[1]) > 1) list.start = Number(number[1]);
      if (deepest) deepest.list.lastElementChild.append(list);
      else paragraph.before(list);
      deepest = { level, list };
      open.push(deepest);
    }
    deepest.list.append(item);
    item.append(paragraph);
  }
};
