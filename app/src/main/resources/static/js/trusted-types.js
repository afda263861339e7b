// First script of every page: what may become HTML in this page. Anything that could run is refused.
'use strict';
if (window.trustedTypes && window.trustedTypes.createPolicy) {
  const RUNS = /<\s*\/?\s*(script|iframe|object|embed|base|meta|link)\b|[\s"'\/]on[a-z]+\s*=|javascript\s*:/i;
  window.trustedTypes.createPolicy('default', {
    createHTML: function (text) {
      // Answers of this server to htmx are fragments without any of these; a whole page would be followed as a link.
      if (RUNS.test(text)) {
        throw new TypeError('refused: markup that could run');
      }
      return text;
    },
    createScript: function () {
      throw new TypeError('refused: script from text');
    },
    createScriptURL: function () {
      throw new TypeError('refused: script from an address');
    },
  });
}
