// Switches the enhancements of GOV.UK Frontend on. Every page works without them.
import {initAll} from '/assets/govuk/govuk-frontend.min.js';

document.body.classList.add('js-enabled', 'govuk-frontend-supported');
initAll();
