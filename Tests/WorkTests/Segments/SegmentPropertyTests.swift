// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Platform
import Testing
import Work

extension WorkTests {
  /// Batches of all kinds in any order, held against a dictionary.
  @Suite struct SegmentPropertyTests {
    /// What is expected, and where the choices come from.
    struct Model {
      let random: SeededRandom
      var rows: [String: Int] = [:]

      func below(_ bound: Int) -> Int {
        Int(random.bytes(4).reduce(0) { $0 << 8 | UInt64($1) } % UInt64(bound))
      }

      /// Some different keys of a few, known or not.
      func keys(_ count: Int) -> [String] {
        var keys: Set<String> = []
        while keys.count < count { keys.insert("K\(below(40))") }
        return keys.sorted()
      }

      var lines: [String] { rows.map { "\($0.key) \($0.value)" }.sorted() }

      /// The next batch, and whether it is refused for a key that is there.
      mutating func next(_ step: Int) -> (BatchMode, [(String, Int)], isRefused: Bool) {
        let changes = keys(1 + below(9)).enumerated().map { ($1, step * 100 + $0) }
        switch step == 0 ? 9 : below(10) {
        case 0...3:
          for (key, value) in changes { rows[key] = value }
          return (.upsert, changes, false)
        case 4...6:
          for (key, _) in changes { rows[key] = nil }
          return (.delete, changes, false)
        case 7, 8:
          let fresh = below(2) == 0 ? changes : changes.map { ("N\(step)\($0)", $1) }
          if fresh.contains(where: { rows[$0.0] != nil }) { return (.append, fresh, true) }
          for (key, value) in fresh { rows[key] = value }
          return (.append, fresh, false)
        default:
          let all = keys(20).enumerated().map { ($1, step * 100 + $0) }
          rows = Dictionary(all) { first, _ in first }
          return (.full, all, false)
        }
      }
    }

    @Test(arguments: [UInt64(20_261_122), 4, 77])
    func `whatever comes, a version reads as the same rows kept in a dictionary`(
      _ seed: UInt64
    ) async throws {
      print("segments: seed \(seed)")
      try await WorkFixture.with { fixture in
        try fixture.makeResource()
        var model = Model(random: SeededRandom(seed: seed))
        let limits = SegmentLimits.small(foldShare: 1 + model.below(4))
        for step in 0..<14 {
          let parts = try fixture.parts(limits, daysLater: step)
          let (mode, changes, isRefused) = model.next(step)
          let batch = try await fixture.deliver("\(step)", changes, mode, parts)
          #expect(
            batch.failureClass == (isRefused ? "batch.keysThere" : nil),
            "seed \(seed) step \(step) \(mode)")
          let version = try fixture.active()
          #expect(version.rows == model.rows.count, "seed \(seed) step \(step) \(mode)")
          #expect(
            try await fixture.reading(version) == model.lines, "seed \(seed) step \(step)")
          let folds = model.below(3)
          for _ in 0..<folds { try await fixture.fold(parts) }
          if folds > 0 {
            let folded = try fixture.active()
            #expect(
              try await fixture.reading(folded) == model.lines, "seed \(seed) fold \(step)")
            #expect(folded.rows == model.rows.count)
          }
          let old = try fixture.versions().filter { $0.state == .superseded }
          if model.below(3) == 0, let first = old.first {
            try await fixture.destroy(first)
            #expect(
              try await fixture.reading(try fixture.active()) == model.lines,
              "seed \(seed) destroyed before \(step)")
          }
        }
        #expect(!fixture.platform.reports.contains { $0.contains("malformed") })
        #expect(try fixture.isMemoryClean())
      }
    }

    @Test func `thirty nights of changes read as they must and leave few segments`() async throws {
      try await WorkFixture.with { fixture in
        try fixture.makeResource()
        let limits = SegmentLimits.small(bucketRows: 10, foldShare: 4)
        var rows = Dictionary(uniqueKeysWithValues: (0..<60).map { ("B\($0)", $0) })
        try await fixture.deliver(
          "first", rows.sorted { $0.key < $1.key }, .full, try fixture.parts(limits))
        for night in 0..<30 {
          let parts = try fixture.parts(limits, daysLater: night)
          if night.isMultiple(of: 3) {
            let gone = ["B\(night)", "N\(night - 1)"]
            for key in gone { rows[key] = nil }
            try await fixture.deliver("\(night)", gone.map { ($0, 0) }, .delete, parts)
          } else {
            let changed = [("N\(night)", night), ("B\(59 - night)", 1_000 + night)]
            for (key, value) in changed { rows[key] = value }
            try await fixture.deliver("\(night)", changed, .upsert, parts)
          }
          try await fixture.fold(parts)
        }
        let version = try fixture.active()
        #expect(version.number == 31 && version.rows == rows.count)
        let lines = rows.map { "\($0.key) \($0.value)" }.sorted()
        #expect(try await fixture.reading(version) == lines)
        let manifest = try #require(try await fixture.manifest(version))
        #expect(manifest.bases.count == 4 && manifest.deltas.count <= limits.deltasMax + 1)
        // Nothing but the versions that are there holds what was deleted.
        for old in try fixture.versions() where old.state == .superseded {
          try await fixture.destroy(old)
        }
        for day in 31..<36 { try await fixture.fold(try fixture.parts(limits, daysLater: day)) }
        #expect(try await fixture.reading(try fixture.active()) == lines)
        #expect(try await fixture.objects(with: "B0") == 0)
        #expect(try await fixture.objects(with: "B27") == 0)
        #expect(try await fixture.objects(with: "B58") == 1)
      }
    }
  }
}
