// SPDX-License-Identifier: Apache-2.0

import Foundation

extension ReleasedCube {
  /// Most bytes of a cube that are read back.
  package static let jsonBytesMax = 64 * 1024 * 1024

  /// The cube as canonical JSON: sorted keys, no white space, one encoding per cube, so that its
  /// digest is stable.
  ///
  /// Axes hold a string per label, `null` for the missing value and `true` for the total. Cells
  /// are in grid order, the last dimension running fastest: an array of values, or `null` when
  /// withheld.
  package var canonicalJSON: [UInt8] {
    var json = CanonicalJSON()
    json.raw("{\"axes\":")
    json.array(shape.axes) { json, axis in
      json.array(axis) { json, coordinate in
        switch coordinate {
        case .label(let text): json.string(text)
        case .missing: json.raw("null")
        case .total: json.raw("true")
        }
      }
    }
    json.raw(",\"cells\":")
    json.array(cells) { json, cell in
      switch cell {
      case .withheld: json.raw("null")
      case .published(let values): json.array(values) { $0.string($1) }
      }
    }
    json.raw(",\"dimensions\":")
    json.array(dimensions) { $0.string($1) }
    json.raw(",\"format\":\"shuyu-cube-1\",\"measures\":")
    json.array(measures) { json, measure in
      json.raw("{")
      if let column = measure.column {
        json.raw("\"column\":")
        json.string(column)
        json.raw(",")
      }
      json.raw("\"function\":")
      json.string(measure.function)
      json.raw("}")
    }
    json.raw(",\"rounding\":")
    json.string(rounding.rawValue)
    json.raw("}")
    return json.bytes
  }

  /// Reads a cube from its canonical bytes, and refuses any other writing of it.
  package init(canonicalJSON bytes: [UInt8]) throws(CubeFormatError) {
    guard bytes.count <= Self.jsonBytesMax else { throw .inconsistent }
    let stored: StoredCube
    do {
      stored = try JSONDecoder().decode(StoredCube.self, from: Data(bytes))
    } catch {
      throw .malformed
    }
    guard stored.format == "shuyu-cube-1" else { throw .malformed }
    guard let shape = CubeShape(axes: stored.axes.map { $0.map(\.coordinate) }),
      let cube = ReleasedCube(
        dimensions: stored.dimensions, measures: stored.measures, shape: shape,
        rounding: stored.rounding,
        cells: stored.cells.map { $0.map(ReleasedCell.published) ?? .withheld })
    else { throw .inconsistent }
    guard cube.canonicalJSON == bytes else { throw .notCanonical }
    self = cube
  }
}

/// The JSON form of a cube.
private struct StoredCube: Decodable {
  let axes: [[StoredCoordinate]]
  let cells: [[String]?]
  let dimensions: [String]
  let format: String
  let measures: [MeasureDeclaration]
  let rounding: CountRounding
}

/// The JSON form of a coordinate.
private struct StoredCoordinate: Decodable {
  let coordinate: Coordinate

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      coordinate = .missing
    } else {
      do {
        coordinate = .label(try container.decode(String.self))
      } catch {
        guard try container.decode(Bool.self) else { throw error }
        coordinate = .total
      }
    }
  }
}
