// SPDX-License-Identifier: Apache-2.0

/// Collects rows into pieces, encodes them and hands them to the sink, counting as it goes.
struct CityWriter<Sink: CitySink> {
  private static var pieceBytes: Int { 65_536 }

  private let table: CityTable
  private let encoding: CityEncoding
  private let encoder: GB18030Encoder?
  private var pending: [UInt8] = []
  private var rows = 0
  private var bytes = 0
  private var planted: [CityDefect: Int] = [:]

  init(_ table: CityTable, _ encoding: CityEncoding, to sink: inout Sink) throws {
    self.table = table
    self.encoding = encoding
    encoder = try Self.encoder(for: encoding)
    pending.reserveCapacity(Self.pieceBytes + 1_024)
    try sink.open(table, encoding: encoding)
    var heading = CSVRow()
    for column in table.columns { heading.add(column.name) }
    pending += heading.finish()
  }

  /// Adds a line; a repeated one stands twice in a row.
  mutating func write(_ line: [UInt8], isRepeated: Bool = false, to sink: inout Sink) throws {
    for _ in 0..<(isRepeated ? 2 : 1) {
      pending += line
      rows += 1
    }
    if isRepeated { note(.duplicate) }
    if pending.count >= Self.pieceBytes { try flush(to: &sink) }
  }

  /// Counts a planted defect.
  mutating func note(_ defect: CityDefect) { planted[defect, default: 0] += 1 }

  /// Writes what is left and closes the file.
  mutating func finish(in sink: inout Sink) throws -> CityFileSummary {
    try flush(to: &sink)
    return CityFileSummary(
      table: table, encoding: encoding, rows: rows, bytes: bytes, digest: try sink.close(),
      planted: planted)
  }

  private static func encoder(for encoding: CityEncoding) throws(CityError) -> GB18030Encoder? {
    guard encoding == .gb18030 else { return nil }
    return try GB18030Encoder()
  }

  private mutating func flush(to sink: inout Sink) throws {
    let piece = try encode(pending)
    bytes += piece.count
    pending.removeAll(keepingCapacity: true)
    try sink.append(piece)
  }

  private func encode(_ piece: [UInt8]) throws(CityError) -> [UInt8] {
    switch encoder {
    case .some(let encoder): try encoder.encode(piece)
    case .none: piece
    }
  }
}
