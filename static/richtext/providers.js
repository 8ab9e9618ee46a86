// What an address will become, said to the editor at once; press/richtext/embeds.py decides.
const PLAYERS = {
  "youtube.com": "YouTube",
  "youtu.be": "YouTube",
  "www.youtube-nocookie.com": "YouTube",
  "vimeo.com": "Vimeo",
  "player.vimeo.com": "Vimeo",
  "soundcloud.com": "SoundCloud",
};
const NAMES = { "x.com": "X", "twitter.com": "X", "instagram.com": "Instagram", "facebook.com": "Facebook" };

export const complete = (address) => {
  const trimmed = address.trim();
  return /^[\w-]+(\.[\w-]+)+(\/|$)/.test(trimmed) ? `https://${trimmed}` : trimmed;
};

export const describe = (address) => {
  let url;
  try {
    url = new URL(address);
  } catch {
    return { provider: "", sentence: "" };
  }
  if (!/^https?:$/.test(url.protocol) || url.username || url.port || !url.hostname.includes(".")) {
    return { provider: "", sentence: "" };
  }
  const host = url.hostname.replace(/^(www|m|music|mobile)\./, "");
  const player = PLAYERS[host] ?? PLAYERS[url.hostname];
  if (player && url.pathname.length > 1) {
    return { provider: player, sentence: "Plays in the story when a reader asks for it." };
  }
  const name = NAMES[host] ?? (/\.pdf$/i.test(url.pathname) ? "PDF" : host);
  return { provider: name, sentence: "Shown as a card with a link." };
};
