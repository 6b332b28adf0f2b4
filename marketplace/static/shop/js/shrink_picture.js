/* Makes a picture [data-shrink] smaller before it is sent, upright as the camera meant it, and shows it at once.
   Whatever goes wrong, the original is sent: the server shrinks every picture again. */
const LONGEST_SIDE = 1600;
const QUALITY = 0.85;

async function shrunk(file) {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fbf8f1"; /* JPEG knows no transparency */
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  if (!blob || (blob.size >= file.size && scale === 1)) return null;
  return new File([blob], "photo.jpg", { type: "image/jpeg" });
}

function show(box, file) {
  let image = box.querySelector("img");
  if (!image) {
    image = document.createElement("img");
    image.alt = "";
    image.width = image.height = 120;
    box.prepend(image);
  }
  const reader = new FileReader(); /* data: is what the page's policy allows, blob: is not */
  reader.addEventListener("load", () => { image.src = reader.result; });
  reader.readAsDataURL(file);
}

async function take(input) {
  const [file] = input.files;
  const box = input.closest("[data-picture-input]");
  if (!file || !box) return;
  for (const other of box.querySelectorAll("input[type=file]")) if (other !== input) other.value = "";
  box.setAttribute("aria-busy", "true");
  try {
    const small = await shrunk(file);
    if (small) {
      const sent = new DataTransfer();
      sent.items.add(small);
      input.files = sent.files;
    }
    show(box, small || file);
  } catch {
    /* Not a picture that this browser reads: the server says so in plain words, or reads it. */
  } finally {
    box.removeAttribute("aria-busy");
  }
}

/* Setting input.files by hand fires no change, so this runs once per chosen picture. */
document.addEventListener("change", (event) => {
  if (event.target.matches("input[type=file][data-shrink]")) take(event.target);
});
/* Sent while a picture is still being made smaller: wait for it, then send. */
document.addEventListener("submit", (event) => {
  const busy = event.target.querySelector("[data-picture-input][aria-busy]");
  if (!busy) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  new MutationObserver((_changes, watch) => {
    if (busy.hasAttribute("aria-busy")) return;
    watch.disconnect();
    event.target.requestSubmit(event.submitter);
  }).observe(busy, { attributes: true });
}, true);
