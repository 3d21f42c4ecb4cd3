// SPDX-License-Identifier: Apache-2.0

/// Takes in a delivered file in one pass: read, check, profile, write out clean.
///
/// Rows of a batch with keys are written out while their keys are watched. When two of them are
/// known to share one, the rest of the file is only looked through for more; the run ends with
/// `IntakeError.keysShared`, and `shared` is what a second run needs to know.
package struct Intake: ~Copyable {
  private var reader: CSVReader
  private var validator: RowValidator
  private var profile: ValueProfileBuilder
  private var badRows: BadRowCollector
  private var writer: CleanWriter?
  private var badRowWriter: BadRowWriter?
  private let duplicates: DuplicateKeys?
  private let options: IntakeOptions
  private let isKeyed: Bool
  private var rowsRead = 0
  private var rowsClean = 0
  private var rowsRepeated = 0
  private var repeats: RepeatCounter
  private var keys: KeyWatch?

  /// Opens a file and checks its header against the schema.
  ///
  /// - Parameters:
  ///   - source: the bytes of the file.
  ///   - schema: the columns in the order of the file.
  ///   - options: dialect, encoding, bounds.
  ///   - clean: where canonical CSV goes; nil only checks and profiles.
  ///   - rawBadRows: where bad rows themselves go; the caller encrypts them.
  ///   - keyColumns: the columns that make up the key, for batches that have keys.
  ///   - duplicates: what an earlier run found out about keys; then they are not watched.
  ///   - store: where keys lie that memory does not hold; empty. Without one, more are refused.
  /// - Throws: `IntakeError` when the file as a whole is refused.
  package init(
    _ source: any ByteSource, schema: [ColumnSchema], options: IntakeOptions = IntakeOptions(),
    clean: (any ByteSink)? = nil, rawBadRows: (any ByteSink)? = nil, keyColumns: [String] = [],
    duplicates: DuplicateKeys? = nil, store: (any BlockStore)? = nil
  ) throws(IntakeError) {
    let isKeyed = duplicates != nil || !keyColumns.isEmpty
    let watch: KeyWatch? =
      duplicates != nil || keyColumns.isEmpty
      ? nil
      : try KeyWatch(
        keyColumns, of: schema, seed: options.seed, bounds: options.keys, store: store)
    reader = try Self.open(source, schema: schema, options: options)
    validator = RowValidator(schema.requiring(duplicates?.keyColumns ?? keyColumns))
    profile = ValueProfileBuilder(schema, distinctMax: options.distinctMax, seed: options.seed)
    badRows = BadRowCollector(listedMax: options.badRowsListedMax)
    writer = clean.map { CleanWriter($0) }
    badRowWriter = rawBadRows.map { BadRowWriter($0) }
    self.duplicates = duplicates
    // In a batch with keys, equal rows share theirs.
    repeats = RepeatCounter(rowsMax: isKeyed ? 0 : options.comparedRowsMax)
    self.isKeyed = isKeyed
    keys = watch
    self.options = options
  }

  /// Opens a reader and checks the header against the schema.
  static func open(
    _ source: any ByteSource, schema: [ColumnSchema], options: IntakeOptions
  ) throws(IntakeError) -> CSVReader {
    let reader: CSVReader
    do {
      reader = try CSVReader(
        source, dialect: options.dialect, encoding: options.encoding, bounds: options.bounds)
    } catch {
      throw .file(error)
    }
    let names = reader.header.names
    guard names.count == schema.count else {
      throw .columnCount(expected: schema.count, found: names.count)
    }
    for (index, column) in schema.enumerated() where names[index] != column.name {
      throw .columnName(column: index + 1, expected: column.name)
    }
    return reader
  }

  /// Runs to the end of the file.
  ///
  /// - Parameter progress: called every so many rows and at the end; false stops the run.
  /// - Throws: `IntakeError` when reading or writing fails, or the run is stopped.
  package mutating func run(
    progress: (IntakeProgress) -> Bool = { _ in true }
  ) throws(IntakeError) -> IntakeOutcome {
    do {
      try writer?.writeHeader(reader.header.names)
      var untilProgress = options.progressEveryRows
      while try step() {
        untilProgress &-= 1
        if untilProgress == 0 {
          untilProgress = options.progressEveryRows
          guard tell(progress) else { throw IntakeError.cancelled }
        }
      }
      try keys?.finish()
      try writer?.finish()
      try badRowWriter?.finish()
    } catch let error as ByteSinkError {
      throw .sink(error)
    } catch let error as CSVError {
      throw .file(error)
    } catch let error as IntakeError {
      throw error
    } catch {
      throw .cancelled
    }
    guard tell(progress) else { throw .cancelled }
    guard shared == nil else { throw .keysShared }
    return outcome
  }

  /// The rows that share a key, once the file was read to its end; nil when there are none.
  package var shared: DuplicateKeys? {
    guard let keys, !keys.isClean else { return nil }
    return keys.duplicates
  }

  private func tell(_ progress: (IntakeProgress) -> Bool) -> Bool {
    progress(IntakeProgress(rows: rowsRead, bytes: reader.bytesRead))
  }

  /// Takes in one row; false at the end.
  @inline(__always)
  private mutating func step() throws -> Bool {
    switch try reader.next() {
    case .end: return false
    case .bad(let row): try keepApart(row)
    case .row:
      if let problem = validator.check(reader.window, reader.fields) {
        try keepApart(
          BadRow(position: reader.position, column: problem.column, reason: problem.reason))
      } else {
        try takeUnique()
      }
    }
    rowsRead &+= 1
    return true
  }

  /// Takes a valid row unless its key says otherwise.
  @inline(__always)
  private mutating func takeUnique() throws {
    if keys != nil {
      try keys?.add(reader, validator)
      guard keys?.isClean == true else { return }
    }
    switch duplicates?.verdict(row: reader.position.row) ?? .unique {
    case .unique: try take()
    case .repeated: rowsRepeated += 1
    case .conflicting:
      try keepApart(BadRow(position: reader.position, column: nil, reason: .duplicateKey))
    }
  }

  @inline(__always)
  private mutating func take() throws {
    if repeats.isCounting {
      let seed = options.seed
      repeats.add(reader.withRawRow { ByteHash.hash($0, seed: seed) })
    }
    profile.add(reader.window, reader.fields, validator.states)
    rowsClean &+= 1
    guard writer != nil else { return }
    let isPlain =
      reader.isPlain && options.dialect == .comma && !validator.hasTokens
      && !validator.hasEmptyValues && reader.fields.count > 1
    if isPlain {
      try writer?.writePlain(reader.window, reader.rowRange)
    } else {
      try writer?.write(reader.window, reader.fields, validator.states)
    }
  }

  private mutating func keepApart(_ row: BadRow) throws {
    guard keys?.isClean ?? true else { return }
    badRows.add(row)
    guard var target = badRowWriter else { return }
    try reader.withRawRow { raw throws(ByteSinkError) in try target.write(row, raw: raw) }
    badRowWriter = target
  }

  private var outcome: IntakeOutcome {
    IntakeOutcome(
      header: reader.header.names, encoding: reader.encoding, rowsRead: rowsRead,
      rowsClean: rowsClean,
      rowsRepeated: isKeyed ? rowsRepeated : repeats.count, blankLines: reader.blankLines,
      bytesRead: reader.bytesRead, bytesWritten: writer?.bytesWritten ?? 0,
      badRows: badRows.report(
        columns: reader.header.names, unterminatedQuote: reader.unterminatedQuote,
        encodingHint: reader.encodingHint),
      profile: profile.profile(frequentMax: options.frequentMax))
  }
}
