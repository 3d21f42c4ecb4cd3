// SPDX-License-Identifier: Apache-2.0

extension CityGenerator {
  /// Writes one row for each person.
  func writePersons<Sink: CitySink>(
    _ writer: inout CityWriter<Sink>, _ sink: inout Sink
  ) throws {
    var row = CSVRow()
    for index in 0..<persons.count {
      let person = persons.person(index)
      var random = CityRandom(~seed, .personDefect, index)
      row.add(bytes: person.number)
      row.add(person.name)
      row.add(person.isMale ? "男" : "女")
      if random.chance(of100000: DefectShare.missing) {
        row.addMissing()
        writer.note(.missing)
      } else {
        row.add(bytes: CityDate.day(person.born))
      }
      row.add(CityDivision.districts[person.district].code)
      if person.isNumberInvalid { writer.note(.invalidCode) }
      let isRepeated = random.chance(of100000: DefectShare.duplicates)
      try writer.write(row.finish(), isRepeated: isRepeated, to: &sink)
    }
  }

  /// Writes one row for each employed person and month.
  ///
  /// The fund year begins in July: the base is then set anew, 0 to 8 percent higher.
  func writeHousingFund<Sink: CitySink>(
    _ writer: inout CityWriter<Sink>, _ sink: inout Sink
  ) throws {
    var row = CSVRow()
    for index in 0..<persons.count {
      let person = persons.person(index)
      guard let account = FundAccount(person, index, seed: seed, enterprises) else { continue }
      var random = CityRandom(seed, .fund, index)
      for month in account.firstMonth..<Self.fundMonths {
        let base = month < 6 ? account.baseYuan : account.raisedYuan
        row.add(bytes: person.number)
        row.add(bytes: account.employer)
        row.add(bytes: CityDate.month(month, from: 2025))
        if random.chance(of100000: DefectShare.missing) {
          row.addMissing()
          writer.note(.missing)
        } else {
          row.add(base)
        }
        row.add(account.rate)
        // 元 times percent is 分.
        row.add(fen: base * account.rate)
        row.add(fen: base * account.rate)
        row.add(random.pick(FundAccount.states))
        if person.isNumberInvalid { writer.note(.invalidCode) }
        let isRepeated = random.chance(of100000: DefectShare.duplicates)
        try writer.write(row.finish(), isRepeated: isRepeated, to: &sink)
      }
    }
  }
}
