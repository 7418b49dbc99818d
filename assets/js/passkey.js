// Asks the browser for a passkey. Everything else works without this script: where it does not run,
// or the browser has no passkeys, the buttons stay hidden and there is the password.
'use strict';
(() => {
  const bytes = (text) => {
    const plain = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
    return Uint8Array.from(plain, (sign) => sign.charCodeAt(0)).buffer;
  };
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

  // The server's question with texts where the browser wants bytes.
  const read = (options) => {
    options.challenge = bytes(options.challenge);
    if (options.user) options.user.id = bytes(options.user.id);
    for (const list of [options.excludeCredentials, options.allowCredentials]) {
      for (const known of list ?? []) known.id = bytes(known.id);
    }
    return options;
  };

  // The browser's answer, as the server reads it.
  const write = (credential) => {
    const from = credential.response;
    const response = { clientDataJSON: text(from.clientDataJSON) };
    for (const name of ['attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
      if (from[name]) response[name] = text(from[name]);
    }
    if (from.getTransports) response.transports = from.getTransports();
    return JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      response,
      extensions: credential.getClientExtensionResults(),
    });
  };

  const ask = async (place, form) => {
    const word = form.elements.namedItem('word');
    const answer = await fetch(place.dataset.question, {
      method: 'POST',
      body: new URLSearchParams(word ? { word: word.value } : {}),
    });
    if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).detail ?? place.dataset.missing, { cause: 'server' });
    const { token, question } = await answer.json();
    const publicKey = read(question.publicKey);
    const credential = await navigator.credentials[place.dataset.passkey]({ publicKey });
    form.elements.namedItem('token').value = token;
    form.elements.namedItem('answer').value = write(credential);
    return credential;
  };

  for (const place of document.querySelectorAll('[data-passkey]')) {
    if (!window.PublicKeyCredential || !navigator.credentials) continue;
    place.hidden = false;
    const form = place.querySelector('form');
    const told = place.querySelector('[role=alert]');
    form.addEventListener('submit', (event) => {
      if (form.elements.namedItem('answer').value) return;
      event.preventDefault();
      told.textContent = '';
      ask(place, form)
        .then(() => form.submit())
        .catch((why) => (told.textContent = why.cause === 'server' ? why.message : place.dataset.stopped));
    });
  }
})();
