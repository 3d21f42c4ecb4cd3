// SPDX-License-Identifier: Apache-2.0
import Foundation
import Tabular
import Testing

@Suite struct ManifestTests {
  private let digest = String(repeating: "0a", count: 32)
  private let schema = [
    ColumnSchema(name: "k", type: .integer), ColumnSchema(name: "v", type: .text),
  ]

  private func manifest(
    mode: DeliveryMode = .full, keys: [String] = [], columns: [String] = ["k", "v"],
    rows: Int = 2, bytes: Int = 12, schemaVersion: Int = 3, encoding: TextEncoding = .utf8
  ) -> DeliveryManifest {
    DeliveryManifest(
      resource: "res-1", batch: "b-1", mode: mode, keyColumns: keys, columns: columns,
      encoding: encoding, rows: rows, bytes: bytes, sha256: digest,
      schemaVersion: schemaVersion, deliveredBy: "org-1")
  }

  private func changed(_ change: (inout [String: Any]) -> Void) throws -> Data {
    let data = try JSONEncoder().encode(manifest())
    var object = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    change(&object)
    return try JSONSerialization.data(withJSONObject: object)
  }

  @Test func `a manifest goes round through JSON, signed or not`() throws {
    let plain = manifest(mode: .upsert, keys: ["k"])
    let data = try JSONEncoder().encode(plain)
    #expect(try JSONDecoder().decode(DeliveryManifest.self, from: data) == plain)
    let signed = DeliveryManifest(
      resource: "r", batch: "b", mode: .append, columns: ["k"], encoding: .gb18030,
      delimiter: .pipe, rows: 0, bytes: 2, sha256: digest, schemaVersion: 1,
      deliveredBy: "o",
      signature: DeliverySignature(keyID: "key", algorithm: "sm2", value: "AAAA"))
    let signedData = try JSONEncoder().encode(signed)
    #expect(try JSONDecoder().decode(DeliveryManifest.self, from: signedData) == signed)
  }

  @Test func `unknown members are refused, also in the signature`() throws {
    let data = try changed { $0["note"] = "x" }
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(DeliveryManifest.self, from: data)
    }
    let nested = try changed {
      $0["signature"] = ["keyID": "k", "algorithm": "sm2", "value": "A", "extra": 1]
    }
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(DeliveryManifest.self, from: nested)
    }
  }

  @Test func `each value out of bounds is refused`() throws {
    let wrong: [(String, Any)] = [
      ("version", 2), ("resource", ""), ("batch", String(repeating: "x", count: 201)),
      ("rows", -1), ("bytes", -1), ("sha256", "00"), ("sha256", String(repeating: "0A", count: 32)),
      ("mode", "replace"), ("encoding", "latin1"), ("delimiter", "colon"),
      ("columns", ["a", "a"]), ("columns", (0..<1_025).map { "c\($0)" }), ("schemaVersion", -1),
      ("deliveredBy", ""), ("rows", "2"), ("signature", ["keyID": "k"]),
    ]
    for (key, value) in wrong {
      let data = try changed { $0[key] = value }
      #expect(throws: DecodingError.self, "\(key)") {
        try JSONDecoder().decode(DeliveryManifest.self, from: data)
      }
    }
    for key in ["version", "resource", "rows", "sha256", "columns", "keyColumns"] {
      let data = try changed { $0[key] = nil }
      #expect(throws: DecodingError.self, "without \(key)") {
        try JSONDecoder().decode(DeliveryManifest.self, from: data)
      }
    }
  }

  @Test func `a manifest that tells the truth has no problems`() throws {
    let outcome = try TakenFile("k,v\n1,a\n2,b\n", schema).outcome
    let good = manifest(mode: .upsert, keys: ["k"])
    #expect(ManifestCheck.beforeReading(good, schema: schema, schemaVersion: 3).isEmpty)
    #expect(ManifestCheck.afterReading(good, outcome: outcome, sha256: digest).isEmpty)
  }

  @Test func `every lie about the file is found`() throws {
    let outcome = try TakenFile("k,v\n1,a\n2,b\n", schema).outcome
    func problems(_ manifest: DeliveryManifest, _ sha256: String? = nil) -> [ManifestProblem] {
      ManifestCheck.afterReading(manifest, outcome: outcome, sha256: sha256 ?? digest)
    }
    #expect(problems(manifest(rows: 3)) == [.rows(declared: 3, found: 2)])
    #expect(problems(manifest(bytes: 13)) == [.bytes(declared: 13, found: 12)])
    #expect(problems(manifest(), String(repeating: "0b", count: 32)) == [.digest])
    #expect(problems(manifest(columns: ["k"])) == [.columnCount(declared: 1, expected: 2)])
    #expect(problems(manifest(columns: ["k", "w"])) == [.columnName(column: 2, expected: "v")])
    #expect(
      problems(manifest(encoding: .gb18030))
        == [.encoding(declared: .gb18030, found: .utf8)])
  }

  @Test func `bad rows count as rows of the file`() throws {
    let outcome = try TakenFile("k,v\n1,a\nx,b\n", schema).outcome
    #expect(ManifestCheck.afterReading(manifest(), outcome: outcome, sha256: digest).isEmpty)
  }

  @Test func `what does not fit the resource is found before reading`() {
    func problems(_ manifest: DeliveryManifest) -> [ManifestProblem] {
      ManifestCheck.beforeReading(manifest, schema: schema, schemaVersion: 3)
    }
    #expect(problems(manifest(mode: .upsert)) == [.keyMissing(.upsert)])
    #expect(problems(manifest(mode: .delete)) == [.keyMissing(.delete)])
    #expect(problems(manifest(mode: .append)).isEmpty)
    #expect(problems(manifest(mode: .upsert, keys: ["q"])) == [.keyUnknown("q")])
    #expect(problems(manifest(schemaVersion: 2)) == [.schemaVersion(declared: 2, expected: 3)])
    #expect(
      problems(manifest(columns: ["v", "k"])) == [
        .columnName(column: 1, expected: "k"), .columnName(column: 2, expected: "v"),
      ])
  }

  @Test func `every problem has a code of its own and an explanation`() {
    let all: [ManifestProblem] = [
      .rows(declared: 1, found: 2), .bytes(declared: 1, found: 2), .digest,
      .columnCount(declared: 1, expected: 2), .columnName(column: 1, expected: "k"),
      .schemaVersion(declared: 1, expected: 2), .keyMissing(.upsert), .keyUnknown("k"),
      .encoding(declared: .utf8, found: .gb18030),
    ]
    #expect(Set(all.map(\.code)).count == all.count)
    #expect(all.map(\.explanation).filter(\.isEmpty).isEmpty)
    #expect(Set(BadRowReason.allCases.map(\.explanation)).count == BadRowReason.allCases.count)
  }
}
