// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

extension TableCheck {
  /// Whether a remedied form shows what is for people to judge: a withheld number mends its own
  /// cell only, and no label.
  func shows(
    _ findings: [CheckFinding], in remedy: TableRemedy, _ layout: TableLayout
  ) -> Bool {
    let open = findings.filter { $0.severity == .review }
    // Labels stand beside withheld numbers too, and what is to be dropped is about no cell.
    let labels: Set<CheckRule> = [.directIdentifier, .embeddedData]
    if open.contains(where: {
      labels.contains($0.rule) || $0.remedy == "drop" || $0.location["cell"] == nil
    }) {
      return true
    }
    let cells = Set(open.compactMap { $0.location["cell"] })
    guard !cells.isEmpty else { return false }
    return zip(remedy.parts, remedy.cubes).contains { part, cube in
      cube.cells.indices.contains { index in
        !cube.cells[index].isWithheld
          && cells.contains(layout.cell(cube.shape.key(of: index), levels: part.levels))
      }
    }
  }
}
