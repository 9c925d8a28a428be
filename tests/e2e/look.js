// What a checker does not measure: contrast in every theme, targets, reflow. Returns a list of sentences.
(themes) => {
  const faults = new Set();
  const shown = (e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest(".hidden-text, .skip, noscript, option, script");
  const number = (c) => { const m = c.match(/[\d.]+/g).map(Number); return m.length > 3 && m[3] === 0 ? null : m.slice(0, 3); };
  const light = (c) => { const [r, g, b] = c.map((v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  const ground = (e) => { for (let at = e; at; at = at.parentElement) { const c = number(getComputedStyle(at).backgroundColor); if (c) return c; } return [255, 255, 255]; };
  const all = [...document.body.querySelectorAll("*")].filter(shown);
  const texts = all.filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) || (e.matches("input, textarea, select")));
  const fields = all.filter((e) => e.matches("input:not([type=hidden]), textarea, select, button:not(.plain), .button"));
  const html = document.documentElement, before = html.dataset.theme;
  for (const theme of themes) {
    html.dataset.theme = theme;
    for (const e of texts) {
      const style = getComputedStyle(e), got = ratio(number(style.color), ground(e));
      if (got < 7) faults.add(`${theme}: text ${e.tagName}.${e.className} ${style.color} has ${got.toFixed(2)}`);
    }
    for (const e of fields) {
      const style = getComputedStyle(e), edge = number(style.borderTopColor);
      if (e.matches("[type=radio], [type=checkbox]")) continue;
      if (parseFloat(style.borderTopWidth) < 1 || !edge || ratio(edge, ground(e.parentElement)) < 3) faults.add(`${theme}: edge of ${e.tagName}.${e.className}`);
    }
  }
  html.dataset.theme = before;
  for (const e of all.filter((one) => one.matches("button, input:not([type=hidden]), select, textarea, summary, .button, nav a, h3 a, .links a"))) {
    const box = e.getBoundingClientRect(), least = e.matches("[type=radio], [type=checkbox]") ? 24 : 44;
    if (box.height < least - 0.5 || box.width < Math.min(least, 24)) faults.add(`target ${e.tagName}.${e.className} "${(e.textContent || e.name).trim().slice(0, 20)}" is ${Math.round(box.width)}×${Math.round(box.height)}`);
  }
  return [...faults];
}
