// SPDX-License-Identifier: Apache-2.0
import Core
import DisclosureControl

/// How far a refresh is from what is out: new names of groups, cells that can be shown no more, and
/// the change of every measure over the cells that both show.
struct RefreshDrift: Hashable, Sendable {
  /// The most per cent that are told.
  static let percentMax = 1_000

  /// Names of groups that are not out, by dimension; a name is content of the data too.
  let newLabels: Int
  /// Of the cells that are out, how many per cent the refresh withholds or lacks.
  let lostPercent: Int
  /// For each measure, by how many per cent its sum differs over the cells that both show.
  let measuresPercent: [Int]

  /// The greatest of them.
  var percent: Int { max(lostPercent, measuresPercent.max() ?? 0) }

  /// Compares what would leave with what is out.
  init(from old: ReleasedCube, to new: ReleasedCube) {
    newLabels = zip(old.shape.axes, new.shape.axes).reduce(0) { sum, axes in
      sum + Set(axes.1).subtracting(axes.0).count
    }
    var shown = 0
    var lost = 0
    var before = old.measures.map { _ in 0.0 }
    var after = before
    for index in old.cells.indices where old.shape.totals(in: index) == 0 {
      guard case .published(let was) = old.cells[index] else { continue }
      shown += 1
      guard case .published(let now)? = new[old.shape.key(of: index)] else {
        lost += 1
        continue
      }
      for measure in before.indices where was.indices.contains(measure) {
        before[measure] += Self.number(was[measure])
        after[measure] += now.indices.contains(measure) ? Self.number(now[measure]) : 0
      }
    }
    // Another form is no refresh at all.
    let isSameForm = old.measures == new.measures && old.dimensions == new.dimensions
    lostPercent =
      !isSameForm
      ? Self.percentMax : shown == 0 ? 0 : Self.percent(Double(lost), of: Double(shown))
    measuresPercent = zip(before, after).map { Self.percent(abs($1 - $0), of: $0) }
  }

  /// As the checkers read it.
  var json: JSON {
    [
      "newLabels": .int(Int64(newLabels)), "lostPercent": .int(Int64(lostPercent)),
      "measuresPercent": .array(measuresPercent.map { .int(Int64($0)) }),
    ]
  }

  /// Rounded up, so that no change is none.
  private static func percent(_ part: Double, of whole: Double) -> Int {
    guard part > 0 else { return 0 }
    guard abs(whole) > 0 else { return percentMax }
    return Int(min(Double(percentMax), (part / abs(whole) * 100).rounded(.up)))
  }

  /// A published value; sums of many are estimates here, which decide about people's looking only.
  private static func number(_ text: String) -> Double { Double(text) ?? 0 }
}
