// carbone, which keeps what it knows of a template: the first document of a process takes longer and is not counted.
"use strict";
const carbone = require("carbone");

require("./measure")(async (template) => {
  return (profile) =>
    new Promise((resolve, reject) => {
      carbone.render(template, profile, (error, result) => (error ? reject(error) : resolve(result)));
    });
});
