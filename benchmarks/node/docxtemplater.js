// docxtemplater as its manual shows it: unzip, compile and render for every document.
"use strict";
const fs = require("fs");
const Docxtemplater = require("docxtemplater");
const PizZip = require("pizzip");

require("./measure")(async (template) => {
  const content = fs.readFileSync(template);
  return async (profile) => {
    const doc = new Docxtemplater(new PizZip(content), { paragraphLoop: true, linebreaks: true });
    doc.render(profile);
    return doc.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
  };
});
