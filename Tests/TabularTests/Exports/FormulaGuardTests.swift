// SPDX-License-Identifier: Apache-2.0
import Tabular
import Testing

@Suite struct FormulaGuardTests {
  @Test(arguments: [
    "=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\tx", "\r=1", "\n=1", "=", "-", "+",
    "-1.", "-.5", "+1e5", "--1", "-1-2", "＝1", "＋1", "－1", "＠x", "-１", " =1+1",
    "\u{3000}=1", "\u{A0}+1+1", "\u{200B}=1+1", "\u{FEFF}=1", "\u{202E}@x", " \u{2060} =1", " -1",
    "﹦1",
  ])
  func `what a spreadsheet may run gets an apostrophe`(cell: String) {
    #expect(FormulaGuard.guarded(cell) == "'" + cell)
  }

  @Test(arguments: [
    "", "a", "1", "-1", "+1", "-1.5", "+0.25", "1=2", "a@b.cn", " 1", " a", "\u{200B}a", "'=1",
    "中文", "-007",
  ])
  func `plain numbers and harmless text stay as they are`(cell: String) {
    #expect(FormulaGuard.guarded(cell) == cell)
  }
}
