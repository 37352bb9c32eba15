// easy-template-x as its manual shows it.
"use strict";
const fs = require("fs");
const { TemplateHandler } = require("easy-template-x");

require("./measure")(async (template) => {
  const content = fs.readFileSync(template);
  const handler = new TemplateHandler();
  return (profile) => handler.process(content, profile);
});
