// Click-to-load: nothing is asked of a video or sound host before the reader asks for it.
// Without this script the link leads to the original.
const play = (figure, link) => {
  const source = new URL(figure.dataset.embedSrc);
  source.searchParams.set(source.hostname.endsWith("soundcloud.com") ? "auto_play" : "autoplay", "1");
  const frame = document.createElement("iframe");
  frame.src = source;
  frame.title = figure.dataset.embedTitle;
  frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  link.after(frame); // the link is hidden beside it, on the screen; paper shows the link
  frame.focus();
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-embed-src] > a");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  play(link.parentElement, link);
});
