// SPDX-License-Identifier: Apache-2.0

/// What is to be written anew of a version's segments today.
enum FoldPlan: Hashable {
  /// All of it, into so many buckets: once, when batches first come upon one large object.
  case split(Int)
  /// Some buckets, with what the deltas change in them.
  case fold([Int])
  /// The deltas, into one.
  case merge
  /// Parts without keys and the deltas, into one part; the numbers of the parts.
  case join([Int])

  /// The plan for today; nil when nothing is to be done.
  ///
  /// - Parameter spent: bytes that were written anew today already.
  init?(_ manifest: SegmentManifest, spent: Int, limits: SegmentLimits) {
    if manifest.keys.isEmpty {
      guard manifest.deltas.count > limits.deltasMax else { return nil }
      let smallest = manifest.bases.sorted { $0.segment.bytes < $1.segment.bytes }.prefix(2)
      let isFull = manifest.bases.count >= limits.bucketsMax
      self = .join(isFull ? smallest.map(\.bucket).sorted() : [])
      return
    }
    let behind = manifest.bases.filter { $0.level < manifest.level }
    guard !behind.isEmpty else { return nil }
    let buckets = limits.buckets(for: manifest.rows)
    if manifest.buckets == 1, buckets > 1 {
      self = .split(buckets)
      return
    }
    let whole = manifest.bases.reduce(0) { $0 + $1.segment.bytes }
    let share = whole / max(1, limits.foldShare)
    var (chosen, bytes) = ([Int](), spent)
    // The longest behind first; one in any case, so that each is reached.
    for base in behind.sorted(by: { ($0.level, $0.bucket) < ($1.level, $1.bucket) }) {
      guard bytes == 0 || bytes + base.segment.bytes <= share else { break }
      chosen.append(base.bucket)
      bytes += base.segment.bytes
    }
    if !chosen.isEmpty {
      self = .fold(chosen.sorted())
    } else if manifest.deltas.count > limits.deltasMax {
      self = .merge
    } else {
      return nil
    }
  }

  /// What tells the plan apart from others for the same segments.
  var key: String {
    switch self {
    case .split(let buckets): "split \(buckets)"
    case .fold(let buckets): "fold \(buckets)"
    case .merge: "merge"
    case .join(let parts): "join \(parts)"
    }
  }
}
