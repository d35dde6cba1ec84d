// Bars of a table's numbers (uPlot, global uPlot); the table stays, for everybody who reads numbers.

const AXIS_PX = 40;

function rowsOf(table) {
  return [...table.tBodies[0].rows].map((row) => [row.cells[0].textContent.trim(), ...[...row.cells].slice(1).map((cell) => Number(cell.textContent))]);
}

function build(place) {
  place.replaceChildren();
  const rows = rowsOf(document.getElementById(place.dataset.bars));
  place.hidden = false;
  const colours = getComputedStyle(document.documentElement);
  const colour = (name) => colours.getPropertyValue(name).trim();
  const axis = { stroke: colour("--ink-soft"), font: `11px ${colour("--sans")}`, ticks: { show: false } };
  const inks = [colour("--accent"), colour("--stop-fill")];
  const columns = [rows.map((_, place) => place), ...rows[0].slice(1).map((_, at) => rows.map((row) => row[at + 1]))];
  const paths = globalThis.uPlot.paths.bars({ size: [0.7, 60] });
  new globalThis.uPlot({
    width: place.clientWidth, height: place.clientHeight, legend: { show: false }, cursor: { show: false }, padding: [8, 8, 0, 0],
    scales: { x: { time: false, range: () => [-0.6, rows.length - 0.4] }, y: { range: (_, __, high) => [0, Math.max(1, high * 1.08)] } },
    series: [{}, ...inks.slice(0, columns.length - 1).map((ink) => ({ fill: ink, stroke: ink, width: 0, paths, points: { show: false } }))],
    axes: [
      { ...axis, grid: { show: false }, values: (_, marks) => marks.map((at) => rows[at]?.[0].replace(/^\d{4}-/, "") ?? ""), incrs: [1, 2, 3, 4, 6, 8, 13, 26, 52], space: 48 },
      { ...axis, size: AXIS_PX, grid: { stroke: colour("--line"), width: 1 }, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000] },
    ],
  }, columns, place);
}

addEventListener("DOMContentLoaded", () => {
  const charts = [...document.querySelectorAll("[data-bars]")];
  const all = () => charts.forEach(build);
  all();
  globalThis.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", all);
  let width = innerWidth;
  addEventListener("resize", () => width !== innerWidth && ((width = innerWidth), all()));
});
