// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// Looks at the structure of a PNG or JPEG file: data behind its end, or beside its pixels.
struct ImageScan {
  /// Bytes behind the end of the image.
  private let trailing: Int
  /// Bytes of texts and unknown parts.
  private let beside: Int
  /// Bytes per pixel, where known.
  private let density: Double
  /// Pixels that so few bytes cannot hold, however plain the image is.
  private let pixelsTooMany: Double?

  /// What deflate makes of a byte at most, with room for the least image.
  private static let inflationMax = 1_100.0

  /// Reads a file that is an image; nothing when it is none.
  init?(_ bytes: [UInt8]) {
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      let found = Self.png(bytes)
      (trailing, beside) = (found.trailing, found.beside)
      density = Double(found.data) / found.pixels
      // A pixel has a bit at least.
      pixelsTooMany =
        found.pixels > (Double(found.data) + 1) * 8 * Self.inflationMax ? found.pixels : nil
    } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      let end = bytes.indices.dropLast().last { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xD9 }
      trailing = end.map { bytes.count - $0 - 2 } ?? bytes.count
      beside = 0
      density = 0
      pixelsTooMany = nil
    } else {
      return nil
    }
  }

  /// What a PNG's parts hold. Its width and height are what whoever made it wrote there: their
  /// product may be beyond any whole number.
  private static func png(
    _ bytes: [UInt8]
  ) -> (trailing: Int, beside: Int, data: Int, pixels: Double) {
    func number(_ position: Int) -> Int {
      bytes[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
    }
    var position = 8
    var beside = 0
    var pixels = 1.0
    var data = 0
    let plain: Set<String> = [
      "IHDR", "PLTE", "IDAT", "IEND", "pHYs", "gAMA", "sRGB", "tRNS", "bKGD", "cHRM", "sBIT",
      "tIME",
    ]
    while position + 12 <= bytes.count {
      let length = number(position)
      let name = String(decoding: bytes[position + 4..<position + 8], as: UTF8.self)
      guard length >= 0, position + 12 + length <= bytes.count else { break }
      if name == "IHDR", length >= 8 {
        pixels = max(1, Double(number(position + 8)) * Double(number(position + 12)))
      }
      if name == "IDAT" { data += length }
      if !plain.contains(name) { beside += length }
      position += 12 + length
      if name == "IEND" { break }
    }
    return (bytes.count - position, beside, data, pixels)
  }

  func findings(at place: Document) -> [CheckFinding] {
    var found: [CheckFinding] = []
    if trailing > 16 {
      found.append(
        CheckFinding(
          .embeddedData, .fail, at: place, value: Double(trailing), parameter: 16,
          formula: "bytes-behind-image.1", zh: "图像结束之后还有数据",
          en: "there is data behind the end of the image", remedy: "drop"))
    }
    if beside > 4096 || density > 1.5 {
      found.append(
        CheckFinding(
          .embeddedData, .review, at: place, value: max(density, Double(beside)),
          formula: "image-carries-more.1", zh: "图像带有大段文字，或像素过于杂乱，可能藏有数据",
          en:
            "the image carries long texts, or its pixels are so irregular that data may hide there",
          remedy: "review"))
    }
    if let pixelsTooMany {
      found.append(
        CheckFinding(
          .embeddedData, .review, at: place, value: pixelsTooMany,
          formula: "image-not-its-pixels.1", zh: "图像声明的尺寸大于其数据所能容纳的像素，不是完好的图像",
          en: "the image says it is larger than its data can hold: it is no sound image",
          remedy: "review"))
    }
    return found
  }
}
