/** The files that take longest first, so that no worker is left alone with one of them at the end; from a fresh clone Jest knows nothing but their size. */
const { default: Sequencer } = require('@jest/test-sequencer');

/** From the longest on; each begins processes by the dozen, or tries hundreds of cases. */
const LONGEST = [
  'jobs/killed',
  'platform/start',
  'cli/hub',
  'containers.property',
  'pdf.property',
  'damage.property',
  'mangled.property',
  'imports/killed',
  'platform/embedded-postgres',
  'oracle.property',
  'export/export',
  'jobs/outage',
  'jobs/queue',
  'documents/read-document.property',
];

const rank = ({ path }) => {
  const place = LONGEST.findIndex((name) => path.endsWith(`/${name}.test.ts`));
  return place === -1 ? LONGEST.length : place;
};

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((one, other) => rank(one) - rank(other));
  }
};
