// The plan of the road in metres of the site (Leaflet without a map of the earth): marks to click and
// drag, corners of the painted lines to snap to, and how far off a position is expected to be.

const SNAP_PX = 12;
const BANDS_CM = [10, 30, 100];
const BAND_TOKENS = ["--go", "--accent", "--warn", "--stop"];

export function planView(root, table, words, { moved }) {
  const box = root.querySelector("[data-plan-box]");
  const ground = root.querySelector("[data-plan]");
  const { road, field_of_view: field, camera } = JSON.parse(document.querySelector("[data-plan-json]").textContent);
  box.hidden = false;
  const map = L.map(ground, { crs: L.CRS.Simple, zoomControl: false, attributionControl: false, minZoom: -1, maxZoom: 8, zoomSnap: 0.25, keyboard: true });
  L.control.zoom({ zoomInTitle: ground.dataset.zoomIn, zoomOutTitle: ground.dataset.zoomOut }).addTo(map);
  const at = ([x, y]) => L.latLng(y, x);
  const still = { interactive: false };
  for (const lane of road.lanes) L.polygon(lane.polygon.map(at), { ...still, className: "map-road", weight: 1, fillOpacity: 1 }).addTo(map);
  map.createPane("errors").classList.add("errors-pane");
  for (const line of road.lines) if (line.kind !== "none") L.polyline(line.points.map(at), { ...still, className: `plan-line line-${line.kind}`, weight: 1.5 }).addTo(map);
  for (const line of road.stop_lines) L.polyline(line.points.map(at), { ...still, className: "plan-line", weight: 3 }).addTo(map);
  for (const area of road.areas) L.polygon(area.polygon.map(at), { ...still, className: "plan-area", weight: 1, fillOpacity: 0 }).addTo(map);
  L.polygon(field.map(at), { ...still, className: "map-field", weight: 1, fillOpacity: 0.06 }).addTo(map);
  L.marker(at(camera), { ...still, keyboard: false, icon: L.divIcon({ className: "plan-camera", iconSize: [16, 16] }) }).addTo(map);
  map.fitBounds(L.polygon([...field, camera].map(at)).getBounds().pad(0.1), { animate: false });
  const corners = [...road.lanes.flatMap((one) => one.polygon), ...road.lines.flatMap((one) => one.points.slice(0, 1).concat(one.points.slice(-1))), ...road.stop_lines.flatMap((one) => one.points), ...road.areas.flatMap((one) => one.polygon)];

  const layer = L.layerGroup().addTo(map);
  let dragged = false;
  let errors;
  let errorsAddress;

  map.on("click", ({ latlng }) => {
    table.clickedGround(snapped(latlng));
    moved(false);
  });

  /** The nearest drawn corner a finger's breadth away, else the very place. */
  function snapped(latlng) {
    const here = map.latLngToContainerPoint(latlng);
    let best = [latlng.lng, latlng.lat];
    let nearest = SNAP_PX;
    for (const corner of corners) {
      const far = here.distanceTo(map.latLngToContainerPoint(at(corner)));
      if (far < nearest) [best, nearest] = [corner, far];
    }
    return best;
  }

  function draw() {
    if (dragged) return; // its marker is under the finger
    layer.clearLayers();
    for (const one of table.marks().filter((mark) => mark.ground)) {
      const icon = L.divIcon({ className: `plan-mark${one.chosen ? " is-chosen" : ""}${one.wrong ? " is-wrong" : ""}`, html: String(one.index + 1), iconSize: [24, 24] });
      const marker = L.marker(at(one.ground), { icon, draggable: true, autoPan: true, title: one.name, alt: one.name });
      marker.on("click", () => table.choose(one.row));
      marker.on("dragstart", () => (dragged = true));
      marker.on("drag", () => {
        const { lng, lat } = marker.getLatLng();
        table.setGround(one.row, [lng, lat]);
        moved(true);
      });
      marker.on("dragend", () => {
        dragged = false;
        table.setGround(one.row, snapped(marker.getLatLng()));
        table.choose(one.row);
        moved(false);
      });
      marker.addTo(layer);
    }
  }

  /** The expected error in bands of colour, one pixel of a small picture a cell. */
  function judged({ x_m: x, y_m: y, cell_m: cell, columns, rows, cm }) {
    const canvas = Object.assign(document.createElement("canvas"), { width: columns, height: rows });
    const pen = canvas.getContext("2d");
    const style = getComputedStyle(root);
    const inks = BAND_TOKENS.map((token) => style.getPropertyValue(token));
    cm.forEach((value, index) => {
      if (value < 0) return;
      const band = BANDS_CM.findIndex((limit) => value <= limit);
      pen.fillStyle = inks[band < 0 ? BANDS_CM.length : band];
      pen.fillRect(index % columns, rows - 1 - Math.floor(index / columns), 1, 1);
    });
    const bounds = [at([x - cell / 2, y - cell / 2]), at([x + (columns - 0.5) * cell, y + (rows - 0.5) * cell])];
    canvas.toBlob((drawn) => {
      const address = URL.createObjectURL(drawn);
      const next = L.imageOverlay(address, bounds, { pane: "errors", className: "error-cells", alt: "" });
      next.once("load", () => {
        if (errors) errors.remove();
        if (errorsAddress) URL.revokeObjectURL(errorsAddress);
        [errors, errorsAddress] = [next, address];
      });
      next.addTo(map);
    });
  }

  return { draw, judged };
}
