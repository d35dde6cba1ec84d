// Maps of the cameras and of their coverage: our own roads, fields of view, and what is unseen
// (Leaflet, global L; tiles only where a source is configured). The list says the same without it.

const box = document.querySelector("[data-camera-map]");
const ground = box.querySelector("[data-map]");

const STYLES = {
  road: () => ({ className: "map-road", weight: 1, fillOpacity: 1, interactive: false }),
  field: ({ health = "working" }) => ({ className: `map-field health-${health}`, weight: 1.5, fillOpacity: 0.16, interactive: false }),
  blind: () => ({ className: "map-blind", weight: 5, interactive: false }),
};

show();

async function show() {
  let drawn;
  try {
    drawn = await (await fetch(box.dataset.cameraMap, { credentials: "same-origin" })).json();
  } catch {
    return; // No connection: the list does without the map.
  }
  box.hidden = false;
  const map = L.map(ground, { zoomControl: false, maxZoom: 21, minZoom: 10 });
  map.attributionControl.setPrefix("");
  L.control.zoom({ zoomInTitle: ground.dataset.zoomIn, zoomOutTitle: ground.dataset.zoomOut }).addTo(map);
  if (box.dataset.tiles) L.tileLayer(box.dataset.tiles, { maxNativeZoom: 18, maxZoom: 21 }).addTo(map);
  const fields = new Map();
  const layer = L.geoJSON(drawn, {
    style: ({ properties }) => STYLES[properties.kind](properties),
    pointToLayer: ({ properties }, at) => (properties.kind === "wish" ? wish(properties, at) : camera(properties, at)),
    onEachFeature: ({ properties }, one) => {
      if (properties.kind === "field" && properties.key) fields.set(properties.key, one);
    },
  }).addTo(map);
  map.fitBounds(layer.getBounds().isValid() ? layer.getBounds().pad(0.03) : [[18, 73], [53, 135]], { animate: false });
  pair(fields, map);
}

/** A camera's mark: its shape says the network, its colour and stroke how it answers. */
function camera({ network, health, name, says, address }, at) {
  const words = `${name}: ${says}`;
  const icon = L.divIcon({ className: `cam net-${network} health-${health}`, iconSize: [22, 22] });
  const marker = L.marker(at, { icon, title: words, alt: words, riseOnHover: true });
  marker.on("click keypress", (event) => {
    if (event.type === "click" || event.originalEvent.key === "Enter") window.location.assign(address);
  });
  return marker;
}

function wish({ number }, at) {
  const icon = L.divIcon({ className: "map-wish", html: L.Util.template("{number}", { number: String(Number(number)) }), iconSize: [26, 26] });
  return L.marker(at, { icon, keyboard: false, interactive: false });
}

/** Pointing at a camera in the list shows its field on the map. */
function pair(fields, map) {
  for (const card of document.querySelectorAll("[data-camera]")) {
    const field = fields.get(card.dataset.camera);
    const light = (on) => {
      field?.setStyle({ weight: on ? 4 : 1.5, fillOpacity: on ? 0.4 : 0.16 });
      if (on && field && !map.getBounds().intersects(field.getBounds())) map.panTo(field.getBounds().getCenter(), { animate: false });
    };
    card.addEventListener("pointerenter", () => light(true));
    card.addEventListener("pointerleave", () => light(false));
    card.addEventListener("focusin", () => light(true));
    card.addEventListener("focusout", () => light(false));
  }
}
