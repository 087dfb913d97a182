/** The tabs that a first visitor finds open, each ready to run on the sample reports. */

export interface ExampleQuery {
  readonly query: string;
  /** JSON, as the headers editor shows it. */
  readonly headers: string | null;
}

const ONE_REPORT = `# 一份年报:数字、它在原文中的样子和位置
# One report: its figures, as printed, and where they stand.
# Ctrl-Enter runs it; hover over a field to see what it means.
query OneReport {
  agency(name: "济南市历下区人民政府办公室") {
    name
    region { code fullName }
    report(year: 2024) {
      title
      scope
      applicationStats(applicants: [TOTAL]) {
        received
        broughtForward
        outcomes {
          disclosed
          partlyDisclosed
          withheld { total }
          total
        }
        carriedForward
        figures {
          line
          labelZh
          status
          value
          printed
          span { line column excerpt }
        }
      }
      reviewLitigation {
        track
        upheld corrected other pending total
      }
      diagnostics { severity code message }
    }
  }
}
`;

const REPORTS_WHERE = `# 按条件查年报:收到申请不少于 10 件且不予公开率超过 5%
# Reports with at least 10 applications and more than 5 % withheld
query ReportsWhere {
  annualReports(
    filter: {
      where: [
        { measure: RECEIVED, gte: "10" }
        { ratio: WITHHOLDING_RATE, gt: "0.05" }
      ]
    }
    orderBy: [{ ratio: WITHHOLDING_RATE, direction: DESC }]
    first: 10
  ) {
    totalCount
    nodes {
      year
      agency { name }
      ratio(id: WITHHOLDING_RATE) { value numerator denominator status }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`;

const DISCLOSURE_RATE = `# 公开率及其口径;缺失不等于零,算不出时 value 为 null,status 说明原因
# The disclosure rate of every report, with its definition.
# Missing is never zero: without a value, status says why.
query DisclosureRate {
  annualReports(orderBy: [{ ratio: DISCLOSURE_RATE, direction: DESC }]) {
    nodes {
      year
      scope
      agency { name }
      ratio(id: DISCLOSURE_RATE) {
        value
        numerator
        denominator
        status
        definition { titleZh titleEn formula caveats version }
      }
    }
  }
}
`;

const TOTALS = `# 分年、分口径的合计与公开率;本机关与全域数据从不相加
# Totals by year and scope. An agency's own figures and those of
# a whole area are never added together.
query Totals {
  reportAggregates(
    filter: { scope: [OWN, CONSOLIDATED] }
    groupBy: [YEAR, SCOPE]
    orderBy: [{ dimension: YEAR, direction: DESC }]
  ) {
    nodes {
      key { year scope }
      reportCount
      received: measure(id: RECEIVED) { value status reported missing }
      rate: ratio(id: DISCLOSURE_RATE) { value numerator denominator status }
      change(measure: RECEIVED) { absolute relative status comparableAgencies }
    }
    warnings
  }
}
`;

const SEARCH = `# 全文检索:词之间用空格隔开,须全部出现;命中处以 ⟦⟧ 标出
# Full text: every word must occur; hits are within ⟦ and ⟧
query Search {
  searchReports(text: "政策解读 2024", first: 5) {
    totalCount
    nodes {
      report { year agency { name } }
      section { heading }
      snippet
    }
  }
}
`;

const AGENCIES_WITHIN = `# 一个地区(含下级)的机关和它们的年报
# Agencies of a region and everything below it, with their reports
query AgenciesWithin {
  agencies(within: ["370000"]) {
    totalCount
    nodes {
      name
      aliases
      kind
      level
      region { code fullName }
      reports { year scope revision }
    }
  }
}
`;

const VALIDATE_ONLY = `# 试导入:只检查,不写入。请在下方 Headers 中填入管理员令牌
# A dry run: read and checked, nothing is stored. Put the administrator's
# token into Headers below; the hub printed it when it started.
mutation ValidateOnly {
  importReports(
    input: {
      mode: VALIDATE_ONLY
      items: [
        {
          clientRef: "example-1"
          agencyName: "瑞安市人民政府办公室"
          year: 2023
          text: """
          瑞安市人民政府办公室2023年政府信息公开工作年度报告
          一、总体情况
          全年共收到政府信息公开申请20件。
          """
        }
      ]
    }
  ) {
    counts { valid inReview quarantined failed }
    items {
      nodes {
        clientRef
        status
        draft { agencyName year scope form }
        diagnostics { severity code message }
      }
    }
  }
}
`;

export const EXAMPLE_QUERIES: readonly ExampleQuery[] = [
  { query: ONE_REPORT, headers: null },
  { query: REPORTS_WHERE, headers: null },
  { query: DISCLOSURE_RATE, headers: null },
  { query: TOTALS, headers: null },
  { query: SEARCH, headers: null },
  { query: AGENCIES_WITHIN, headers: null },
  { query: VALIDATE_ONLY, headers: '{\n  "Authorization": "Bearer <ADMIN_TOKEN>"\n}' },
];
