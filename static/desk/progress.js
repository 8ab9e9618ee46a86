// Fetches the moving part of a report anew while an edition is being sent; a page that nobody looks at does not ask.
const PAUSE = 2000; // milliseconds
const part = document.querySelector("[data-progress]");

const renew = async () => {
  if (document.visibilityState === "visible") {
    try {
      const answer = await fetch(location.href, { headers: { "X-Part": "progress" } });
      if (answer.ok) part.innerHTML = await answer.text();
      // Its buttons stand outside the part, so that none is taken from under a finger.
      if (part.querySelector("[data-done]")) location.reload();
    } catch {
      // The next try may reach the desk again.
    }
  }
  setTimeout(renew, PAUSE);
};

if (part) setTimeout(renew, PAUSE);
