import type { TabledForm } from '../../domain/statutory-form';
import { matchesIn } from '../matches-in';

const NOTICES: Readonly<Record<string, TabledForm>> = { '2019-60': 'FORM_2019', '2021-30': 'FORM_2021' };
const NOTICE = /公开办函.{0,2}(2019|2021).{0,2}?(60|30)号/gu;

/** The form of the notice that an introduction cites, 国办公开办函〔2021〕30号; the later one when it cites both. */
export function citedFormIn(text: string): TabledForm | null {
  const forms = matchesIn(text, NOTICE).map((match) => NOTICES[`${match[1]}-${match[2]}`]);
  if (forms.includes('FORM_2021')) return 'FORM_2021';
  return forms.includes('FORM_2019') ? 'FORM_2019' : null;
}
