import { findGrids } from '../../src/documents/pdf-grid';
import type { PdfPage, Rule, Run } from '../../src/documents/pdf-page';

const run = (text: string, x: number, y: number): Run => ({ text, x, y, width: 10, height: 10 });
const across = (at: number, from: number, to: number): Rule => ({ at, from, to });
const along = (at: number, from: number, to: number): Rule => ({ at, from, to });
const page = (parts: Pick<PdfPage, 'runs' | 'horizontal' | 'vertical'>): PdfPage => ({
  width: 600,
  height: 800,
  ...parts,
});
const textOf = (found: PdfPage) =>
  findGrids(found).grids.map(({ rows }) => rows.map((cells) => cells.map(({ text }) => text).join(' | ')));

test('a table that a browser broke at the foot of a page has a row above its first line, and one below its last', () => {
  const found = page({
    horizontal: [across(700, 100, 300), across(680, 100, 300)],
    vertical: [100, 200, 300].map((at) => along(at, 660, 720)),
    runs: [run('甲', 150, 706), run('1', 250, 706), run('乙', 150, 686), run('2', 250, 686), run('丙', 150, 666)],
  });
  expect(textOf(found)).toEqual([['甲 | 1', '乙 | 2', '丙 | ']]);
});

test('one line that goes beyond the others opens no row', () => {
  const found = page({
    horizontal: [across(700, 100, 300), across(680, 100, 300)],
    vertical: [along(100, 680, 720), along(200, 680, 700), along(300, 680, 700)],
    runs: [run('甲', 150, 706), run('乙', 150, 686), run('2', 250, 686)],
  });
  expect(textOf(found)).toEqual([['乙 | 2']]);
});

test('lines drawn cell by cell hold together above a cell that goes over several columns', () => {
  // Nothing touches the pieces from 200 to 300.
  const pieces = [across(720, 100, 200), across(720, 200, 300), across(720, 300, 400), across(720, 400, 500)];
  const found = page({
    horizontal: [...pieces, ...pieces.map((rule) => ({ ...rule, at: 700 }))],
    vertical: [along(100, 700, 720), along(400, 700, 720), along(500, 700, 720)],
    runs: [run('一、本年新收', 150, 706), run('12', 450, 706)],
  });
  expect(textOf(found)).toEqual([['一、本年新收 | 12']]);
});
