// First script of every page: what may become HTML in this page. Anything that could run is refused.
'use strict';
if (window.trustedTypes && window.trustedTypes.createPolicy) {
  const RUNS = /<\s*\/?\s*(script|iframe|frame|object|embed|base|meta|link|style)\b|[\s"'\/]on[a-z]+\s*=|\bsrcdoc\s*=|javascript:|vbscript:/i;
  const NAMED = {colon: ':', tab: '', newline: '', lpar: '(', rpar: ')', equals: '='};
  // as a browser reads an address: entities are characters, and white space and controls inside are nothing
  const read = function (text) {
    return text
      .replace(/&#x([0-9a-f]{1,6});?/gi, function (all, hex) { return String.fromCharCode(parseInt(hex, 16)); })
      .replace(/&#([0-9]{1,7});?/g, function (all, number) { return String.fromCharCode(Number(number)); })
      .replace(/&(colon|tab|newline|lpar|rpar|equals);/gi, function (all, name) { return NAMED[name.toLowerCase()]; })
      .replace(/[\u0000-\u0020]/g, '');
  };
  window.trustedTypes.createPolicy('default', {
    createHTML: function (text) {
      // Answers of this server to htmx are fragments without any of these; a whole page would be followed as a link.
      if (RUNS.test(text) || /(java|vb)script:/i.test(read(text))) {
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
