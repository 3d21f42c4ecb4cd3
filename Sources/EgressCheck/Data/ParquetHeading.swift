// SPDX-License-Identifier: Apache-2.0

/// The columns of a Parquet file as its last bytes name them.
///
/// What is read here is a guess that saves a query: the file's maker wrote it, and only the engine
/// says how it reads the file. Whoever uses it asks the engine in the query that relies on it, and
/// starts again where the two differ. A file of an unusual form has no guess.
struct ParquetHeading {
  /// A column, with its type as DuckDB names it where it is a text or a whole number.
  struct Column: Equatable {
    let name: String
    let type: String?
  }

  /// Most bytes of the description at the end of the file.
  private static let bytesMax = 1 << 20

  let columns: [Column]

  init?(_ file: HeldFile) throws {
    guard file.size >= 12 else { return nil }
    let tail = try file.bytes(from: file.size - 8, count: 8)
    guard tail.count == 8, tail.suffix(4).elementsEqual("PAR1".utf8) else { return nil }
    let length = tail.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    guard (1...Self.bytesMax).contains(length), length + 12 <= file.size else { return nil }
    let bytes = try file.bytes(from: file.size - 8 - length, count: length)
    var reader = CompactReader(bytes)
    do {
      guard let columns = try Self.columns(&reader) else { return nil }
      self.columns = columns
    } catch {
      return nil
    }
  }

  /// The second field of the description: the root, then its columns, each a leaf.
  private static func columns(
    _ reader: inout CompactReader
  ) throws(CompactReader.Malformed) -> [Column]? {
    var elements: [Element] = []
    var last = 0
    while let field = try reader.field(after: last), elements.isEmpty {
      last = field.number
      guard field.number == 2 else {
        try reader.skip(field.type)
        continue
      }
      let list = try reader.list()
      guard list.type == CompactReader.structType, list.count <= DataInput.columnsMax + 1 else {
        return nil
      }
      for _ in 0..<list.count { elements.append(try Element(&reader)) }
    }
    guard let root = elements.first, root.children == elements.count - 1 else { return nil }
    let leaves = elements.dropFirst()
    // The engine renames a column whose name is there before, in capitals or not.
    guard leaves.allSatisfy(\.isPlain),
      Set(leaves.map { $0.name.lowercased() }).count == leaves.count
    else { return nil }
    return leaves.map { Column(name: $0.name, type: $0.type) }
  }

  /// One entry of the description.
  private struct Element {
    var name = ""
    var children = 0
    private var physical = -1
    private var repetition = 0
    private var converted: Int?
    private var logical: Int?
    private var hasChildren = false
    private var isReadable = true

    init(_ reader: inout CompactReader) throws(CompactReader.Malformed) {
      var last = 0
      while let field = try reader.field(after: last) {
        last = field.number
        switch field.number {
        case 1: physical = try reader.integer()
        case 3: repetition = try reader.integer()
        case 4:
          let text = String(validating: try reader.bytes(), as: UTF8.self)
          isReadable = text != nil
          name = text ?? ""
        case 5:
          children = try reader.integer()
          hasChildren = true
        case 6: converted = try reader.integer()
        case 10:
          // A choice: the number of its only field tells which.
          logical = try reader.field(after: 0).map { choice throws(CompactReader.Malformed) in
            try reader.skip(choice.type)
            return choice.number
          }
          guard try reader.field(after: logical ?? 0) == nil else {
            throw CompactReader.Malformed()
          }
        default: try reader.skip(field.type)
        }
      }
    }

    /// Whether it is one value a row, of a kind that is known here.
    var isPlain: Bool {
      isReadable && !name.isEmpty && !hasChildren && repetition < 2 && (0...7).contains(physical)
        && !(logical == 10 && converted == nil)
    }

    var type: String? {
      switch (physical, converted) {
      case (6, _) where converted == 0 || logical == 1: "VARCHAR"
      case (1, nil) where logical == nil: "INTEGER"
      case (2, nil) where logical == nil: "BIGINT"
      case (1, 11): "UTINYINT"
      case (1, 12): "USMALLINT"
      case (1, 13): "UINTEGER"
      case (2, 14): "UBIGINT"
      case (1, 15): "TINYINT"
      case (1, 16): "SMALLINT"
      case (1, 17): "INTEGER"
      case (2, 18): "BIGINT"
      default: nil
      }
    }
  }
}
