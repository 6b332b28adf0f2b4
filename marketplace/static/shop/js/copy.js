// A button beside everything that a person would have to copy by hand. Without scripts the text can be selected.
const label = document.documentElement.lang === "en" ? ["Copy", "Copied"] : ["Chép", "Đã chép"];

for (const text of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button quiet small";
  button.textContent = label[0];
  button.setAttribute("aria-label", `${label[0]} ${text.textContent}`);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text.dataset.copy || text.textContent.trim());
    button.textContent = label[1];
    setTimeout(() => { button.textContent = label[0]; }, 2000);
  });
  text.after(" ", button);
}
