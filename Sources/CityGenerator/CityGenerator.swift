// SPDX-License-Identifier: Apache-2.0

/// Generates a made-up city: enterprises, their electricity, persons and their housing fund.
///
/// The output is a function of seed and number of persons. Rows are made one at a time and
/// nothing is kept, so memory does not grow with the city. All identifiers lie in a division
/// that GB/T 2260 does not assign (see `CityDivision`) and can be nobody's.
package struct CityGenerator: Sendable {
  /// How many persons a city may have.
  package static let personsAllowed = 1...10_000_000
  /// Months of electricity, from January 2024.
  package static let electricityMonths = 24
  /// Months of housing fund, from January 2025.
  package static let fundMonths = 12

  let seed: UInt64
  let persons: PersonRegister
  let enterprises: EnterpriseRegister

  /// Makes the generator; fails when the number of persons is out of range.
  package init(seed: UInt64, persons: Int) throws(CityError) {
    guard Self.personsAllowed.contains(persons) else {
      throw .personsOutOfRange(persons, allowed: Self.personsAllowed)
    }
    self.seed = seed
    self.persons = PersonRegister(seed: seed, persons: persons)
    enterprises = EnterpriseRegister(seed: seed, persons: persons)
  }

  /// Writes tables one after another, each in its own encoding or the one given for it.
  ///
  /// Fails with what the sink throws, or with `CityError.encodingUnavailable`.
  package func write(
    _ tables: [CityTable] = CityTable.allCases, encodings: [CityTable: CityEncoding] = [:],
    to sink: inout some CitySink
  ) throws -> CitySummary {
    var files: [CityFileSummary] = []
    for table in tables {
      let encoding = encodings[table] ?? table.defaultEncoding
      files.append(try write(table, encoding, to: &sink))
    }
    return CitySummary(
      seed: seed, persons: persons.count, enterprises: enterprises.count, files: files)
  }

  private func write<Sink: CitySink>(
    _ table: CityTable, _ encoding: CityEncoding, to sink: inout Sink
  ) throws -> CityFileSummary {
    var writer = try CityWriter(table, encoding, to: &sink)
    switch table {
    case .enterprises: try writeEnterprises(&writer, &sink)
    case .electricity: try writeElectricity(&writer, &sink)
    case .persons: try writePersons(&writer, &sink)
    case .housingFund: try writeHousingFund(&writer, &sink)
    }
    return try writer.finish(in: &sink)
  }
}
