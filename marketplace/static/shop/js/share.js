// Opens the phone's own sheet for sending (Zalo, messages, …) where the browser has one; else the link stands there to copy.
for (const button of document.querySelectorAll("[data-share]")) {
  if (!navigator.share) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.share({ text: button.dataset.shareText, url: button.dataset.share });
    } catch {
      // Closed without sending.
    }
  });
}
