// Making elements. Text is always text; nothing here reads HTML.
import { paths } from "./icons.js";

export const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
};

const SVG = "http://www.w3.org/2000/svg";

export const icon = (name) => {
  const drawing = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", paths[name]);
  drawing.append(path);
  for (const [key, value] of Object.entries({
    viewBox: "0 0 24 24",
    width: 24,
    height: 24,
    fill: "none",
    stroke: "currentColor",
    "stroke-width": 1.5,
    "aria-hidden": "true",
    focusable: "false",
  })) {
    drawing.setAttribute(key, value);
  }
  return drawing;
};

export const button = (words, press, attributes = {}) =>
  make("button", { type: "button", class: "body-button", onclick: press, ...attributes }, words);
