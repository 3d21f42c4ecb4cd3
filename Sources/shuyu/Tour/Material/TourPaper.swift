// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation

/// A paper made elsewhere, as a scan: a PDF of one page with its title.
struct TourPaper {
  /// What it says, in ASCII.
  let title: String

  /// A valid PDF 1.4 file.
  var bytes: [UInt8] {
    let text = "BT /F1 18 Tf 72 720 Td (\(title)) Tj ET"
    let objects = [
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        + "/Resources << /Font << /F1 5 0 R >> >> >>",
      "<< /Length \(text.utf8.count) >>\nstream\n\(text)\nendstream",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    var file = "%PDF-1.4\n"
    var offsets: [Int] = []
    for (index, object) in objects.enumerated() {
      offsets.append(file.utf8.count)
      file += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let start = file.utf8.count
    file += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for offset in offsets {
      file += String(format: "%010d 00000 n \n", offset)
    }
    file += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
    return Array(file.utf8)
  }
}

extension TourStage {
  /// Uploads a paper and gives its digest, as the platform computed it.
  mutating func paper(_ title: String, as login: String? = nil) async throws -> JSON {
    let paper = TourPaper(title: title)
    let file = folder.appending(path: "\(title.replacing(" ", with: "-")).pdf")
    try Data(paper.bytes).write(to: file)
    let (_, digest) = try await upload(file, as: login)
    guard digest == SHA256.hash(paper.bytes).hex else {
      throw TourFailure("the upload of `\(title)` has another digest")
    }
    return .string(digest)
  }

  /// Uploads a file; gives the upload's id and digest.
  mutating func upload(
    _ file: URL, as login: String? = nil
  ) async throws -> (id: JSON, digest: String) {
    let reply = try await client(login).upload(file: file, name: file.lastPathComponent)
    guard reply.status == 201, let id = reply.json["id"], let digest = reply.json["digest"]?.string
    else {
      throw TourFailure("the upload should be kept: \(reply.status) \(reply.json.canonicalText)")
    }
    return (id, digest)
  }
}
