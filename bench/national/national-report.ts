import type { Figure } from '../../src/domain/figure';
import type { AgencyIdentity, NarrativeSection, ReportDraft } from '../../src/domain/report-draft';
import {
  APPLICANTS,
  type ApplicationLineCode,
  applicationLinesOf,
  disclosureLinesOf,
  type FormVersion,
  type LineCode,
  REVIEW_LINES,
  REVIEW_TRACKS,
  type TabledForm,
} from '../../src/domain/statutory-form';
import { type Draw, deal, drawOf } from './draw';

export const NATIONAL_YEARS = [2019, 2020, 2021, 2022, 2023, 2024, 2025] as const;

export interface NationalReport {
  readonly draft: ReportDraft & { readonly year: number; readonly form: FormVersion };
  readonly text: string;
}

const APPLICANT_WEIGHTS = [0.92, 0.055, 0.003, 0.002, 0.01, 0.01];
/** Of applications that were closed: disclosed, partly disclosed; the other lines share what is left. */
const DISCLOSED = 0.44;
const PARTLY = 0.08;
/** Blank, as nothing was printed there. */
const BLANK = 0.004;

const SENTENCES = [
  '坚持以公开为常态、不公开为例外，扎实推进政务公开工作。',
  '加强政策解读，主动回应社会关切，营商环境持续优化。',
  '依申请公开工作流程进一步规范，答复质量稳步提升。',
  '完善政府信息管理制度，动态调整主动公开目录。',
  '政府门户网站与政务新媒体建设不断加强。',
  '组织业务培训，提高工作人员的能力和水平。',
  '强化监督保障，将政务公开纳入年度考核。',
  '围绕养老、教育、医疗等民生领域做好信息公开。',
  '政策解读形式较为单一，图文解读比例有待提高。',
  '个别单位主动公开意识不强，信息更新不够及时。',
  '下一步将健全工作机制，压实工作责任。',
  '本年度未收取政府信息公开信息处理费。',
  '推进基层政务公开标准化规范化，便民服务更加高效。',
  '建议提案办理结果及时公开，接受群众监督。',
];
const RARE = ['数字乡村', '冰雪旅游', '海上养殖', '文物修缮', '燃气改造', '古树保护', '渡口安全', '蚕桑产业'];

/** Writes numbers into a text and remembers where. */
class Page {
  text: string;

  constructor(title: string) {
    this.text = `${title}\n`;
  }

  figure<Code extends LineCode>(line: Code, value: number, blank: boolean): Figure<Code> {
    const start = this.text.length + 1;
    if (blank) {
      this.text += '\t';
      return { line, status: 'BLANK', value: null, printed: '', inferred: false, span: { start, end: start } };
    }
    const printed = String(value);
    this.text += `\t${printed}`;
    return { line, status: 'REPORTED', value, printed, inferred: false, span: { start, end: start + printed.length } };
  }

  section(ordinal: number, heading: string, draw: Draw, sentences: number): NarrativeSection {
    this.text += `\n${heading}\n`;
    const start = this.text.length;
    for (let at = 0; at < sentences; at += 1) this.text += SENTENCES[draw.below(SENTENCES.length)];
    if (draw.share() < 0.02) this.text += `推进${RARE[draw.below(RARE.length)]}信息公开。`;
    this.text += `全年公开信息${draw.below(3000)}条。`;
    return { ordinal, heading, text: this.text.slice(start), span: { start, end: this.text.length } };
  }
}

/** How many applications an agency receives a year on average: most receive hardly any, few receive thousands. */
function meanOf({ level, kind }: AgencyIdentity, draw: Draw): number {
  const usual = { NATIONAL: 900, PROVINCE: 400, PREFECTURE: 60, COUNTY: 12, TOWNSHIP: 1.5 }[level];
  return usual * (kind === 'GOVERNMENT' && level !== 'TOWNSHIP' ? 6 : 1) * Math.exp(1.1 * draw.normal() - 0.6);
}

function applicationColumn(
  draw: Draw,
  form: TabledForm,
  received: number,
  brought: number,
): Map<ApplicationLineCode, number> {
  const lines = applicationLinesOf(form).map(({ code }) => code);
  const others = lines.filter((code) => code.startsWith('outcomes.') && code !== 'outcomes.total');
  const carried = draw.successes(received + brought, 0.07);
  const closed = received + brought - carried;
  const share = (1 - DISCLOSED - PARTLY) / (others.length - 2);
  const dealt =
    closed === 0
      ? others.map(() => 0)
      : deal(
          draw,
          closed,
          others.map((code) =>
            code === 'outcomes.disclosed' ? DISCLOSED : code === 'outcomes.partlyDisclosed' ? PARTLY : share,
          ),
        );
  const column = new Map<ApplicationLineCode, number>(others.map((code, at) => [code, dealt[at] ?? 0]));
  return column
    .set('received', received)
    .set('broughtForward', brought)
    .set('outcomes.total', closed)
    .set('carriedForward', carried);
}

/** The report of an agency on a year; columns add up, and some cells are blank. Equal arguments give equal reports. */
export function nationalReport(agency: AgencyIdentity, number: number, year: number, seed: number): NationalReport {
  const mean = meanOf(agency, drawOf(seed, number));
  const draw = drawOf(seed + year, number);
  const form = year < 2021 ? 'FORM_2019' : 'FORM_2021';
  const page = new Page(`${agency.name}${year}年政府信息公开工作年度报告`);
  const blank = (): boolean => draw.share() < BLANK;

  const first = page.section(1, '一、总体情况', draw, 4);
  const disclosure = disclosureLinesOf(form).map(({ code, unit }) =>
    page.figure(code, unit === 'yuan' ? draw.below(50) * 10 : draw.share() < 0.7 ? 0 : draw.events(8), blank()),
  );
  const received = draw.events(mean * (1 + (year - 2019) * 0.08));
  const parts = deal(draw, received, APPLICANT_WEIGHTS).map((share) =>
    applicationColumn(draw, form, share, draw.successes(share, 0.06)),
  );
  const sumOf = (code: ApplicationLineCode): number => parts.reduce((sum, column) => sum + (column.get(code) ?? 0), 0);
  const applications = APPLICANTS.map((applicant, place) => ({
    applicant,
    figures: applicationLinesOf(form).map(({ code }) =>
      page.figure(code, parts[place]?.get(code) ?? (place < 6 ? 0 : sumOf(code)), blank()),
    ),
  }));
  const closed = sumOf('outcomes.total');
  const review = REVIEW_TRACKS.map((track) => {
    const results = deal(draw, draw.successes(closed, 0.04), [0.55, 0.16, 0.14, 0.15]);
    const total = results.reduce((sum, value) => sum + value, 0);
    return {
      track,
      figures: REVIEW_LINES.map(({ code }, place) => page.figure(code, results[place] ?? total, blank())),
    };
  });
  const fifth = page.section(5, '五、存在的主要问题及改进情况', draw, 3);
  const sixth = page.section(6, '六、其他需要报告的事项', draw, 1);
  const { text } = page;
  const draft: NationalReport['draft'] = {
    agency: { ...agency, printed: agency.name, span: { start: 0, end: agency.name.length } },
    agencyCandidates: [],
    year,
    // The report of a government is usually that of its whole area.
    scope: agency.kind === 'GOVERNMENT' && agency.level !== 'TOWNSHIP' ? 'CONSOLIDATED' : 'OWN',
    scopeSpan: null,
    form,
    title: text.slice(0, text.indexOf('\n')),
    applicationStats: applications,
    reviewLitigation: review,
    proactiveDisclosure: disclosure,
    narrative: [first, fifth, sixth],
    statedCounts: [],
  };
  return { draft, text };
}
