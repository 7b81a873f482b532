// Maps: boundaries and pins. No tiles unless the page names where they come from, so by default nobody else is asked.
import { DivIcon, GeoJSON, LatLng, Map as Leaflet, Marker, TileLayer, Control } from "./dist/leaflet.js";

const PIN = '<svg viewBox="0 0 32 40" width="32" height="40"><path class="pin-body" d="M16 39s13-13.5 13-23.5a13 13 0 0 0-26 0C3 25.5 16 39 16 39z"/><circle class="pin-eye" cx="16" cy="15.5" r="5"/></svg>';
const GERMANY = [51.163, 10.448];

const NUMBER = (several) => `<text class="fill-on-brand" x="16" y="20.5" text-anchor="middle" font-size="14" font-weight="600">${several}</text>`;
const EYE = '<circle class="pin-eye" cx="16" cy="15.5" r="5"/>';

const pinIcon = (tone, several = 1) => new DivIcon({ className: `pin ${tone ?? ""}`, html: several > 1 ? PIN.replace(EYE, NUMBER(several)) : PIN, iconSize: [32, 40], iconAnchor: [16, 39], popupAnchor: [0, -36] });

function show(element, options) {
  element.hidden = false;
  const { center, zoom, tiles, attribution, zoomIn, zoomOut } = element.dataset;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = new Leaflet(element, {
    center: center ? center.split(",").map(Number) : GERMANY,
    zoom: center ? Number(zoom) : 6,
    zoomControl: false,
    attributionControl: Boolean(attribution),
    scrollWheelZoom: false,
    zoomAnimation: !still,
    fadeAnimation: !still,
    ...options,
  });
  new Control.Zoom({ zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
  map.attributionControl?.setPrefix(false);
  if (tiles) new TileLayer(tiles, { attribution, maxZoom: 19 }).addTo(map);
  return map;
}

// A map on a part of the page that is still hidden has no size; it is measured when it appears.
const appears = (element) => element.clientWidth > 0 ? Promise.resolve() : new Promise((done) => {
  const watch = new ResizeObserver(() => {
    if (element.clientWidth === 0) return;
    watch.disconnect();
    done();
  });
  watch.observe(element);
});

async function drawBoundary(map, element, fit, places = []) {
  if (!element.dataset.boundary) return;
  const answer = await fetch(element.dataset.boundary);
  if (!answer.ok) return;
  await appears(element);
  map.invalidateSize(false);
  const shape = new GeoJSON(await answer.json(), { interactive: false, className: "boundary", filter: ({ geometry }) => geometry?.type !== "Point" }).addTo(map);
  const bounds = shape.getBounds();
  for (const place of places) bounds.extend(place);
  if (fit && bounds.isValid()) map.fitBounds(bounds, { padding: [24, 24], animate: false });
}

// --- One pin, to be put by finger, mouse or arrow keys ------------------------------------------------------------------------
const STEPS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

function pinField(element) {
  const field = element.closest(".map-field");
  const latitude = document.getElementById(element.dataset.latitude);
  const longitude = document.getElementById(element.dataset.longitude);
  const said = field.querySelector("[data-map-said]");
  field.querySelector("[data-map-words]").hidden = false;
  const map = show(element, { keyboard: false });
  let marker;

  function put(place, tell = true) {
    if (marker) marker.setLatLng(place);
    else {
      marker = new Marker(place, { icon: pinIcon(), draggable: true, autoPan: true, keyboard: false, alt: element.dataset.pin }).addTo(map);
      marker.on("dragend", () => put(marker.getLatLng()));
    }
    latitude.value = place.lat.toFixed(6);
    longitude.value = place.lng.toFixed(6);
    latitude.dispatchEvent(new Event("change", { bubbles: true }));
    if (tell) said.textContent = `${element.dataset.saidMoved} ${place.lat.toFixed(4)}, ${place.lng.toFixed(4)}`;
  }

  function remove() {
    marker?.remove();
    marker = undefined;
    latitude.value = longitude.value = "";
    said.textContent = element.dataset.saidRemoved;
  }

  map.on("click", (event) => put(event.latlng));
  element.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (step) {
      const wide = event.shiftKey ? 60 : 12;
      const from = map.latLngToContainerPoint(marker?.getLatLng() ?? map.getCenter());
      const place = marker ? map.containerPointToLatLng(from.add([step[0] * wide, step[1] * wide])) : map.getCenter();
      put(place);
      map.panInside(place, { padding: [40, 40] });
    } else if (event.key === "+" || event.key === "-") map.setZoom(map.getZoom() + (event.key === "+" ? 1 : -1));
    else if (event.key === "Delete" || event.key === "Backspace") remove();
    else return;
    event.preventDefault();
  });

  // Other modules know where it is, too: the device, a draft that comes back.
  element.addEventListener("map:place", ({ detail }) => {
    put(new LatLng(detail.lat, detail.lon));
    map.setView([detail.lat, detail.lon], Math.max(map.getZoom(), 16), { animate: false });
  });

  element.addEventListener("map:clear", remove);

  const start = latitude.value && longitude.value ? new LatLng(latitude.value, longitude.value) : undefined;
  drawBoundary(map, element, !start);
  if (start) {
    put(start, false);
    map.setView(start, Number(element.dataset.zoom) + 1, { animate: false });
  }
}

// --- Many pins, with the same list beside the map ------------------------------------------------------------------------------
function popup(pin) {
  const box = document.createElement("div");
  box.className = "stack tight";
  const head = document.createElement(pin.url ? "a" : "b");
  if (pin.url) head.href = pin.url;
  head.textContent = pin.title;
  box.append(head);
  if (pin.note) {
    const note = document.createElement("small");
    note.textContent = pin.note;
    box.append(note);
  }
  return box;
}

// Pins nearer than a fingertip become one with a number, whose window lists them all; closer up they part again.
const FINGERTIP = 36;

function groups(map, pins) {
  const found = [];
  for (const pin of pins) {
    const spot = map.latLngToLayerPoint([pin.lat, pin.lon]);
    const near = found.find((group) => group.spot.distanceTo(spot) < FINGERTIP);
    if (near) near.pins.push(pin);
    else found.push({ spot, pins: [pin] });
  }
  return found.map((group) => group.pins);
}

function marker(pins) {
  const title = pins.map((pin) => pin.title).join("; ");
  const box = document.createElement("div");
  box.className = "stack";
  box.append(...pins.map(popup));
  return new Marker([pins[0].lat, pins[0].lon], { icon: pinIcon(pins[0].tone, pins.length), title, alt: title })
    .bindPopup(box, { minWidth: 190, maxWidth: 260, maxHeight: 220 });
}

function pinMap(element) {
  const pins = JSON.parse(document.getElementById(element.dataset.pins).textContent);
  const map = show(element, {});
  let markers = [];
  const put = () => {
    for (const old of markers) old.remove();
    markers = groups(map, pins).map((group) => marker(group).addTo(map));
  };
  put();
  map.on("zoomend", put);
  map.on("popupopen", ({ popup: open }) => {
    const close = open.getElement().querySelector(".leaflet-popup-close-button");
    close?.setAttribute("aria-label", element.dataset.close);
    open.getElement().querySelector("a[href], b")?.focus?.();
  });
  const places = pins.map((pin) => [pin.lat, pin.lon]);
  if (element.dataset.boundary) drawBoundary(map, element, true, places);
  else if (!element.dataset.center && places.length) map.fitBounds(places, { padding: [40, 40], maxZoom: 15, animate: false });
}

for (const element of document.querySelectorAll("[data-map=pin]")) pinField(element);
for (const element of document.querySelectorAll("[data-map=pins]")) pinMap(element);
