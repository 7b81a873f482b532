// Passkeys: turns what the server asks into what the browser understands, and the answer back. Works on any form that says so.

const fromBase64 = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0)).buffer;
const toBase64 = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function readable(options) {
  const key = { ...options, challenge: fromBase64(options.challenge) };
  if (key.user) key.user = { ...key.user, id: fromBase64(key.user.id) };
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    if (key[list]) key[list] = key[list].map((known) => ({ ...known, id: fromBase64(known.id) }));
  }
  return key;
}

function writable(credential) {
  const { response } = credential;
  const plain = { clientDataJSON: toBase64(response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[part]) plain[part] = toBase64(response[part]);
  }
  if (response.getTransports) plain.transports = response.getTransports();
  return {
    id: credential.id,
    rawId: toBase64(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: plain,
  };
}

async function asked(form) {
  if (form.dataset.optionsId) return JSON.parse(document.getElementById(form.dataset.optionsId).textContent);
  const answer = await fetch(form.dataset.options, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
}

async function create(form) {
  const { creation_options: options } = await asked(form);
  const key = readable(options.publicKey);
  const passwordless = form.elements[form.dataset.passwordless]?.checked ?? false;
  key.authenticatorSelection = {
    ...key.authenticatorSelection,
    residentKey: passwordless ? "required" : "discouraged",
    requireResidentKey: passwordless,
    ...(passwordless ? { userVerification: "required" } : {}),
  };
  return navigator.credentials.create({ publicKey: key });
}

async function confirm(form) {
  const { request_options: options } = await asked(form);
  return navigator.credentials.get({ publicKey: readable(options.publicKey) });
}

function prepare(form, ceremony) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    const problem = form.querySelector("[role=alert]");
    problem.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(writable(await ceremony(form)));
      form.submit();
    } catch {
      problem.textContent = form.dataset.problem;
      problem.hidden = false;
    }
  }, { capture: true });
}

if (window.PublicKeyCredential) {
  for (const part of document.querySelectorAll("[data-passkey]")) part.hidden = false;
  for (const form of document.querySelectorAll("[data-passkey-new]")) prepare(form, create);
  for (const form of document.querySelectorAll("[data-passkey-login], [data-passkey-confirm]")) prepare(form, confirm);
}
