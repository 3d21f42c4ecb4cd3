// SPDX-License-Identifier: Apache-2.0
import Core
import Platform
import Testing
import Vault
import Work

extension WorkTests {
  /// What people are shown of an import before they decide.
  @Suite struct ImportScanTests {
    /// A scenario with a grant of twenty enterprises, `U0` to `U19`.
    static func with(_ body: (WorkFixture) async throws -> Void) async throws {
      try await GrantTests.with(["uscc": "pseudonym", "district": "none"]) { fixture in
        try await body(fixture)
      }
    }

    private func pair(
      _ overlap: ImportOverlap?, _ column: String, _ other: String, _ form: ImportForm = .plain
    ) -> Int? {
      overlap?.pairs.first {
        $0.column == column && $0.other == other && $0.form == form
      }?.atLeast
    }

    @Test func `an auxiliary table is shown with its overlap in powers of two`() async throws {
      try await Self.with { fixture in
        try fixture.makeImport()
        let before = try fixture.objects()
        try await fixture.scanImports()
        let found = try fixture.own
        #expect(found.state == .scanned)
        #expect(found.findings?.rows == 20 && found.findings?.rowsBad == 0)
        // u10 to u19 are among U0 to U19, in whatever case: ten values, told as eight.
        #expect(pair(found.overlap, "code", "uscc") == 8)
        // A decoder: digests without a key of U0 to U4.
        #expect(pair(found.overlap, "tag", "uscc", .sha256) == 4)
        #expect(pair(found.overlap, "tag", "uscc") == nil)
        #expect(pair(found.overlap, "note", "uscc") == nil)
        #expect(found.findings?.formulas == 2 && found.findings?.markup == 1)
        #expect(try fixture.objects() == before)
        #expect(try fixture.isMemoryClean())
        let told = try JSON(encoding: found).canonicalText + fixture.platform.inputs.joined()
        #expect(!told.contains("u10") && !told.contains("=cmd"))
      }
    }

    @Test func `a version in segments is compared with what batches changed`() async throws {
      try await Self.with { fixture in
        let parts = try fixture.parts(.small(bucketRows: 10, foldShare: 4))
        // U20 to U25 join, and U10 leaves: of u10 to u29, fifteen are left.
        try await fixture.deliver("two", (20..<26).map { ("U\($0)", $0) }, .upsert, parts)
        try await fixture.deliver("three", [("U10", 0)], .delete, parts)
        #expect(try fixture.active().segments != nil)
        try fixture.makeImport()
        try await fixture.scanImports()
        #expect(pair(try fixture.own.overlap, "code", "uscc") == 8)
        try await fixture.deliver("four", [("u26", 1)], .upsert, parts)
        try fixture.setImport(.requested)
        try await fixture.scanImports()
        #expect(pair(try fixture.own.overlap, "code", "uscc") == 16)
        #expect(try fixture.isMemoryClean())
      }
    }

    @Test func `data that cannot be read now make no import unfit`() async throws {
      try await Self.with { fixture in
        try fixture.makeImport()
        let object = try fixture.active().vaultObject
        _ = try fixture.vault.destroy(VaultID(object.rawValue), at: WorkFixture.now)
        try await fixture.scanImports()
        #expect(try fixture.own.state == .requested)
        #expect(try fixture.isMemoryClean())
      }
    }

    @Test func `columns of identifiers are found though declared as none`() async throws {
      try await Self.with { fixture in
        let file = "手机号,orders\n13800000001,1\n13800000002,2\n13912345678,3\n"
        let columns = [("手机号", "text", "other"), ("orders", "integer", "other")]
        try fixture.makeImport(file, columns: columns, rows: 3)
        var found = try fixture.own
        guard case .object(var members) = try JSON(encoding: found) else { return }
        members["keyColumns"] = []
        members["subjectColumn"] = .null
        try fixture.put(DataImport.self, .object(members))
        try await fixture.scanImports()
        found = try fixture.own
        let finding = try #require(found.findings?.columns.first { $0.column == "手机号" })
        #expect(finding.suggested == "directIdentifier" && finding.namesPerson)
        #expect(finding.namesSubject && !finding.evidence.isEmpty)
      }
    }

    @Test func `another file than the manifest says is unfit`() async throws {
      try await Self.with { fixture in
        let other = String(repeating: "a", count: 64)
        try fixture.makeImport(digest: other)
        try await fixture.scanImports()
        #expect(try fixture.own.state == .unfit)
        #expect(try fixture.own.endGround == "manifest.digest")
      }
    }

    @Test func `a workbook that is none, and rows that are not there, are unfit`() async throws {
      try await Self.with { fixture in
        try fixture.makeImport(form: .xlsx)
        try await fixture.scanImports()
        #expect(try fixture.own.state == .unfit)
        #expect(try fixture.own.endGround == "file.form")
        #expect(try fixture.isMemoryClean())
      }
      try await Self.with { fixture in
        try fixture.makeImport(rows: 21)
        try await fixture.scanImports()
        #expect(try fixture.own.endGround == "manifest.rows")
      }
    }

    @Test func `a file that is not in the vault is unfit, and nothing is tried for ever`()
      async throws
    {
      try await Self.with { fixture in
        try fixture.makeImport()
        _ = try fixture.vault.destroy(
          VaultID(try fixture.own.upload.rawValue), at: WorkFixture.now)
        try await fixture.scanImports()
        #expect(try fixture.own.state == .unfit)
      }
    }

    @Test func `a scan whose report was lost is made again`() async throws {
      try await Self.with { fixture in
        try fixture.makeImport()
        fixture.platform.lose("import.scanned")
        try await fixture.scanImports()
        #expect(try fixture.own.state == .requested)
        try await fixture.scanImports()
        #expect(try fixture.own.state == .scanned)
      }
    }
  }
}
