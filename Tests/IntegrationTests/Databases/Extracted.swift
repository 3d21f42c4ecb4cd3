// SPDX-License-Identifier: Apache-2.0
import ODBC
import Tabular

/// What a table or query gives, as text.
struct Extracted {
  let columns: [SourceColumn]
  let lines: [String]
  let rows: Int

  init(
    _ connection: String, _ query: SourceQuery, zone: ZoneOffset = .china,
    bounds: Extraction.Bounds = Extraction.Bounds(), progress: (Int) -> Void = { _ in }
  ) throws {
    let extraction = try Extraction(
      query, of: try Database(connection), zone: zone, bounds: bounds)
    columns = try extraction.columns()
    let sink = Kept()
    rows = try extraction.read(
      columns, into: ClosureByteSink { span throws(ByteSinkError) in sink.take(span) },
      progress: progress)
    lines = String(decoding: sink.bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  /// The words of the fault with which reading ends; nil when it does not.
  static func fault(
    _ connection: String, _ query: SourceQuery,
    bounds: Extraction.Bounds = Extraction.Bounds(), progress: (Int) -> Void = { _ in }
  ) throws -> DatabaseFault? {
    do {
      _ = try Extracted(connection, query, bounds: bounds, progress: progress)
      return nil
    } catch let fault as DatabaseFault {
      return fault
    }
  }

  private final class Kept {
    private(set) var bytes: [UInt8] = []

    func take(_ span: Span<UInt8>) {
      for index in span.indices { bytes.append(span[index]) }
    }
  }
}
