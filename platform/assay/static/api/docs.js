// Starts Swagger's page on the schema of this site.
"use strict";

const place = document.getElementById("swagger-ui");

SwaggerUIBundle({
  url: place.dataset.schema,
  domNode: place,
  presets: [SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  // Otherwise a validator on another origin is asked for a badge.
  validatorUrl: null,
  requestInterceptor: (request) => {
    // A signed-in person tries things out with her session: Django wants its token for whatever changes something.
    if (request.method && request.method !== "GET") request.headers["X-CSRFToken"] = place.dataset.csrf;
    return request;
  },
});
