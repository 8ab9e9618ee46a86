// Whether words that were kept stand in what was saved later: then nothing is lost when they are forgotten.
const blocks = "address, aside, blockquote, br, div, figure, figcaption, h2, h3, hr, li, ol, p, table, td, th, tr, ul";

// The words of a field as one line; of the body, without its marks.
const words = (value) => {
  let text = value;
  if (/<\w/.test(value)) {
    const read = new DOMParser().parseFromString(value, "text/html"); // it runs no script and loads no picture
    for (const block of read.querySelectorAll(blocks)) block.before(" ");
    text = read.body.textContent;
  }
  return text.replace(/\s+/g, " ").trim();
};

// What is placed among the words: pictures, embeds and links must be the same ones.
const placed = (value) => value.match(/<[^>]*\b(?:data-|href=)[^>]*>/g) ?? [];

const isIn = (value, saved) => {
  if (typeof value !== "string" || typeof saved !== "string") return JSON.stringify(value) === JSON.stringify(saved);
  return words(saved).includes(words(value)) && placed(value).every((mark) => saved.includes(mark));
};

export const isContained = (text, saved) => Object.entries(text).every(([name, value]) => isIn(value, saved[name] ?? ""));
