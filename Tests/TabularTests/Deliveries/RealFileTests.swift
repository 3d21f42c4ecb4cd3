// SPDX-License-Identifier: Apache-2.0
import Glibc
import Tabular
import Testing

/// Real files beside the project; the tests are skipped where the folder is missing.
@Suite(.enabled(if: SharedData.exists)) struct RealFileTests {
  private func take(
    _ path: String, _ schema: [ColumnSchema], _ dialect: CSVDialect
  ) throws -> IntakeOutcome {
    let descriptor = SharedData.open(path)
    defer { SharedData.close(descriptor) }
    var intake = try Intake(
      DescriptorByteSource(descriptor), schema: schema,
      options: IntakeOptions(dialect: dialect), clean: CollectedBytes().sink)
    return try intake.run()
  }

  @Test func `the census file has 30162 rows and all are clean`() throws {
    let names = [
      "sex", "age", "race", "marital-status", "education", "native-country", "workclass",
      "occupation", "salary-class",
    ]
    let schema = names.map { name in
      ColumnSchema(name: name, type: name == "age" ? .integer : .text, isNullable: false)
    }
    let outcome = try take("privacy_benchmark/arx/adult.csv", schema, .semicolon)
    #expect(outcome.rowsRead == 30_162)
    #expect(outcome.rowsClean == 30_162)
    #expect(outcome.badRows.total == 0)
    let columns = outcome.profile.columns
    #expect(columns[0].frequent.map(\.value) == ["Male", "Female"])
    #expect(columns[0].frequent.map(\.rows).reduce(0, +) == 30_162)
    #expect(columns[1].extent == .init(minimum: "17", maximum: "90"))
    #expect(columns[1].distinct == .init(count: 72, isExact: true))
    let classes = ClassificationSuggestion.all(outcome.profile).map(\.suggested)
    #expect(classes == Array(repeating: .quasiIdentifier, count: 8) + [.sensitive])
  }

  @Test(arguments: ["Aotizhongxin", "Dongsi", "Huairou"])
  func `an air quality station has 35064 hours and its gaps are counted`(
    station: String
  ) throws {
    let schema =
      [
        ColumnSchema(name: "No", type: .integer, isNullable: false),
        ColumnSchema(name: "year", type: .integer), ColumnSchema(name: "month", type: .integer),
        ColumnSchema(name: "day", type: .integer), ColumnSchema(name: "hour", type: .integer),
      ]
      + ["PM2.5", "PM10", "SO2", "NO2", "CO", "O3", "TEMP", "PRES", "DEWP", "RAIN"].map { name in
        ColumnSchema(name: name, type: .real, missingTokens: ["", "NA"])
      } + [
        ColumnSchema(name: "wd", type: .text, missingTokens: ["", "NA"]),
        ColumnSchema(name: "WSPM", type: .real, missingTokens: ["", "NA"]),
        ColumnSchema(name: "station", type: .text, isNullable: false),
      ]
    let path = "air_quality/PRSA_Data_\(station)_20130301-20170228.csv"
    let outcome = try take(path, schema, .comma)
    #expect(outcome.rowsRead == 35_064)
    #expect(outcome.badRows.total == 0, "\(outcome.badRows.counts)")
    let columns = outcome.profile.columns
    #expect(columns[0].extent == .init(minimum: "1", maximum: "35064"))
    #expect(columns[0].distinct.isExact == false)
    #expect(columns[17].frequent == [.init(value: station, rows: 35_064)])
    #expect(columns[5].missing > 0)
    #expect(columns[5].missing == (try countMissing(path, column: 5)))
  }

  /// Counts NA in a column by splitting lines, slowly.
  private func countMissing(_ path: String, column: Int) throws -> Int {
    let descriptor = SharedData.open(path)
    defer { SharedData.close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    var source = DescriptorByteSource(descriptor)
    while true {
      let count = try source.read(into: &buffer, from: 0)
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    return bytes.split(separator: 0x0A).filter { line in
      line.split(separator: 0x2C, omittingEmptySubsequences: false)[column]
        .elementsEqual("NA".utf8)
    }.count
  }

  @Test func `a descriptor that cannot be read is an error`() {
    #expect(throws: CSVError.source(.readFailed(errno: EBADF))) {
      try ReadFile(DescriptorByteSource(-1))
    }
  }
}
