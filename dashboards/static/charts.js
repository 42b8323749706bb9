// Draws each chart of the page from the specification that stands beside it. Vega runs without
// eval ("ast"), as the page's Content-Security-Policy demands, and is told to load nothing.
"use strict";

const PANEL = 280; // width of one small chart with its axis, in pixels

for (const script of document.querySelectorAll('script[type="application/json"]')) {
  const spec = JSON.parse(script.textContent);
  const drawing = script.parentElement.querySelector(".drawing");
  const width = drawing.clientWidth;
  if (spec.facet) {
    spec.columns = Math.max(1, Math.min(spec.columns, Math.floor(width / PANEL)));
    if (spec.columns === 1) spec.spec.width = Math.max(160, width - 90);
  }
  spec.$schema = "https://vega.github.io/schema/vega-lite/v6.json"; // a name, never fetched
  spec.config = {
    font: "system-ui, sans-serif",
    background: "white",
    view: { stroke: null },
    axis: { labelFontSize: 12, titleFontSize: 12, titleFontWeight: 600, grid: true, gridColor: "#eee" },
    axisY: { labelLimit: width < 500 ? 110 : 220, title: null },
    legend: { labelFontSize: 12, titleFontSize: 12, ...(width < 500 ? { columns: 1 } : {}) },
  };
  if (width < 500) dropLegendColumns(spec);
  const cells = spec.encoding && spec.encoding.x && spec.encoding.x.field === "frame_name";
  if (cells && width < 600) spec.width = { step: 44 }; // the drawing scrolls sideways instead
  const nothing = () => Promise.reject(new Error("charts load nothing"));
  vegaEmbed(drawing, spec, {
    ast: true,
    logLevel: vega.Error,
    renderer: "svg",
    defaultStyle: false,
    actions: { export: true, source: false, compiled: false, editor: false },
    downloadFileName: script.parentElement.id,
    loader: { load: nothing, sanitize: nothing, http: nothing, file: nothing },
    tooltip: { disableDefaultStyle: true },
  })
    .then(() => drawing.setAttribute("data-drawn", "yes"))
    .catch((error) => {
      drawing.textContent = `The chart could not be drawn: ${error.message}`;
    });
}

function dropLegendColumns(part) {
  for (const value of Object.values(part)) {
    if (value && typeof value === "object") {
      if (value.legend && value.legend.columns) Object.assign(value.legend, { columns: 1, labelLimit: 190 });
      if (!Array.isArray(value) || value.length < 20) dropLegendColumns(value);
    }
  }
}
