// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Takes the fields of one evidence row in order, checking each.
struct FieldReader {
  let fields: [String]
  let names: [String]
  let row: Int
  private var position = 0

  init(fields: [String], names: [String], row: Int) {
    self.fields = fields
    self.names = names
    self.row = row
  }

  /// Takes a whole number from zero to `EvidenceDecoder.countMax`.
  mutating func count() throws(EvidenceError) -> Int {
    let value = try decimal()
    guard value.units >= 0, value.units % ExactDecimal.unitsPerOne == 0,
      value.units / ExactDecimal.unitsPerOne <= Int128(EvidenceDecoder.countMax)
    else { throw .malformedNumber(row: row, column: names[position - 1]) }
    return Int(value.units / ExactDecimal.unitsPerOne)
  }

  /// Takes an exact decimal number.
  mutating func decimal() throws(EvidenceError) -> ExactDecimal {
    defer { position += 1 }
    do { return try ExactDecimal(parsing: fields[position]) } catch {
      throw .malformedNumber(row: row, column: names[position])
    }
  }

  /// Takes a label in normal form C without control characters.
  mutating func label() throws(EvidenceError) -> String {
    defer { position += 1 }
    let text = fields[position]
    let sound =
      text.utf8.count <= EvidenceDecoder.labelBytesMax
      && text.unicodeScalars.allSatisfy {
        $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value)
      }
    let normal = text.precomposedStringWithCanonicalMapping
    guard sound, normal.utf8.elementsEqual(text.utf8) else {
      throw .malformedLabel(row: row, column: names[position])
    }
    return text
  }

  /// Takes the nine fields of one measured column.
  mutating func measure() throws(EvidenceError) -> MeasureEvidence {
    MeasureEvidence(
      records: try count(), contributors: try count(), sum: try decimal(),
      largest: try decimal(), second: try decimal(), absolute: try decimal(),
      negatives: try count(), zeros: try count(), unreadable: try count())
  }
}
