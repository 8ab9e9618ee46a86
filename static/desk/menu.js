// Where the menu is longer than the screen is wide, the page one is on is in sight.
document.querySelector(".desk-menu [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
