// Turns the laid-out chat into an SVG of boxes and lines of text, so that it looks the same wherever it is shown.
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const rounded = (number) => Math.round(number * 10) / 10;
const shown = (colour) => colour !== "rgba(0, 0, 0, 0)" && colour !== "transparent";
const pen = document.createElement("canvas").getContext("2d");
const parts = [];

function box(element) {
  const style = getComputedStyle(element), at = element.getBoundingClientRect();
  if (!shown(style.backgroundColor) || !at.width) return;
  parts.push(`<rect x="${rounded(at.left)}" y="${rounded(at.top)}" width="${rounded(at.width)}"` +
    ` height="${rounded(at.height)}" rx="${parseFloat(style.borderTopLeftRadius) || 0}" fill="${style.backgroundColor}"/>`);
}

function line(text, left, right, top, style, fixed) {
  if (!text) return;
  pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const ascent = pen.measureText("x").fontBoundingBoxAscent;
  const weight = Number(style.fontWeight) > 400 ? ` font-weight="${style.fontWeight}"` : "";
  const place = fixed
    ? `x="${rounded(left)}" textLength="${rounded(right - left)}" lengthAdjust="spacingAndGlyphs"`
    : `x="${rounded((left + right) / 2)}" text-anchor="middle"`;
  parts.push(`<text ${place} y="${rounded(top + ascent)}" font-size="${parseFloat(style.fontSize)}"${weight}` +
    ` fill="${style.color}">${escaped(text)}</text>`);
}

function lines(node) {
  const style = getComputedStyle(node.parentElement), isSign = node.parentElement.className === "sign";
  const range = document.createRange();
  let text = "", left = 0, right = 0, top = null;
  for (let at = 0; at < node.length; at++) {
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    const place = range.getClientRects()[0];
    if (!place || (!text && !node.data[at].trim())) continue;
    if (top === null || Math.abs(place.top - top) > 3) {
      line(text.trimEnd(), left, right, top, style, !isSign);
      [text, left, top] = ["", place.left, place.top];
      if (!node.data[at].trim()) continue;
    }
    text += node.data[at];
    if (node.data[at].trim()) right = place.right;
  }
  if (isSign) {
    const around = node.parentElement.getBoundingClientRect();
    [left, right] = [around.left, around.right];
  }
  line(text.trimEnd(), left, right, top, style, !isSign);
}

function walk(node) {
  if (node.nodeType === Node.TEXT_NODE) lines(node);
  else if (node.nodeType === Node.ELEMENT_NODE) {
    box(node);
    node.childNodes.forEach(walk);
  }
}

walk(document.getElementById("chat"));
const size = document.getElementById("chat").getBoundingClientRect();
const [width, height] = [Math.ceil(size.width), Math.ceil(size.height)];
const family = "-apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif";
document.body.textContent = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}"` +
  ` height="${height}" font-family="${family}">\n${parts.join("\n")}\n</svg>`;
