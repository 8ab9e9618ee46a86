// Names as one types them in a field: several with commas between them, of whichever script.
export const COMMAS = /[,،、，;\n]/;

export const tidy = (name) => name.split(/\s+/).filter(Boolean).join(" ");
export const namesIn = (text) => text.split(COMMAS).map(tidy).filter(Boolean);
export const same = (one, other) => one.localeCompare(other, undefined, { sensitivity: "accent" }) === 0;
