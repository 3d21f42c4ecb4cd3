// SPDX-License-Identifier: Apache-2.0

import Core

extension CityGenerator {
  /// Writes one row for each enterprise.
  func writeEnterprises<Sink: CitySink>(
    _ writer: inout CityWriter<Sink>, _ sink: inout Sink
  ) throws {
    var row = CSVRow()
    for index in 0..<enterprises.count {
      let enterprise = enterprises.enterprise(index)
      var random = CityRandom(~seed, .enterpriseDefect, index)
      row.add(bytes: enterprise.code)
      row.add(enterprise.name)
      row.add(enterprise.industry.code)
      row.add(CityDivision.districts[enterprise.district].code)
      if random.chance(of100000: DefectShare.missing) {
        row.addMissing()
        writer.note(.missing)
      } else {
        row.add(enterprise.capitalWan)
      }
      row.add(bytes: CityDate.day(enterprise.established))
      if enterprise.isCodeInvalid { writer.note(.invalidCode) }
      let isRepeated = random.chance(of100000: DefectShare.duplicates)
      try writer.write(row.finish(), isRepeated: isRepeated, to: &sink)
    }
  }

  /// Writes one row for each enterprise and month.
  ///
  /// Use is log-normal between enterprises of an industry, grows with size, follows the season
  /// and the day-to-day chance of a month (sigma 0.12).
  func writeElectricity<Sink: CitySink>(
    _ writer: inout CityWriter<Sink>, _ sink: inout Sink
  ) throws {
    var row = CSVRow()
    for index in 0..<enterprises.count {
      let enterprise = enterprises.enterprise(index)
      var random = CityRandom(seed, .electricity, index)
      let level = random.logNormal(
        median: enterprise.industry.kilowattHours, sigma: enterprise.industry.sigma)
      for month in 0..<Self.electricityMonths {
        row.add(bytes: enterprise.code)
        row.add(bytes: CityDate.month(month, from: 2024))
        let share = enterprise.industry.seasonality(month: month % 12 + 1)
        let noise = random.logNormal(median: 1, sigma: 0.12)
        let used = Int(level * enterprise.size * Double(share) / 1_000 * noise)
        addReading(used, to: &row, &random, &writer)
        if enterprise.isCodeInvalid { writer.note(.invalidCode) }
        let isRepeated = random.chance(of100000: DefectShare.duplicates)
        try writer.write(row.finish(), isRepeated: isRepeated, to: &sink)
      }
    }
  }

  private func addReading<Sink: CitySink>(
    _ used: Int, to row: inout CSVRow, _ random: inout CityRandom,
    _ writer: inout CityWriter<Sink>
  ) {
    if random.chance(of100000: DefectShare.missing) {
      row.addMissing()
      writer.note(.missing)
    } else if random.chance(of100000: DefectShare.thousandfold) {
      row.add(Swift.max(used, 1) * 1_000)
      writer.note(.outlier)
    } else if random.chance(of100000: DefectShare.negative) {
      row.add(-Swift.max(used, 1))
      writer.note(.outlier)
    } else {
      row.add(used)
    }
  }
}
