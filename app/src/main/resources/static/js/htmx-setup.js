// Gives every htmx request the token that forms carry, so that one rule holds for both.
'use strict';
document.addEventListener('htmx:configRequest', function (event) {
  const csrf = document.querySelector('meta[name="csrf"]');
  if (csrf) {
    event.detail.headers[csrf.dataset.header] = csrf.content;
  }
});
