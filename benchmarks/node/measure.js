// Renders every profile of a JSON file, once to warm up and then as often as asked.
// Usage of each script beside this one: node LIBRARY.js TEMPLATE.docx PROFILES.json ROUNDS OUT.docx
// Prints milliseconds per document, on the clock and of processors, of every round; OUT is the last document.
"use strict";
const fs = require("fs");

module.exports = async function measure(makeRender) {
  const [template, profiles, rounds, out] = process.argv.slice(2);
  const render = await makeRender(template);
  const all = JSON.parse(fs.readFileSync(profiles, "utf8"));
  const found = [];
  let last;
  for (let round = 0; round <= Number(rounds); round++) {
    const cpu = process.cpuUsage();
    const start = process.hrtime.bigint();
    for (const profile of all) last = await render(profile);
    const wall = Number(process.hrtime.bigint() - start) / 1e6;
    const { user, system } = process.cpuUsage(cpu);
    if (round > 0) found.push([wall / all.length, (user + system) / 1e3 / all.length]);
  }
  fs.writeFileSync(out, last);
  console.log(JSON.stringify(found));
};
