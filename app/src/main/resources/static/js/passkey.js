// Asks the browser for a passkey and sends its answer with the form that wanted it. Where there are no passkeys the form
// stays hidden, and the page offers its other way.
'use strict';
(function () {
  function toBytes(text) {
    const plain = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
    return Uint8Array.from(plain, function (character) { return character.charCodeAt(0); });
  }

  function toText(buffer) {
    const plain = Array.from(new Uint8Array(buffer), function (byte) { return String.fromCharCode(byte); }).join('');
    return btoa(plain).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  }

  function withBytes(descriptors) {
    return (descriptors || []).map(function (one) { return Object.assign({}, one, {id: toBytes(one.id)}); });
  }

  // What the server says, in the shape that the browser wants; what is null there is left out here.
  function readable(options) {
    const given = {};
    Object.keys(options).forEach(function (key) {
      if (options[key] !== null) {
        given[key] = options[key];
      }
    });
    given.challenge = toBytes(options.challenge);
    if (options.user) {
      given.user = Object.assign({}, options.user, {id: toBytes(options.user.id)});
    }
    if (options.authenticatorSelection) {
      given.authenticatorSelection = {
        residentKey: options.authenticatorSelection.residentKey,
        requireResidentKey: true,
        userVerification: options.authenticatorSelection.userVerification,
      };
    }
    delete given.excludeCredentials;
    delete given.allowCredentials;
    if (options.excludeCredentials && options.excludeCredentials.length) {
      given.excludeCredentials = withBytes(options.excludeCredentials);
    }
    if (options.allowCredentials && options.allowCredentials.length) {
      given.allowCredentials = withBytes(options.allowCredentials);
    }
    return given;
  }

  function sendable(credential) {
    const response = {clientDataJSON: toText(credential.response.clientDataJSON)};
    ['attestationObject', 'authenticatorData', 'signature', 'userHandle'].forEach(function (name) {
      if (credential.response[name]) {
        response[name] = toText(credential.response[name]);
      }
    });
    if (credential.response.getTransports) {
      response.transports = credential.response.getTransports();
    }
    return JSON.stringify({
      id: credential.id,
      rawId: toText(credential.rawId),
      type: credential.type,
      response: response,
      clientExtensionResults: {},
    });
  }

  async function ask(form) {
    const answer = await fetch(form.dataset.options, {
      method: 'POST',
      body: new URLSearchParams(new FormData(form)),
      credentials: 'same-origin',
    });
    if (!answer.ok) {
      throw new Error('refused');
    }
    const publicKey = readable(await answer.json());
    const credential = form.dataset.passkey === 'create'
      ? await navigator.credentials.create({publicKey: publicKey})
      : await navigator.credentials.get({publicKey: publicKey});
    form.elements.namedItem('credential').value = sendable(credential);
    HTMLFormElement.prototype.submit.call(form);
  }

  function showError(form, name) {
    const texts = Array.from(form.querySelectorAll('[data-passkey-error]'));
    const known = texts.some(function (text) { return text.dataset.passkeyError === name; });
    texts.forEach(function (text) {
      text.hidden = text.dataset.passkeyError !== (known ? name : 'other');
    });
  }

  if (!window.PublicKeyCredential || !navigator.credentials) {
    return;
  }
  document.querySelectorAll('form[data-passkey]').forEach(function (form) {
    form.hidden = false;
    form.addEventListener('submit', function (event) {
      event.preventDefault();
      const button = form.querySelector('button');
      button.disabled = true;
      form.querySelectorAll('[data-passkey-error]').forEach(function (text) { text.hidden = true; });
      ask(form).catch(function (failed) { showError(form, failed.name); })
        .finally(function () { button.disabled = false; });
    });
  });
})();
