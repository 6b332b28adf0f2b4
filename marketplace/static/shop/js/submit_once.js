/* A form marked data-submit-once is sent once: its buttons rest after the first press, and wake when the person comes back. */
document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-submit-once]");
  if (!form || event.defaultPrevented) return;
  if ("sent" in form.dataset) return event.preventDefault();
  form.dataset.sent = "";
  /* After the browser has read the form, so that the pressed button's own value still travels. */
  setTimeout(() => setResting(form, true));
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-sent]")) {
    delete form.dataset.sent;
    setResting(form, false);
  }
});

function setResting(form, resting) {
  for (const button of form.querySelectorAll("button:not([type=button])")) {
    button.disabled = resting;
    button.setAttribute("aria-busy", resting);
  }
}
