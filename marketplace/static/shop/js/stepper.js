/* Shows the − and + buttons beside a number box [data-stepper] and keeps the number between its min and max. */
function refresh(stepper) {
  const input = stepper.querySelector("input");
  for (const button of stepper.querySelectorAll("[data-step]")) {
    const next = Number(input.value) + Number(button.dataset.step);
    button.hidden = false;
    button.disabled = next < Number(input.min || 1) || (input.max !== "" && next > Number(input.max));
  }
}
const refreshAll = (root) => root.querySelectorAll("[data-stepper]").forEach(refresh);

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-step]");
  if (!button) return;
  const stepper = button.closest("[data-stepper]");
  const input = stepper.querySelector("input");
  input.value = (Number.parseInt(input.value, 10) || 0) + Number(button.dataset.step);
  refresh(stepper);
  input.dispatchEvent(new Event("change", { bubbles: true }));
});
document.addEventListener("input", (event) => {
  const stepper = event.target.closest("[data-stepper]");
  if (stepper) refresh(stepper);
});
document.addEventListener("htmx:load", (event) => refreshAll(event.target.parentElement || document));
refreshAll(document);
