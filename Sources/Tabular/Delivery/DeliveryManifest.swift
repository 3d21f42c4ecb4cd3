// SPDX-License-Identifier: Apache-2.0

/// What the deliverer says about a file, before anybody has read it.
package struct DeliveryManifest: Codable, Hashable, Sendable {
  /// The version of this format that the target reads and writes.
  package static let currentVersion = 1

  /// The version of the format.
  package let version: Int
  /// The identifier of the resource in the catalogue, 1 to 200 bytes.
  package let resource: String
  /// The identifier of the batch, 1 to 200 bytes, unique for the resource.
  package let batch: String
  /// What the batch does to earlier data.
  package let mode: DeliveryMode
  /// The columns that make up the key; needed for upsert and delete.
  package let keyColumns: [String]
  /// The column names in the order of the file, at most 1,024.
  package let columns: [String]
  /// The encoding of the file.
  package let encoding: TextEncoding
  /// How fields are separated.
  package let delimiter: CSVDialect
  /// Data rows in the file, the header not counted.
  package let rows: Int
  /// Bytes of the file.
  package let bytes: Int
  /// SHA-256 of the file, 64 lower-case hexadecimal digits.
  package let sha256: String
  /// The version of the resource's schema the file follows.
  package let schemaVersion: Int
  /// The identifier of the organisation that delivers, 1 to 200 bytes.
  package let deliveredBy: String
  /// The signature; nil before signing.
  package let signature: DeliverySignature?

  private enum CodingKeys: String, CodingKey, CaseIterable {
    case version, resource, batch, mode, keyColumns, columns, encoding, delimiter, rows, bytes
    case sha256, schemaVersion, deliveredBy, signature
  }

  /// Makes a manifest of the current version.
  package init(
    resource: String, batch: String, mode: DeliveryMode, keyColumns: [String] = [],
    columns: [String], encoding: TextEncoding = .utf8, delimiter: CSVDialect = .comma,
    rows: Int, bytes: Int, sha256: String, schemaVersion: Int, deliveredBy: String,
    signature: DeliverySignature? = nil
  ) {
    version = Self.currentVersion
    self.resource = resource
    self.batch = batch
    self.mode = mode
    self.keyColumns = keyColumns
    self.columns = columns
    self.encoding = encoding
    self.delimiter = delimiter
    self.rows = rows
    self.bytes = bytes
    self.sha256 = sha256
    self.schemaVersion = schemaVersion
    self.deliveredBy = deliveredBy
    self.signature = signature
  }

  /// Reads a manifest; unknown members, other versions and values out of bounds are refused.
  ///
  /// - Throws: `DecodingError` that names the member and never quotes its value.
  package init(from decoder: any Decoder) throws {
    try StrictKeys.refuseUnknown(in: decoder, known: CodingKeys.allCases.map(\.rawValue))
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func refuse(_ key: CodingKeys, _ reason: String) -> DecodingError {
      DecodingError.dataCorruptedError(
        forKey: key, in: container, debugDescription: "\(key.rawValue) \(reason)")
    }
    func name(_ key: CodingKeys) throws -> String {
      let text = try container.decode(String.self, forKey: key)
      guard (1...200).contains(text.utf8.count) else {
        throw refuse(key, "must have 1 to 200 bytes")
      }
      return text
    }
    func number(_ key: CodingKeys) throws -> Int {
      let value = try container.decode(Int.self, forKey: key)
      guard value >= 0 else { throw refuse(key, "must not be negative") }
      return value
    }
    func names(_ key: CodingKeys) throws -> [String] {
      let list = try container.decode([String].self, forKey: key)
      guard list.count <= 1_024, Set(list).count == list.count else {
        throw refuse(key, "must have at most 1024 different names")
      }
      return list
    }
    version = try container.decode(Int.self, forKey: .version)
    guard version == Self.currentVersion else {
      throw refuse(.version, "must be \(Self.currentVersion)")
    }
    resource = try name(.resource)
    batch = try name(.batch)
    mode = try container.decode(DeliveryMode.self, forKey: .mode)
    keyColumns = try names(.keyColumns)
    columns = try names(.columns)
    encoding = try container.decode(TextEncoding.self, forKey: .encoding)
    delimiter = try container.decode(CSVDialect.self, forKey: .delimiter)
    rows = try number(.rows)
    bytes = try number(.bytes)
    sha256 = try container.decode(String.self, forKey: .sha256)
    let digits = Set("0123456789abcdef")
    guard sha256.count == 64, sha256.allSatisfy(digits.contains) else {
      throw refuse(.sha256, "must be 64 lower-case hexadecimal digits")
    }
    schemaVersion = try number(.schemaVersion)
    deliveredBy = try name(.deliveredBy)
    signature = try container.decodeIfPresent(DeliverySignature.self, forKey: .signature)
  }
}
