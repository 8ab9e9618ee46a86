// The page is the same for everyone; only here does "Sign in" become "Account", for a browser that holds the readable
// cookie which says that there is something personal to ask for.
const link = document.querySelector("[data-account]");
if (link && /(?:^|; )personal=1(?:;|$)/.test(document.cookie)) link.textContent = link.dataset.account;
